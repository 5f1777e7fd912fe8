"""Attendance has fallen below a line of the institution's own."""

from collections.abc import Iterator
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.alerts.rule import Number, Results, Rule, evidence, percent_line
from analytics.metrics.falls import below, falls, is_below, note_falls
from analytics.models import Alert
from students.models import AttendanceChange

SLUG = "attendance_below"
MOST_CHANGES = 200_000  # more of a term's history takes a page too long to read


def count(results: Results, number: int, today: date) -> int:
    """How many are below the line."""
    return results.filter(below(number)).count()


def find(results: Results, number: int, today: date) -> Iterator[Alert]:
    """All below the line; the evidence began on the day on which each fell below it."""
    noted = results.filter(
        below(number),
        below_spell__version=F("version"),
        below_spell__line=number,
        below_spell__since__lte=today,
    )
    reached = {"line": number, "attendance_line": percent_line(number)}
    for result in noted.select_related("below_spell").order_by("pk").iterator():
        yield evidence(SLUG, result, result.below_spell.since, **reached)


def past(results: Results, number: int) -> int | None:
    """How many falls below the line the history of these terms holds; None where it is too long."""
    terms = results.order_by().values("term").distinct()
    history = AttendanceChange.objects.filter(term_id__in=[one["term"] for one in terms])
    if history[: MOST_CHANGES + 1].count() > MOST_CHANGES:
        return None
    return falls(results, number)


def over(alert: Alert) -> str:
    """That attendance has risen to the line again."""
    now = alert.result.exact_attendance
    return "" if now is None or is_below(now, alert.line) else _("No longer below the line.")


RULE = Rule(
    slug=SLUG,
    title=gettext_lazy("Attendance fell"),
    why=gettext_lazy(
        "A student’s attendance in all subjects has fallen below a line; again only after it had"
        " risen to it."
    ),
    find=find,
    count=count,
    prepare=note_falls,
    past=past,
    over=over,
    number=Number(usual=75, least=1, most=100, label=gettext_lazy("Line in percent")),
    while_term_runs=True,
)
