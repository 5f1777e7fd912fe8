"""Alerts in words, as the page, the files and the mails have them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.alerts import RULES
from analytics.models import Alert, Contact
from analytics.people.contacts import written
from students.rules.shown import ATTENDANCE_PLACES, shown_ratio, shown_threshold
from students.rules.units import HUNDRED

RELATED = ("result__student", "result__term", "result__branch", "result__institution")


@dataclass(frozen=True)
class AlertRow:
    """One alert; the figures are those of the day on which it was raised, `over` is of now."""

    pk: int
    url: str
    name: str
    roll_no: str
    institution: str
    place: str
    kind: str
    title: str
    reasons: tuple[str, ...]
    since: str
    raised: str
    over: str
    seen: bool

    @property
    def reasons_words(self) -> str:
        """The reasons as a cell: "Average 34.40, below 40 · Attendance 55.0 %, below 60 %"."""
        return " · ".join(self.reasons)

    @property
    def seen_words(self) -> str:
        return _("Seen") if self.seen else _("New")


def rows_of(alerts: QuerySet[Alert], most: int | None = None) -> list[AlertRow]:
    """Rows of these, or of the first of them, in their order, `seen` where they are `with_seen`.

    One query.
    """
    rows = _with_spoken(alerts.select_related(*RELATED))
    return [_row(alert) for alert in rows[:most]]


def still_true(alerts: QuerySet[Alert]) -> list[int]:
    """The numbers of those that still hold, in their order. One query."""
    rows = _with_spoken(alerts.select_related("result"))
    return [alert.pk for alert in rows.iterator() if not _over(alert)]


def _with_spoken(alerts: QuerySet[Alert]) -> QuerySet[Alert]:
    words = Contact.objects.filter(
        student=OuterRef("result__student"),
        term=OuterRef("result__term"),
        pk__gt=OuterRef("word"),
        on__gte=OuterRef("since"),  # one from before a reason does not answer it
    )
    return alerts.annotate(spoken=Exists(words))


def title_of(kind: str) -> str:
    """What a rule is called; of one that is no more, its slug."""
    return str(RULES[kind].title) if kind in RULES else kind


def reasons_of(alert: Alert) -> Iterator[str]:
    """Why it was raised, each reason with its figure and its line."""
    if alert.kind in RULES and (opening := RULES[alert.kind].opening(alert)):
        yield opening
    if alert.average_line is not None:
        shown = shown_ratio(alert.mark_sum, alert.mark_count, (alert.average_line,))
        line = shown_threshold(alert.average_line)
        yield _("Average %(shown)s, below %(line)s") % {"shown": shown, "line": line}
    if alert.attendance_line is not None:
        values = {"shown": _attendance(alert), "line": shown_threshold(alert.attendance_line)}
        percents = {name: f"{value}\u00a0%" for name, value in values.items()}
        yield _("Attendance %(shown)s, below %(line)s") % percents


def _attendance(alert: Alert) -> str:
    part, whole = alert.attendance_part * HUNDRED, alert.attendance_whole
    return shown_ratio(part, whole, (alert.attendance_line,), ATTENDANCE_PLACES)


def _over(alert: Alert) -> str:
    return RULES[alert.kind].over(alert) if alert.kind in RULES else ""


def _row(alert: Alert) -> AlertRow:
    result = alert.result
    place = (result.branch.code, str(result.semester), result.section)
    return AlertRow(
        pk=alert.pk,
        url=f"{reverse('student', args=[result.student_id])}?term={result.term_id}",
        name=result.student.name,
        roll_no=result.student.roll_no,
        institution=result.institution.code,
        place=" ".join(filter(None, place)),
        kind=alert.kind,
        title=title_of(alert.kind),
        reasons=tuple(reasons_of(alert)),
        since=written(alert.since),
        raised=written(alert.raised_on),
        over=_over(alert),
        seen=getattr(alert, "seen", False),
    )
