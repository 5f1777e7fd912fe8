"""What was made, and what comes by itself, in words for the page of the reports."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.deliveries.calendars import next_due
from analytics.deliveries.files import is_kept, times_fetched
from analytics.deliveries.rights import cover, is_allowed, rights_at
from analytics.models import ReportRun, ReportSchedule
from analytics.reports import REPORTS
from students.models import Institution, User
from students.sight import Sight

State, Mail = ReportRun.State, ReportRun.Mail
INTERRUPTED = gettext_lazy("Interrupted")
RIGHTS_CHANGED = gettext_lazy("It is not given out: your rights have changed since. Make it anew.")
NOT_KEPT = gettext_lazy("The file is not kept any more.")


@dataclass(frozen=True)
class RunLine:
    """A line of the history; `url` leads to the file, `note` says why there is none for you."""

    run: ReportRun
    title: str
    to: str
    state: str
    url: str
    note: str
    job_url: str
    rows: str
    mail: str
    fetched: str


@dataclass(frozen=True)
class ScheduleLine:
    """A schedule in words; `comes` is when, `next_on` is None for one that is stopped."""

    schedule: ReportSchedule
    title: str
    to: str
    comes: str
    next_on: datetime.date | None


def runs_seen(sight: Sight) -> QuerySet[ReportRun]:
    """What was made for them, and for whomever in the institutions they answer for."""
    places = sight.report_institutions().values("pk")
    rows = ReportRun.objects.filter(Q(recipient=sight.user_id) | Q(institution__in=places))
    return rows.select_related("institution", "recipient", "job")


def schedules_seen(sight: Sight) -> QuerySet[ReportSchedule]:
    """What comes to them, and to whomever in the institutions they answer for."""
    places = sight.report_institutions().values("pk")
    rows = ReportSchedule.objects.filter(Q(recipient=sight.user_id) | Q(institution__in=places))
    return rows.select_related("institution", "recipient")


def run_lines(sight: Sight, runs: Iterable[ReportRun]) -> list[RunLine]:
    """The lines in the order given."""
    now: dict[int, dict] = {}
    return [_run_line(sight, run, now) for run in runs]


def schedule_lines(
    sight: Sight, rows: Iterable[ReportSchedule], today: datetime.date
) -> list[ScheduleLine]:
    """Likewise, with the day on which each comes next."""
    return [
        ScheduleLine(
            schedule=one,
            title=title_of(one.report),
            to=_("you") if one.recipient_id == sight.user_id else name_of(one.recipient),
            comes=comes(one),
            next_on=None if one.stopped else next_due(one, today),
        )
        for one in rows
    ]


def title_of(report: str) -> str:
    """What a report is called; its slug where there is no such report any more."""
    return str(REPORTS[report].title) if report in REPORTS else report


def name_of(user: User | None) -> str:
    """Whom it is for."""
    if user is None:
        return _("an account that was removed")
    return user.get_full_name() or user.get_username()


def comes(schedule: ReportSchedule) -> str:
    """How often, in words."""
    if schedule.every == ReportSchedule.Every.WEEKLY:
        return _("Every week on %(weekday)s") % {"weekday": WEEKDAYS[schedule.weekday]}
    if schedule.every == ReportSchedule.Every.MONTHLY:
        return _("Every month on day %(day)s") % {"day": schedule.day}
    return _("Every day")


def _run_line(sight: Sight, run: ReportRun, now: dict[int, dict]) -> RunLine:
    own = run.recipient_id == sight.user_id
    note = _why_no_file(sight, run, now) if own and run.state == State.MADE else ""
    job = run.job if run.job and run.job.owner_id == sight.user_id else None
    return RunLine(
        run=run,
        title=title_of(run.report),
        to=_("you") if own else name_of(run.recipient),
        state=_state(run),
        url=reverse("report-run", args=[run.pk]) if own and _is_made(run) and not note else "",
        note=str(note),
        job_url=reverse("job", args=[job.pk]) if job and run.state == State.WAITING else "",
        rows=_counted(run),
        mail="" if run.mail == Mail.NONE else run.get_mail_display(),
        fetched=_fetched(run),
    )


def _counted(run: ReportRun) -> str:
    if run.rows is None:
        return ""
    words = ngettext("%(count)s row", "%(count)s rows", run.rows)
    return words % {"count": f"{run.rows:,}"}


def _fetched(run: ReportRun) -> str:
    times = times_fetched(run)
    words = ngettext("fetched %(count)s time", "fetched %(count)s times", times)
    return words % {"count": times} if times else ""


def _is_made(run: ReportRun) -> bool:
    return run.state == State.MADE


def _state(run: ReportRun) -> str:
    if run.state == State.FAILED:
        return _("Not made: %(reason)s") % {"reason": run.get_reason_display()}
    if run.state == State.WAITING and run.job is not None and not run.job.is_under_way:
        return str(INTERRUPTED)
    return run.get_state_display()


def _why_no_file(sight: Sight, run: ReportRun, now: dict[int, dict]) -> str:
    if not is_kept(run):
        return NOT_KEPT
    place: Institution = run.institution
    if place.pk not in now:
        now[place.pk] = rights_at(sight, place)
    lost = not cover(now[place.pk], run.scope)
    return RIGHTS_CHANGED if lost or not is_allowed(run.report, sight, place.pk) else ""
