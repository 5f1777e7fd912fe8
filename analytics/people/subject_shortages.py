"""A register below its line in the words of the list of shortages."""

from collections.abc import Iterable

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast

from analytics.wording import of_all
from students.models import Condonation, SubjectAttendance
from students.models.expressions import at_least
from students.registers.standings import (
    Standings,
    condoned_words,
    lacking_points,
    shown_percent,
)
from students.rules.eligibility import CONDONED
from students.rules.risk import PERCENT_WHOLE
from students.rules.shown import shown_threshold

RELATED = ("student", "branch", "term", "policy_version")


def is_condoned() -> Exists:
    """Whether a condonation in force for the subject, or the term, reaches down to the register."""
    in_force = Condonation.objects.in_force().filter(
        Q(subject=OuterRef("subject")) | Q(subject__isnull=True), result=OuterRef("result")
    )
    attended = Cast(OuterRef("attended"), BigIntegerField()) * PERCENT_WHOLE
    lowest = Cast(F("down_to"), BigIntegerField()) * Cast(OuterRef("held"), BigIntegerField())
    return Exists(in_force.filter(at_least(attended, lowest)))


def subject_values(ids: Iterable[int]) -> dict[int, dict]:
    """What the list shows of these registers, by number: values of a ShortageRow."""
    related = ("subject", *(f"result__{name}" for name in RELATED))
    found = SubjectAttendance.objects.select_related(*related).in_bulk(list(ids))
    standings = Standings(found.values())
    return {pk: _values(row, standings) for pk, row in found.items()}


def _values(row: SubjectAttendance, standings: Standings) -> dict:
    result, verdict = row.result, standings.verdict(row)
    place = (result.branch.code, str(result.semester), result.section)
    condoned = verdict.state == CONDONED
    return {
        "result_id": row.result_id,
        "student_id": result.student_id,
        "term_id": result.term_id,
        "roll_no": result.student.roll_no,
        "name": result.student.name,
        "place": " ".join(filter(None, place)),
        "subject": row.subject.title or row.subject.code,
        "code": row.subject.code,
        "attended": of_all(row.attended, row.held),
        "percent": shown_percent(row),
        "line": shown_threshold(result.policy_version.policy.attendance_eligible),
        "lacking": lacking_points(verdict),
        "outlook": standings.outlook_words(row),
        "condoned": condoned_words(standings.condonations(row)) if condoned else "",
    }
