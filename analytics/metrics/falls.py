"""When attendance fell below a line of whole percent: worked out from history, and noted down."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db import OperationalError, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.lookups import LessThan
from django.utils import timezone

from analytics.metrics.histories import attendance_by_day
from analytics.metrics.spells import ATTENDANCES, changes_by_term
from analytics.models import BelowSpell
from students.models import AttendanceChange, TermResult
from students.models.refresh import chunks
from students.models.waits import briefly, is_locked, lost_a_race
from students.rules.risk import Attendance

COLUMNS = ("student_id", "term_id", "version", "updated_at")
Days = list[tuple[date, bool]]


def below(line: int) -> LessThan:
    """Results with attendance below so many percent, exactly, as a condition."""
    return LessThan(F("attendance_part") * Value(100), F("attendance_whole") * Value(line))


def is_below(attendance: Attendance | None, line: int) -> bool:
    """The same of one attendance; False where it is unknown."""
    return attendance is not None and attendance.part * 100 < attendance.whole * line


def note_falls(results: QuerySet[TermResult], line: int) -> bool:
    """See to it that the first day below the line is noted of all below it. One query where it is.

    False where somebody else is writing just now: what is missing then is noted the next time.
    """
    known = Q(below_spell__version=F("version"), below_spell__line=line)
    stale = results.filter(below(line)).exclude(known).order_by()
    for chunk in chunks(stale.values_list("pk", flat=True)):
        if not _noted(list(_worked_out(chunk, line))):
            return False
    return True


def falls(results: QuerySet[TermResult], line: int) -> int:
    """How often attendance fell below the line in these terms, by the history of each."""
    count = 0
    for chunk in chunks(results.order_by().values_list("pk", flat=True)):
        rows = list(TermResult.objects.only(*COLUMNS).filter(pk__in=chunk))
        changes = changes_by_term(AttendanceChange.objects.all(), ATTENDANCES, rows)
        for one in rows:
            sides = [here for _, here in _days(changes[one.student_id, one.term_id], line)]
            before = [False, *sides]
            count += sum(here and not there for there, here in zip(before, sides, strict=False))
    return count


def lasting_since(days: Days) -> date | None:
    """The first day of what holds on the last day; None where it does not hold then."""
    since = None
    for day, holds in reversed(days):
        if not holds:
            break
        since = day
    return since


def _days(changes: Iterable[AttendanceChange], line: int) -> Days:
    return [(day, is_below(one, line)) for day, one in attendance_by_day(changes)]


def _noted(rows: list[BelowSpell]) -> bool:
    try:
        with briefly(), transaction.atomic():
            BelowSpell.objects.filter(result__in=[row.result_id for row in rows]).delete()
            BelowSpell.objects.bulk_create(rows, ignore_conflicts=True)
    except OperationalError as error:
        if not (is_locked(error) or lost_a_race(error)):
            raise
        return False
    return True


def _worked_out(ids: list[int], line: int) -> Iterator[BelowSpell]:
    # The version is read before the history: a change in between makes the note a stale one.
    results = TermResult.objects.only(*COLUMNS).in_bulk(ids)
    before = BelowSpell.objects.filter(line=line).in_bulk(ids)
    changes = changes_by_term(AttendanceChange.objects.all(), ATTENDANCES, results.values())
    for result in results.values():
        told = lasting_since(_days(changes[result.student_id, result.term_id], line))
        noted = before.get(result.pk)
        # Where the history does not come to what is stored: what was noted, or the last change.
        untold = noted.since if noted else timezone.localdate(result.updated_at)
        yield BelowSpell(result=result, version=result.version, line=line, since=told or untold)
