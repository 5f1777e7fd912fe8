"""Trainers side by side: how many answered, the mean, and how sure it is."""

from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.charts.rating_words import interval_text, mean_text
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.dashboards.tabs import TRAINERS
from analytics.metrics.rating_figures import RatingFigures
from analytics.metrics.ratings import STARS, RatingSums
from analytics.numerals import grouped, share
from analytics.rating_scopes import TRAINER
from analytics.wording import few
from students.models import Staff


def trainers_table(figures: RatingFigures) -> Table:
    """The best rated first, those of few answers last; all of them below."""
    staff = {one.pk: one for one in figures.scope.trainers}
    rows = [(staff[pk], sums) for pk, sums in figures.trainers.items()]
    rows.sort(key=lambda row: (row[1].few, -(row[1].mean or 0), row[0].name_key, row[0].pk))
    return Table(
        title=_("Trainers side by side"),
        subtitle=_("Means of five stars; intervals that overlap do not tell trainers apart"),
        corner=_("Trainer"),
        columns=(
            Column(_("Answers")),
            Column(_("Rating, of 5")),
            Column(_("95 percent interval")),
            Column(_("Four stars or five")),
            Column(_("Batches")),
        ),
        lines=tuple(_line(figures, one, sums) for one, sums in rows),
        whole=Line(_("All"), _cells(figures.whole, "")) if len(rows) > 1 else None,
        kind="trainers",
    )


def _line(figures: RatingFigures, one: Staff, sums: RatingSums) -> Line:
    scope = figures.scope
    several = len(scope.precinct.institutions) > 1
    places = {place.pk: place.code for place in scope.precinct.institutions}
    leads = not (sums.few or scope.trainer)
    return Line(
        one.name,
        _cells(sums, grouped(len(figures.batches_of(one.pk)))),
        places[one.institution_id] if several else "",
        f"{reverse(TRAINERS)}?{scope.query(**{TRAINER: str(one.pk)})}" if leads else "",
    )


def _cells(sums: RatingSums, batches: str) -> tuple[Cell, ...]:
    if sums.few:
        return (*(Cell(few()),) * 4, Cell(batches))
    mean = mean_text(sums)
    return (
        Cell(grouped(sums.answers)),
        Cell(mean, bar=float(mean) * 100 / STARS if sums.answers else None),
        Cell(interval_text(sums)),
        Cell(share(sums.high, sums.answers) or NONE),
        Cell(batches or NONE),
    )
