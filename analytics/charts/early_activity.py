"""What came of the fifths of a course by early activity: who passed, and with which marks."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.charts.chart import BAR, Chart, Row
from analytics.charts.dropout import nothing_known
from analytics.metrics.engagement.bands import FIFTHS, Band, bands
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.engagement.shown import interval_text, mark_interval_text
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.numerals import grouped, number, percent
from analytics.wording import few

NAMES = (
    gettext_lazy("Least active fifth"),
    gettext_lazy("Second fifth"),
    gettext_lazy("Middle fifth"),
    gettext_lazy("Fourth fifth"),
    gettext_lazy("Most active fifth"),
)


def chart(figures: Figures, study: Study | None = None) -> Chart:
    """A bar for each fifth, the most active first; a page gives what its charts share."""
    study = study or Study(figures)
    found = [one for one in reversed(bands(study)) if one.few or one.decided]
    level = percent(str(LEVEL))
    return Chart(
        slug="early_activity",
        kind=BAR,
        title=_finding(found),
        subtitle=_("Passed, percent, by days active in the first four weeks within each course"),
        measure=_("Passed"),
        columns=(
            _("Activity"),
            _("%(level)s interval") % {"level": level},
            _("Passed, %"),
            _("Known ends"),
            _("Mean mark"),
            _("Its %(level)s interval") % {"level": level},
            _("Marks"),
        ),
        rows=tuple(map(_row, found)),
        figures=figures,
        empty="" if found else nothing_known(study, _("No activity with known ends here yet.")),
    )


def _finding(found: list[Band]) -> str:
    told = {one.number: one for one in found if not one.few}
    if not told:
        return _("No activity with known ends yet")
    least, most = told.get(0), told.get(FIFTHS - 1)
    if least and most:
        words = _("Least active fifth: %(least)s passed; most active: %(most)s")
        return words % {"least": percent(least.pass_share), "most": percent(most.pass_share)}
    one = told[min(told)]
    words = _("%(activity)s: %(share)s passed")
    return words % {"activity": NAMES[one.number], "share": percent(one.pass_share)}


def _row(band: Band) -> Row:
    name = str(NAMES[band.number])
    if band.few:
        others = (few(), "", few())
        return Row(name, None, few(), "bar-muted", few(), "", {}, False, (), others)
    return Row(
        label=name,
        number=number(band.pass_share),
        value=band.pass_share,
        key="bar" if band.number == 0 else "bar-muted",
        share=grouped(band.decided),
        note=interval_text(band.pass_interval),
        leads=False,
        others=(band.mean or "–", mark_interval_text(band.mean_interval), grouped(band.scored)),
    )
