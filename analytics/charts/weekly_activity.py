"""Who was active from week to week: those who passed, failed and left."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.dropout import nothing_known
from analytics.metrics.engagement.factors import LEAST_OF_A_GROUP
from analytics.metrics.engagement.shown import share_text
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.weekly import (
    FAILED,
    LEFT,
    PASSED,
    RUNNING,
    STAYED,
    Days,
    Weekly,
    weekly,
)
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, number
from analytics.wording import few

NAMES = {
    PASSED: gettext_lazy("passed"),
    FAILED: gettext_lazy("failed"),
    STAYED: gettext_lazy("stayed to the end"),
    LEFT: gettext_lazy("left"),
    RUNNING: gettext_lazy("not known yet"),
}
KEYS = {PASSED: "bar", FAILED: "ramp-12", STAYED: "ramp-0", LEFT: "ramp-8", RUNNING: "bar-muted"}
NONE = "–"


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A line for each end there is, and its median days in the table; a page gives what its charts
    share."""
    study = study or Study(figures)
    found = weekly(study)
    rows = tuple(_row(found, week) for week in range(found.weeks))
    return Chart(
        slug="weekly_activity",
        kind=LINES,
        title=_finding(found),
        subtitle=_subtitle(found),
        measure=_("Active"),
        columns=tuple(_columns(found)),
        rows=rows,
        figures=figures,
        options={"scales": {"y": {"min": 0, "max": 100}}},
        empty="" if rows else nothing_known(study, _("No activity by week is known here yet.")),
        series=tuple(Series(str(NAMES[group]), KEYS[group]) for group in found.groups),
    )


def _columns(found: Weekly) -> Iterator[str]:
    yield _("Week")
    for group in found.groups:
        yield _("Active, percent of those: %(group)s") % {"group": NAMES[group]}
        yield _("Median days of those: %(group)s") % {"group": NAMES[group]}
    if not found.groups:
        yield _("Days")


def _subtitle(found: Weekly) -> str:
    words = _("Active on any day of the week, percent of those enrolled as it began")
    sizes = [f"{NAMES[group]} {grouped(size)}" for group, size in found.sizes.items()]
    return " · ".join([words, *sizes])


def _finding(found: Weekly) -> str:
    """The first week in which half of those who were lost, and still there, were not active."""
    for group, words in (
        (FAILED, _("Half of those who failed were not active in week %(week)s")),
        (LEFT, _("Of leavers still enrolled in week %(week)s half were not active")),
    ):
        weeks = enumerate(found.groups.get(group, ()), 1)
        silent = [week for week, days in weeks if days.median == 0 and _is_large(days)]
        if silent:
            return words % {"week": silent[0]}
    if not found.weeks:
        return _("No activity by week yet")
    words = ngettext("%(count)s week of activity", "%(count)s weeks of activity", found.weeks)
    return words % {"count": found.weeks}


def _is_large(days: Days) -> bool:
    """Whether enough were still enrolled in a week to speak of them."""
    return days.enrolled >= LEAST_OF_A_GROUP


def _row(found: Weekly, week: int) -> Row:
    days = [some[week] if week < len(some) else None for some in found.groups.values()]
    shares = [_share(one) for one in days]
    numbers = tuple(number(text) if text[:1].isdigit() else None for text in shares)
    first, *others = (
        text for pair in zip(shares, map(_median, days), strict=True) for text in pair
    )
    return Row(str(week + 1), numbers[0], first, "bar", None, None, {}, False, numbers, (*others,))


def _share(days: Days | None) -> str:
    if days is not None and days.few:
        return few()
    return share_text(days.active) if days is not None and days.enrolled else NONE


def _median(days: Days | None) -> str:
    if days is None or days.median is None:
        return NONE
    return str(Decimal(days.median.numerator) / days.median.denominator)
