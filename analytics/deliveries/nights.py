"""Making each night the reports that are due, once, and saying so to whom they are for."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from analytics.alerts.nights import Watch, unwatched
from analytics.deliveries.calendars import ONE, last_due
from analytics.deliveries.files import remove_old, turn
from analytics.deliveries.mails import send_waiting
from analytics.deliveries.making import make, order
from analytics.deliveries.schedules import stop
from analytics.models import ReportRun, ReportSchedule
from students.models.waits import is_passing, retrying

LOG = logging.getLogger(__name__)
State, Reason, Mail = ReportRun.State, ReportRun.Reason, ReportRun.Mail
ERROR = "{}: report {} was not made, an error: {}. It can be made from the page of the reports."
STOPPED = "{}: report schedule {} was stopped ({})."
STOPPING = {
    Reason.NO_ACCOUNT: ReportSchedule.Stopped.NO_ACCOUNT,
    Reason.CLOSED: ReportSchedule.Stopped.CLOSED,
    Reason.NO_RIGHT: ReportSchedule.Stopped.NO_RIGHT,
}


class Due(NamedTuple):
    """A schedule and the last day on which its report was due."""

    schedule: ReportSchedule
    day: date


@dataclass
class Delivered:
    """How many reports were made, failed and were mailed, schedules stopped and files removed."""

    today: date
    counts: Counter = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict:
        """In plain values."""
        names = ("due", "made", "failed", "stopped", "mailed", "removed")
        return {name: self.counts[name] for name in names}


def deliver(today: date, post: Callable | None, watch: Watch = unwatched) -> Delivered:
    """Make what is due and what a run that died left, then mail by `post`; old files go.

    Without `post` nothing is mailed and what is to be said waits. A report that comes in a night
    tells of the day before, on the 1st of the month that is over; one that was missed on several
    days is made once, for the last of them.
    """
    found = Delivered(today)
    with turn():
        found.counts["removed"] = remove_old()
        left, due = list(_left_over()), due_schedules(today)
        found.counts["due"] = len(due)
        for one in watch([*left, *due], "reports"):
            run = claim(one) if isinstance(one, Due) else one
            if run is not None:
                _made(run, found)
        if post is not None:
            found.counts["mailed"] = send_waiting(_scheduled(), post, found.problems)
    return found


def due_schedules(today: date) -> list[Due]:
    """Those that were not made on their last day, nor since."""
    rows = ReportSchedule.objects.filter(stopped="", done_to__lt=today)
    every = ((one, last_due(one, today)) for one in rows.select_related("institution"))
    return [Due(one, day) for one, day in every if day > one.done_to]


def claim(due: Due) -> ReportRun | None:
    """The report of that day, to be made; None where another run has taken it."""
    return retrying(lambda: _claimed(due), again=is_passing)


@transaction.atomic
def _claimed(due: Due) -> ReportRun | None:
    schedule, day = due
    free = ReportSchedule.objects.filter(pk=schedule.pk, stopped="", done_to__lt=day)
    if not free.update(done_to=day):
        return None
    return order(
        schedule.report,
        schedule.institution,
        schedule.recipient,
        day - ONE,
        schedule=schedule,
        mail=Mail.WAITING,
    )


def give_up_mails() -> int:
    """Note that nothing was mailed, as mail is not set up here; how many reports that is of."""
    return _scheduled().filter(mail=Mail.WAITING).update(mail=Mail.NOT_SET_UP)


def _left_over() -> QuerySet[ReportRun]:
    """What a nightly run that died had claimed: within the turn nobody else works on it."""
    rows = ReportRun.objects.filter(state=State.WAITING, schedule__isnull=False, job__isnull=True)
    return rows.filter(asked_by__isnull=True).select_related("institution", "recipient", "schedule")


def _scheduled() -> QuerySet[ReportRun]:
    """What schedules made and can still be fetched."""
    return ReportRun.objects.filter(state=State.MADE, expires_at__gt=timezone.now())


def _made(run: ReportRun, found: Delivered):
    try:
        run = make(run)
    except Exception as error:  # the others have their reports
        kind = type(error).__name__
        # Its words may name somebody.
        LOG.error("report %s was not made: %s", run.pk, kind)
        found.counts["failed"] += 1
        found.problems.append(ERROR.format(run.institution.code, run.pk, kind))
        return
    found.counts[run.state] += 1
    if run.reason in STOPPING:
        _stop(run, found)


def _stop(run: ReportRun, found: Delivered):
    if retrying(lambda: stop(run.schedule_id, STOPPING[run.reason]), again=is_passing):
        found.counts["stopped"] += 1
        place = run.institution.code
        found.notes.append(STOPPED.format(place, run.schedule_id, run.reason.replace("_", " ")))
