"""Pairs of records that may be of one person, and those of whom somebody has said it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from students.models import SamePerson, Student
from students.rules.same_person import Likeness, Person, compare
from students.rules.same_person_pairs import likely_pairs

COLUMNS = (
    "name",
    "email",
    "personal_detail__phone",
    "personal_detail__born_on",
    "personal_detail__guardian",
)


@dataclass(frozen=True)
class Proposal:
    """Two records that may be of one person, the lower number first."""

    first: int
    second: int
    likeness: Likeness


def people_of(students: QuerySet[Student]) -> dict[int, Person]:
    """What is known of each of these students beside the name; who has a name alone is left out.

    One query.
    """
    known = ~Q(email="") | Q(personal_detail__isnull=False)
    rows = students.order_by().filter(known).values_list("pk", *COLUMNS)
    return {pk: _person(*row) for pk, *row in rows.iterator(5000)}


def proposals(students: QuerySet[Student]) -> list[Proposal]:
    """Pairs among these students of whom nobody has said anything yet. Two queries."""
    said = said_of(students)
    found = likely_pairs(people_of(students))
    return [Proposal(*pair) for pair in found if pair[:2] not in said]


def likeness_of(first: Student, second: Student) -> Likeness:
    """What two records, read with their particulars, say of each other now."""
    return compare(person_of(first), person_of(second))


def person_of(student: Student) -> Person:
    """What a record says of its person."""
    detail = getattr(student, "personal_detail", None)
    told = (detail.phone, detail.born_on, detail.guardian) if detail else ("", None, "")
    return _person(student.name, student.email, *told)


def verdicts_of(students: QuerySet[Student]) -> QuerySet[SamePerson]:
    """What was said of two records that are both among these students."""
    ids = students.order_by().values("pk")
    return SamePerson.objects.filter(first__in=ids, second__in=ids)


def said_of(students: QuerySet[Student]) -> set[tuple[int, int]]:
    """The pairs among these of whom something was said."""
    return set(verdicts_of(students).order_by().values_list("first", "second"))


def _person(name: str, email: str, phone, born, guardian) -> Person:
    return Person(name, email, phone or "", born.isoformat() if born else "", guardian or "")


def people_by_number(numbers: Iterable[int]) -> dict[int, Student]:
    """These students with their institutions and what is known of them."""
    rows = Student.objects.filter(pk__in=set(numbers))
    return rows.select_related("institution", "personal_detail").in_bulk()
