"""What the register holds of the students and marks that plain rows speak of."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection

from students.imports.places import Place
from students.imports.plain.values import Value
from students.models import Mark, TermResult
from students.models.expressions import whole

MOST_KEPT = 50_000
AT_ONCE = 1_000
VALUES = "state", whole("score"), whole("max_score"), whole("published")


class Person(NamedTuple):
    """A student in the term: where they stand in it, and the policy version their marks go by."""

    result_id: int
    student_id: int
    roll_key: str
    roll_no: str
    policy_version_id: int
    student_version: int
    branch_id: int
    batch_id: int | None
    section: str
    semester: int


COLUMNS = (
    "pk",
    "student_id",
    "student__roll_key",
    "student__roll_no",
    "policy_version_id",
    "student__version",
    "branch_id",
    "batch_id",
    "section",
    "semester",
)


class People:
    """The students of a term by roll key; those of the last rows are remembered."""

    def __init__(self, place: Place):
        self._place = place
        self._known: dict[str, Person | None] = {}

    def of(self, keys: set[str]) -> dict[str, Person | None]:
        """For each key the student, or None for who is not in the term; others may be there too."""
        if len(self._known) > MOST_KEPT:
            self._known = {}
        missing = sorted(keys - self._known.keys())
        self._known |= dict.fromkeys(missing)
        for some in _in_parts(missing):
            rows = TermResult.objects.filter(
                term=self._place.term,
                student__institution=self._place.institution,
                student__roll_key__in=some,
            )
            for values in rows.order_by().values_list(*COLUMNS):
                person = Person(*values)
                self._known[person.roll_key] = person
        return self._known


def marks_of(results: Iterable[int], subjects: set[int]) -> dict[tuple[int, int], Value]:
    """The first attempts of these results in these subjects, by both."""
    found = {}
    with connection.cursor() as cursor:
        for some in _in_parts(sorted(results)):
            rows = Mark.objects.filter(result__in=some, subject__in=subjects, attempt=1).order_by()
            asked = rows.values_list("result_id", "subject_id", *VALUES).query
            # They come as whole numbers: to convert each value once more takes as long as to read.
            cursor.execute(*asked.sql_with_params())
            found |= {
                (result, subject): tuple(value) for result, subject, *value in cursor.fetchall()
            }
    return found


def _in_parts(values: list) -> Iterable[list]:
    for start in range(0, len(values), AT_ONCE):
        yield values[start : start + AT_ONCE]
