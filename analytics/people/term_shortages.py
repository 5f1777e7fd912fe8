"""Who is below the line in the whole term, where a total or a percent is all that is kept."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from analytics.scope import SUBJECT, Scope
from analytics.wording import of_all
from students.models import Condonation, PolicyVersion, SubjectAttendance, TermResult
from students.models.expressions import at_least, whole
from students.registers.standings import condoned_words, lacking_points
from students.registers.term_standings import TermStandings, line_of, shown_term_percent
from students.rules.eligibility import CONDONED
from students.rules.risk import PERCENT_WHOLE
from students.rules.shown import shown_threshold
from students.rules.units import HUNDRED

RELATED = ("student", "branch", "term", "policy_version")


def term_shortages(scope: Scope, section: str = "") -> QuerySet[TermResult]:
    """Results seen whole that lie below the line of their policy; in no order.

    None where the list is of one subject: a total of the term is none of it.
    """
    rows = scope.whole_results().annotate(is_condoned=_is_condoned())
    if SUBJECT in scope.picked:
        return rows.none()
    registers = SubjectAttendance.objects.filter(result=OuterRef("pk"), held__gt=0)
    rows = rows.filter(~Exists(registers), _below(scope))
    return rows.filter(section=section) if section else rows


def _below(scope: Scope) -> Q:
    here = TermResult.objects.filter(scope.narrowed()).order_by()
    below = Q(pk__in=())
    for version in PolicyVersion.objects.filter(pk__in=here.values("policy_version")):
        line = version.policy.attendance_eligible
        reached = at_least(whole("attendance_part") * HUNDRED, whole("attendance_whole") * line)
        below |= Q(policy_version=version) & ~Q(reached)
    return Q(attendance_whole__isnull=False) & below


def _is_condoned() -> Exists:
    """Whether a condonation in force for the whole term reaches down to the attendance."""
    in_force = Condonation.objects.in_force().filter(result=OuterRef("pk"), subject__isnull=True)
    attended = Cast(OuterRef("attendance_part"), BigIntegerField()) * PERCENT_WHOLE
    down_to = Cast(F("down_to"), BigIntegerField())
    lowest = down_to * Cast(OuterRef("attendance_whole"), BigIntegerField())
    return Exists(in_force.filter(at_least(attended, lowest)))


def term_values(ids: Iterable[int]) -> dict[int, dict]:
    """What the list shows of these results, by number: values of a ShortageRow."""
    found = TermResult.objects.select_related(*RELATED).in_bulk(list(ids))
    standings = TermStandings(found.values())
    return {pk: _values(result, standings) for pk, result in found.items()}


def _values(result: TermResult, standings: TermStandings) -> dict:
    verdict, attendance = standings.verdict(result), result.exact_attendance
    place = (result.branch.code, str(result.semester), result.section)
    counted = of_all(attendance.part, attendance.whole) if attendance.counted else ""
    condoned = verdict.state == CONDONED
    return {
        "result_id": result.pk,
        "student_id": result.student_id,
        "term_id": result.term_id,
        "roll_no": result.student.roll_no,
        "name": result.student.name,
        "place": " ".join(filter(None, place)),
        "subject": _("Whole term"),
        "code": _("Whole term"),
        "attended": counted or _("as reported"),
        "percent": shown_term_percent(result),
        "line": shown_threshold(line_of(result)),
        "lacking": lacking_points(verdict),
        "outlook": standings.outlook_words(result),
        "condoned": condoned_words(standings.condonations(result)) if condoned else "",
    }
