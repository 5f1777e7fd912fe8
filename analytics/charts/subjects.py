"""Which subject is weakest."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.bars import bars, notable, reference
from analytics.charts.chart import BAR, Chart, nothing
from analytics.metrics.averages import AverageOf, average_of_marks, subject_averages
from analytics.metrics.figures import Figures
from analytics.numerals import difference

COLUMNS = (gettext_lazy("Subject"), gettext_lazy("Average"), gettext_lazy("Assessed"))


def chart(figures: Figures) -> Chart:
    """The mean percent of each subject in sight, beside the mean of all their marks."""
    averages, everybody = subject_averages(figures), average_of_marks(figures)
    weakest = notable(averages, everybody)
    return Chart(
        slug="subjects",
        kind=BAR,
        title=_finding(averages, weakest, everybody),
        subtitle=_("Mean percent of each subject's marks, 0–100"),
        measure=_("Average"),
        columns=COLUMNS,
        rows=bars(averages, weakest, lambda one: one.words, lambda one: {"subject": one.code}),
        figures=figures,
        options=reference(everybody) if len(averages) > 1 else {},
        empty="" if everybody else nothing(figures.all_marks, _("No marks here yet.")),
    )


def _finding(averages: list[AverageOf], weakest: AverageOf | None, everybody: str) -> str:
    known = [one for one in averages if one.average]
    if not known:
        return _("No marks yet")
    if len(known) == 1:
        words = _("%(name)s averages %(figure)s")
        return words % {"name": known[0].words, "figure": known[0].average}
    if weakest is None:
        return _("No subject lies more than two points below the average")
    below = difference(everybody, weakest.average)
    words = _("%(name)s is weakest, %(points)s below the average")
    return words % {"name": weakest.words, "points": below}
