"""The key figures of a scope; each leads to the students it counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.metrics.figures import Figures
from analytics.metrics.grades import most_common_grades, top_grades, top_students
from analytics.metrics.people import counted_twice
from analytics.numerals import grouped, share, students
from analytics.scope import SUBJECT
from analytics.wording import joined
from students.rules.risk import HIGH


@dataclass(frozen=True)
class Figure:
    """One cell of components/figure_strip.html; `filters` find its students in their list."""

    label: str
    value: str
    note: str = ""
    unit: str = ""
    emphasis: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    url: str = ""


def strip(figures: Figures) -> list[Figure]:
    """High risk first, then students, average, attendance, pass rate and two of the grades."""
    total = figures.total
    assessed = _("of %(count)s assessed") % {"count": grouped(total.assessed)}
    known = _("of %(count)s known") % {"count": grouped(total.attendance_known)}
    cells = [
        _high_risk(figures),
        Figure(_("Students"), grouped(total.students), _students_note(figures)),
        Figure(_("Average"), total.average or "–", assessed),
        _percent(_("Attendance"), total.attendance, known),
        _percent(_("Pass rate"), total.pass_rate, _passed(figures), {"passed": "yes"}),
        _top_grade(figures),
        _most_common_grade(figures),
    ]
    return [_linked(figures, cell) for cell in cells]


def _linked(figures: Figures, cell: Figure) -> Figure:
    scope = figures.scope
    if not scope.leads_to_students or not figures.total.students:
        return cell
    url = f"{reverse('students')}?{scope.students_query(**cell.filters)}"
    return replace(cell, url=url)


def _percent(label: str, value: str, note: str, filters: Mapping | None = None) -> Figure:
    unit = "\u00a0%" if value else ""
    return Figure(label, value or "–", note, unit, filters=filters or {})


def _high_risk(figures: Figures) -> Figure:
    total = figures.total
    note = share(total.high_risk, total.students)
    note = note and _("%(share)s of students") % {"share": note}
    return Figure(_("High risk"), grouped(total.high_risk), note, "", HIGH, {"risk": HIGH})


def _students_note(figures: Figures) -> str:
    """How many are provisional; of several institutions, how many people the students are."""
    total, said = figures.total, [_provisional(figures.total.provisional)]
    spare = counted_twice(figures.scope) if len(figures.scope.institutions) > 1 else 0
    if spare:
        people = total.students - spare
        words = ngettext("%(count)s person", "%(count)s people", people)
        said.append(words % {"count": grouped(people)})
    return " · ".join(filter(None, said))


def _provisional(number: int) -> str:
    return _("%(count)s provisional") % {"count": grouped(number)} if number else ""


def _passed(figures: Figures) -> str:
    total = figures.total
    if figures.scope.basis == SUBJECT:
        return _("%(count)s passed the subject") % {"count": grouped(total.passed)}
    return _("%(count)s passed all subjects") % {"count": grouped(total.all_passed)}


def _top_grade(figures: Figures) -> Figure:
    letters = top_grades(figures)
    filters = {"grade": letters[0]} if len(letters) == 1 else {}
    label, note = joined(letters) or _("Best grade"), _("the best grade")
    return Figure(label, grouped(top_students(figures)), note, filters=filters)


def _most_common_grade(figures: Figures) -> Figure:
    leading = most_common_grades(figures)
    if not leading:
        return Figure(_("Most common grade"), "–", _("no grades yet"))
    most = leading[0].students
    each = ngettext("%(count)s student each", "%(count)s students each", most)
    note = each % {"count": grouped(most)} if len(leading) > 1 else students(most)
    filters = {"grade": leading[0].letter} if len(leading) == 1 else {}
    letters = ", ".join(count.letter for count in leading[:3])
    return Figure(_("Most common grade"), letters, note, filters=filters)
