"""The levels of risk as they are and as another policy would have them, side by side."""

from django.utils.translation import gettext as _

from analytics.charts.chart import BAR, Chart, Row, nothing
from analytics.metrics.figures import Figures
from analytics.metrics.what_ifs import RISK, Group
from analytics.numerals import grouped, share
from students.rules.risk import HIGH, LEVELS, LOW, MEDIUM, UNKNOWN


def chart(figures: Figures, groups: list[Group]) -> Chart:
    """Two bars for each level with students in it: now, and under the other policy."""
    whole = sum(group.students for group in groups)
    before, after = (_counts(groups, side) for side in ("before", "after"))
    rows = []
    for level in LEVELS:
        if before[level] or after[level]:
            now, then = _labels(level)
            rows.append(_row(now, before[level], whole, "bar-muted", {"risk": level}))
            rows.append(_row(then, after[level], whole, level.lower()))
    return Chart(
        slug="what-if",
        kind=BAR,
        title=_finding(before[HIGH] + before[MEDIUM], after[HIGH] + after[MEDIUM]),
        subtitle=_("Students by level of risk, now and under these lines"),
        measure=_("Students"),
        columns=(_("Risk"), _("Students"), *((_("Share"),) if share(0, whole) else ())),
        rows=tuple(rows),
        figures=figures,
        options={"scales": {"x": {"display": False, "min": 0, "max": whole}}},
        empty="" if whole else nothing(figures.total, _("No students here yet.")),
    )


def _counts(groups: list[Group], side: str) -> dict[str, int]:
    counts = dict.fromkeys(LEVELS, 0)
    for group in groups:
        counts[getattr(group, side)[RISK]] += group.students
    return counts


def _finding(before: int, after: int) -> str:
    words = {"before": grouped(before), "after": grouped(after)}
    if before == after:
        return _("As many at medium or high risk as now, %(before)s") % words
    return _("%(after)s at medium or high risk instead of %(before)s") % words


def _labels(level: str) -> tuple[str, str]:
    return {
        HIGH: (_("High now"), _("High then")),
        MEDIUM: (_("Medium now"), _("Medium then")),
        LOW: (_("Low now"), _("Low then")),
        UNKNOWN: (_("Not enough data now"), _("Not enough data then")),
    }[level]


def _row(label: str, number: int, whole: int, key: str, filters: dict | None = None) -> Row:
    return Row(
        label=label,
        number=number,
        value=grouped(number),
        key=key,
        share=share(number, whole) or None,
        filters=filters or {},
        leads=bool(filters),
    )
