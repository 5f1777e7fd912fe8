"""Days of activity a week of those who passed, failed and left."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from analytics.charts.chart import LINES, Chart, Row, Series
from analytics.charts.dropout import nothing_known
from analytics.metrics.engagement.study import Study
from analytics.metrics.engagement.weekly import (
    FAILED,
    LEFT,
    PASSED,
    RUNNING,
    Days,
    Weekly,
    weekly,
)
from analytics.metrics.figures import Figures
from analytics.numerals import grouped
from analytics.wording import few

NAMES = {
    PASSED: gettext_lazy("passed"),
    FAILED: gettext_lazy("failed"),
    LEFT: gettext_lazy("left"),
    RUNNING: gettext_lazy("not known yet"),
}
KEYS = {PASSED: "bar", FAILED: "ramp-12", LEFT: "ramp-8", RUNNING: "bar-muted"}


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A line for each end there is; a page gives what its charts share."""
    study = study or Study(figures)
    found = weekly(study)
    names = {group: str(NAMES[group]) for group in found.groups}
    rows = tuple(_row(found, week) for week in range(found.weeks))
    return Chart(
        slug="weekly_activity",
        kind=LINES,
        title=_finding(found),
        subtitle=_subtitle(found),
        measure=_("Days"),
        columns=(_("Week"), *names.values()) if names else (_("Week"), _("Days")),
        rows=rows,
        figures=figures,
        options={"scales": {"y": {"min": 0, "suggestedMax": 4, "ticks": {"stepSize": 1}}}},
        empty="" if rows else nothing_known(study, _("No activity by week is known here yet.")),
        series=tuple(Series(name, KEYS[group]) for group, name in names.items()),
    )


def _subtitle(found: Weekly) -> str:
    words = _("Median days active in the week, of those enrolled as it began")
    sizes = [f"{NAMES[group]} {grouped(size)}" for group, size in found.sizes.items()]
    return " · ".join([words, *sizes])


def _finding(found: Weekly) -> str:
    """From which week on the median of those who failed is no day at all, or how they began."""
    for group, words in (
        (FAILED, _("Half of those who failed were not active in week %(week)s")),
        (LEFT, _("Half of those who left were not active in week %(week)s")),
    ):
        silent = [
            week for week, days in enumerate(found.groups.get(group, ()), 1) if days.median == 0
        ]
        if silent:
            return words % {"week": silent[0]}
    if not found.weeks:
        return _("No activity by week yet")
    words = ngettext("%(count)s week of activity", "%(count)s weeks of activity", found.weeks)
    return words % {"count": found.weeks}


def _row(found: Weekly, week: int) -> Row:
    days = [some[week] if week < len(some) else None for some in found.groups.values()]
    texts = tuple(map(_text, days))
    numbers = tuple(float(one.median) if one and one.median is not None else None for one in days)
    first, *others = texts
    return Row(str(week + 1), numbers[0], first, "bar", None, None, {}, False, numbers, (*others,))


def _text(days: Days | None) -> str:
    if days is None or not (days.few or days.enrolled):
        return "–"
    if days.few:
        return few()
    median = days.median
    return str(Decimal(median.numerator) / median.denominator)
