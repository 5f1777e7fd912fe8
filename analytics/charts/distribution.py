"""How the percents of a subject, or the averages, are spread."""

from django.utils.translation import gettext as _

from analytics.charts.chart import COLUMNS, Chart, Row, nothing
from analytics.metrics.distributions import Bin, distribution
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, share
from analytics.scope import SUBJECT
from analytics.wording import of_all


def chart(figures: Figures) -> Chart:
    """A column for every ten percent."""
    bins = distribution(figures)
    total = figures.total
    in_subject = _("Students by percent in the subject, in steps of ten")
    in_all = _("Students by average, in steps of ten")
    share_title = (_("Share"),) if share(0, total.assessed) else ()
    return Chart(
        slug="distribution",
        kind=COLUMNS,
        title=_finding(bins, total.assessed),
        subtitle=in_subject if figures.scope.basis == SUBJECT else in_all,
        measure=_("Students"),
        columns=(_("Percent"), _("Students"), *share_title),
        rows=tuple(_row(one, total.assessed) for one in bins),
        figures=figures,
        empty="" if bins else nothing(total, _("No marks here yet.")),
    )


def _finding(bins: list[Bin], whole: int) -> str:
    if not bins:
        return _("No marks yet")
    most = max(bins, key=lambda one: one.students)
    count = of_all(grouped(most.students), grouped(whole))
    words = _("Most common is %(low)s to %(high)s, %(count)s")
    return words % {"low": most.low, "high": most.high, "count": count}


def _row(one: Bin, whole: int) -> Row:
    return Row(
        label=f"{one.low}–{one.high}",
        number=one.students,
        value=grouped(one.students),
        key="bar",
        share=share(one.students, whole) or None,
        filters={"between": f"{one.low}-{one.high}"},
    )
