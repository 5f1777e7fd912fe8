"""Who trains a batch, with what its students gave them."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from analytics.charts.rating_words import mean_text
from analytics.dashboards.tables import NONE, Cell, Column, Line, Table
from analytics.dashboards.tabs import TRAINERS
from analytics.kpis.batches import BatchLine, BatchReadings
from analytics.metrics.batch_trainers import Trained, trainers_of
from analytics.metrics.rating_figures import RatingFigures
from analytics.metrics.ratings import RatingSums
from analytics.numerals import grouped
from analytics.rating_scopes import TRAINER, RatingScope
from analytics.wording import few


def trainers_table(found: BatchReadings, line: BatchLine) -> Table | None:
    """Who trains the batch, with what its students gave them, for who may see that."""
    trained = trainers_of([line.batch.pk])[line.batch.pk]
    if not trained:
        return None
    rated = _rated(found)
    since = pgettext("since", "From")
    columns = [Column(since, numeric=False), Column(_("Until"), numeric=False)]
    columns += [Column(_("Answers")), Column(_("Rating, of 5"))] if rated is not None else []
    return Table(
        title=_("Trainers of the batch"),
        subtitle=_("A day that is open or not known is a dash"),
        corner=_("Trainer"),
        columns=tuple(columns),
        lines=tuple(_trainer_line(found, one, rated) for one in trained),
        kind="batch-trainers",
    )


def _rated(found: BatchReadings) -> dict[int, RatingSums] | None:
    if not found.precinct.sight.sees_ratings:
        return None
    return RatingFigures(RatingScope(found.precinct)).trainers


def _trainer_line(found: BatchReadings, one: Trained, rated: dict | None) -> Line:
    days = (date_format(day, "j M Y") if day else NONE for day in (one.starts_on, one.ends_on))
    cells = [Cell(day) for day in days]
    url = ""
    if rated is not None:
        sums = rated.get(one.staff, RatingSums())
        cells += list(_rating_cells(sums))
        query = found.precinct.query(**{TRAINER: str(one.staff)})
        url = f"{reverse(TRAINERS)}?{query}" if one.staff in rated else ""
    return Line(one.name, tuple(cells), url=url)


def _rating_cells(sums: RatingSums) -> Iterator[Cell]:
    yield Cell(few() if sums.few else grouped(sums.answers))
    yield Cell(mean_text(sums))
