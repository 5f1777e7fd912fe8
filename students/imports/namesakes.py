"""New students who look like somebody the institution knows: told in the preview, never decided."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.imports.items import STUDENT
from students.imports.office.records import PERSONAL_DETAIL
from students.imports.places import Place
from students.imports.plans import PlanRow
from students.models import Student
from students.persons.pairs import people_of
from students.persons.signs import FOR
from students.rules.same_person import Likeness, Person
from students.rules.same_person_pairs import likely_matches

MOST_TOLD = 20


def namesakes(place: Place, rows: Iterable[PlanRow]) -> list[str]:
    """A sentence for each row whose new student looks like one who is here already; twenty at most,
    and how many more. Two queries, none where nobody is new.
    """
    new = {row.number: person for row in rows if (person := _new_person(row))}
    if not new or not place.is_made:
        return []
    students = Student.objects.filter(institution=place.institution)
    found = list(likely_matches(new, people_of(students)))
    names = students.in_bulk({known for _row, known, _likeness in found[:MOST_TOLD]})
    told = [_told(row, names[known], likeness) for row, known, likeness in found[:MOST_TOLD]]
    if more := len(found) - len(told):
        words = ngettext(
            "%(count)s more looks like somebody who is here.",
            "%(count)s more look like somebody who is here.",
            more,
        )
        told.append(words % {"count": more})
    return told


def _new_person(row: PlanRow) -> Person | None:
    """Who a row makes, as far as it says; None where it makes nobody, or says a name alone."""
    said = {item.what: item.new for item in row.items if item.old is None}
    student, detail = said.get(STUDENT), said.get(PERSONAL_DETAIL.what) or {}
    if student is None:
        return None
    particulars = (detail.get(name) or "" for name in ("phone", "born_on", "guardian"))
    person = Person(student["name"] or "", student["email"] or "", *particulars)
    return person if any(person[1:]) else None


def _told(row: int, known: Student, likeness: Likeness) -> str:
    words = _("Row %(row)s looks like %(student)s, who is here already: %(signs)s.")
    signs = ", ".join(str(FOR[sign]) for sign in likeness.speaks_for)
    return words % {"row": row, "student": known, "signs": signs}
