"""Since when each student at risk is: worked out from history, and noted down until it changes."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from analytics.metrics.histories import bits_by_day
from analytics.models import RiskSpell
from students.models import AttendanceChange, MarkChange, PolicyVersion, TermResult
from students.models.refresh import chunks
from students.models.waits import briefly, is_locked, lost_a_race
from students.rules.policy import Policy
from students.rules.risk import HIGH, MEDIUM
from students.rules.spells import BITS, Spells, spells, strength

COLUMNS = ("student_id", "institution_id", "term_id", "policy_version_id", "version", "risk")
COLUMNS += ("risk_bits", "updated_at")
MARKS = ("at", "subject_id", "new_state", "new_score", "new_max")
ATTENDANCES = ("at", "subject_id", "new_held", "new_attended", "new_percent")


def stale_spells(results: QuerySet[TermResult]) -> QuerySet:
    """The keys of those at risk whose spells are not noted, or were before the last change."""
    at_risk = results.filter(risk__in=(HIGH, MEDIUM)).order_by()
    stale = at_risk.filter(Q(risk_spell__isnull=True) | ~Q(risk_spell__version=F("version")))
    return stale.values_list("pk", flat=True)


def note_spells(results: QuerySet[TermResult]) -> bool:
    """See to it that the spells of those at risk are noted. One query where they are.

    False where somebody else is writing just now: what is missing then is noted the next time.
    """
    return note_stale(stale_spells(results))


def note_stale(ids: Iterable[int]) -> bool:
    """The same of the results of these keys, from `stale_spells`. No query where there are none."""
    return all(_noted(list(_worked_out(chunk))) for chunk in chunks(ids))


def _noted(rows: list[RiskSpell]) -> bool:
    try:
        with briefly(), transaction.atomic():
            RiskSpell.objects.filter(result__in=[row.result_id for row in rows]).delete()
            RiskSpell.objects.bulk_create(rows, ignore_conflicts=True)
    except OperationalError as error:
        if not (is_locked(error) or lost_a_race(error)):
            raise
        return False
    return True


def _worked_out(ids: list[int]) -> Iterable[RiskSpell]:
    # The version is read before the history: a change in between makes the note a stale one.
    results = TermResult.objects.only(*COLUMNS).in_bulk(ids)
    policies = _policies_of(results.values())
    before = RiskSpell.objects.in_bulk(ids)
    marks = changes_by_term(
        MarkChange.objects.filter(attempt=1, component=""), MARKS, results.values()
    )
    attendances = changes_by_term(AttendanceChange.objects.all(), ATTENDANCES, results.values())
    for result in results.values():
        term = result.student_id, result.term_id
        days = bits_by_day(policies[result.policy_version_id], marks[term], attendances[term])
        told = spells(days) if days and days[-1][1] == result.risk_bits else None
        found = told or _untold(result, before.get(result.pk))
        yield RiskSpell(
            result=result,
            version=result.version,
            institution_id=result.institution_id,
            term_id=result.term_id,
            level=result.risk,
            since=found.level,
            average_since=found.average,
            attendance_since=found.attendance,
        )


def _policies_of(results: Iterable[TermResult]) -> dict[int, Policy]:
    """By the number of the version, each read once. One query."""
    versions = PolicyVersion.objects.in_bulk({one.policy_version_id for one in results})
    return {pk: version.policy for pk, version in versions.items()}


def changes_by_term(
    changes: QuerySet, columns: tuple[str, ...], results: Iterable[TermResult]
) -> dict[tuple[int, int], list]:
    """These columns of changes by student and term, in the order in which they came. One query."""
    keys = {(one.student_id, one.term_id) for one in results}
    students, terms = ({key[place] for key in keys} for place in (0, 1))
    rows = changes.filter(student_id__in=students, term_id__in=terms).order_by("pk")
    found = defaultdict(list)
    for change in rows.values_list("student_id", "term_id", *columns, named=True):
        found[change.student_id, change.term_id].append(change)
    return found


def _untold(result: TermResult, before: RiskSpell | None) -> Spells:
    """Where the history does not come to what is stored: what was noted, or the last change."""
    last = timezone.localdate(result.updated_at)
    since = {
        measure: ((before and before.spells.of(measure)) or last)
        for measure in BITS
        if strength(result.risk_bits, measure)
    }
    level = before.since if before else last
    return Spells(level, *(since.get(measure) for measure in BITS))
