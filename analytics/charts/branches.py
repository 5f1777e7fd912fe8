"""Which branch is lowest."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.bars import bars, notable, reference
from analytics.charts.chart import BAR, Chart, nothing
from analytics.metrics.averages import AverageOf, branch_averages
from analytics.metrics.figures import Figures
from analytics.numerals import difference
from analytics.scope import SUBJECT

COLUMNS = (gettext_lazy("Branch"), gettext_lazy("Average"), gettext_lazy("Assessed"))


def chart(figures: Figures) -> Chart:
    """The mean of each branch's students, in all subjects or in the one chosen."""
    averages, everybody = branch_averages(figures), figures.total.average
    weakest = notable(averages, everybody)
    in_subject = _("Mean of the students' percents in the subject, 0–100")
    in_all = _("Mean of the students' averages, 0–100")
    return Chart(
        slug="branches",
        kind=BAR,
        title=_finding(averages, weakest, everybody),
        subtitle=in_subject if figures.scope.basis == SUBJECT else in_all,
        measure=_("Average"),
        columns=COLUMNS,
        rows=bars(averages, weakest, lambda one: one.code, lambda one: {"branch": one.code}),
        figures=figures,
        options=reference(everybody) if len(averages) > 1 else {},
        empty="" if everybody else nothing(figures.total, _("No marks here yet.")),
    )


def _finding(averages: list[AverageOf], weakest: AverageOf | None, everybody: str) -> str:
    known = [one for one in averages if one.average]
    if not known:
        return _("No averages yet")
    if len(known) == 1:
        words = _("%(name)s averages %(figure)s")
        return words % {"name": known[0].code, "figure": known[0].average}
    if weakest is None:
        return _("No branch lies more than two points below the average")
    below = difference(everybody, weakest.average)
    words = _("%(name)s is lowest, %(points)s below the average")
    return words % {"name": weakest.code, "points": below}
