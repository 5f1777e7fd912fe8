"""Making one report as a file, within the rights its recipient has at that moment."""

import datetime
import json
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation

from analytics.alerts.readers import language_of
from analytics.books import Book, Sheet, Value
from analytics.chosen import ScopeError
from analytics.deliveries.files import BOOK, PEOPLE, path_of, written
from analytics.deliveries.rights import refusal, rights_at
from analytics.models import ReportRun, ReportSchedule
from analytics.reports import REPORTS
from analytics.writers.workbooks import write_book
from students.access import visible_to
from students.jobs.progress import Cancelled
from students.models import Institution, Student, User
from students.models.refresh import chunks
from students.rules.keys import key_of
from students.sight import Sight

GATHERING = "Gathering"
ROLL = "roll"  # the column of a sheet whose rows are students
State, Reason = ReportRun.State, ReportRun.Reason


@dataclass
class Counted:
    """What went through while a book was written: how many rows, and whose."""

    rows: int = 0
    rolls: set[str] = field(default_factory=set)


def unwatched(rows: Iterable, words: str, total: int, size: Callable = len) -> Iterable:
    """The rows, with nobody following how far they are."""
    return rows


def order(
    report: str,
    institution: Institution,
    recipient: User | None,
    day: datetime.date,
    *,
    asked_by: User | None = None,
    schedule: ReportSchedule | None = None,
    mail: str = ReportRun.Mail.NONE,
) -> ReportRun:
    """Write down that this report is to be made for them, as of a day."""
    return ReportRun.objects.create(
        key=secrets.token_hex(16),
        report=report,
        institution=institution,
        recipient=recipient,
        day=day,
        asked_by=asked_by,
        schedule=schedule,
        mail=mail,
    )


def make(run: ReportRun, watch: Callable = unwatched) -> ReportRun:
    """The run as it ended: made, or failed with the reason; an error is noted and goes on."""
    if reason := refusal(run.report, run.recipient, run.institution_id):
        return ended(run, state=State.FAILED, reason=reason)
    try:
        with in_the_language_for(run):
            return _made(run, watch)
    except ScopeError:
        return ended(run, state=State.FAILED, reason=Reason.NO_RIGHT)
    except Cancelled:
        ended(run, state=State.FAILED, reason=Reason.CANCELLED)
        raise
    except Exception:
        ended(run, state=State.FAILED, reason=Reason.BROKEN)
        raise


@contextmanager
def in_the_language_for(run: ReportRun) -> Iterator[None]:
    """Whoever asks for themselves reads it as they read the page, others as they have mails."""
    if run.recipient is None or run.asked_by_id == run.recipient_id:
        yield
        return
    with translation.override(language_of(run.recipient)):
        yield


def ended(run: ReportRun, **values) -> ReportRun:
    """Store what came of a run that nobody has ended yet."""
    waiting = ReportRun.objects.filter(pk=run.pk, state=State.WAITING)
    if values["state"] == State.FAILED:  # there is nothing to be mailed
        values["mail"] = ReportRun.Mail.NONE
    waiting.update(**values)
    run.refresh_from_db()
    return run


def file_name(run: ReportRun) -> str:
    """What the file is called where it is kept by its reader."""
    return f"{run.report}_{run.institution.code_key.lower()}_{run.day}.xlsx"


def _made(run: ReportRun, watch: Callable) -> ReportRun:
    sight = visible_to(run.recipient)
    # Read before the figures: a right that ends meanwhile is missed when the file is fetched.
    scope, counted = rights_at(sight, run.institution), Counted()
    with written(path_of(run)) as stream:
        write_book(_gathered(run, sight, watch, counted), stream)
    people = sorted(students_of(run.institution, counted.rolls))
    with written(path_of(run, PEOPLE)) as stream:
        stream.write(json.dumps(people).encode())
    now = timezone.now()
    return ended(
        run,
        state=State.MADE,
        scope=scope,
        size=path_of(run, BOOK).stat().st_size,
        rows=counted.rows,
        made_at=now,
        expires_at=now + datetime.timedelta(days=settings.REPORTS_KEPT_DAYS),
    )


def _gathered(run: ReportRun, sight: Sight, watch: Callable, counted: Counted) -> Book:
    draw = REPORTS[run.report].book
    book = draw(sight.at(run.institution_id), run.institution, run.day)
    sheets = (replace(sheet, rows=_through(sheet, watch, counted)) for sheet in book.sheets)
    return replace(book, sheets=tuple(sheets))


def _through(sheet: Sheet, watch: Callable, counted: Counted) -> Iterator[tuple[Value, ...]]:
    """The rows of a sheet as they are written, counted, with those watched whose work it is."""
    given = [column.name for column in sheet.columns if column.formula is None]
    place = given.index(ROLL) if ROLL in given else None
    known = len(sheet.rows) if isinstance(sheet.rows, list | tuple) else 0
    for row in watch(sheet.rows, GATHERING, known, _one):
        counted.rows += 1
        if place is not None:
            counted.rolls.add(key_of(str(row[place])))
        yield row


def _one(row: tuple) -> int:
    return 1


def students_of(institution: Institution, keys: set[str]) -> Iterator[int]:
    """The numbers of the students of these roll numbers."""
    for some in chunks(sorted(keys)):
        rows: QuerySet = Student.objects.filter(institution=institution, roll_key__in=some)
        yield from rows.values_list("pk", flat=True)
