"""How many answers gave how many stars."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts.chart import COLUMNS, Chart, Row
from analytics.metrics.rating_figures import RatingFigures
from analytics.metrics.ratings import STARS
from analytics.numerals import grouped, share

HIGH = 4, 5


def chart(figures: RatingFigures) -> Chart:
    """A column for each number of stars; 0 only where somebody gave it."""
    whole = figures.whole
    kinds = range(0 if whole.stars[0] else 1, STARS + 1)
    return Chart(
        slug="rating_stars",
        kind=COLUMNS,
        title=_finding(figures),
        subtitle=_("Answers by stars of five; of another scale to the nearest star"),
        measure=_("Answers"),
        columns=(_("Stars"), _("Answers"), _("Share")),
        rows=tuple(_row(stars, whole.stars[stars], whole.answers) for stars in kinds),
        figures=figures,
        empty="" if whole.answers else _nothing(figures),
    )


def _nothing(figures: RatingFigures) -> str:
    return _("Too few answers to tell of.") if figures.is_few else _("No rating is known here yet.")


def _finding(figures: RatingFigures) -> str:
    whole = figures.whole
    if not whole.answers:
        return _("Ratings by stars")
    told = {"share": share(whole.high, whole.answers)}
    return _("%(share)s of the answers gave four stars or five") % told


def _row(stars: int, count: int, answers: int) -> Row:
    words = ngettext("%(count)s star", "%(count)s stars", stars) % {"count": stars}
    key = "bar" if stars in HIGH else "bar-muted"  # what the title speaks of
    return Row(words, count, grouped(count), key, share(count, answers) or "–")
