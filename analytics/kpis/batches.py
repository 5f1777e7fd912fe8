"""The figures of batches side by side: each is read of a batch as the key figures are of a place.

Beside the key figures stand three that are parts of them: students, average and weekly activity.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.choices import BATCH, BRANCH
from analytics.kpis import attendance_rate, batch_quality_index, collection_rate, overdue_fees
from analytics.kpis import pass_rate as passing
from analytics.kpis import trainer_effectiveness as effectiveness
from analytics.kpis.kpi import MEAN_MARKS, MEAN_PERCENT, NUMBER, Cells, Counted, Kpi, added
from analytics.kpis.readings import Reading, Readings
from analytics.kpis.students import means
from analytics.metrics.few import MEASURES, hidden
from analytics.metrics.moments import UNKNOWN, Moment
from analytics.metrics.office_facts import OfficeFacts
from analytics.precincts import LEARNING, Cell, Precinct
from students.models import Batch


def _students(facts: OfficeFacts) -> Cells:
    return {one.cell: Counted(one.students, 1, one.students) for one in facts.results}


def _averages(facts: OfficeFacts) -> Cells:
    return {one.cell: Counted(one.average_sum, one.assessed, one.assessed) for one in facts.results}


def _activity(facts: OfficeFacts) -> Cells:
    return means(facts.learners, lambda one: one.active, lambda one: {})


def _part(slug: str, title: str, unit, cells, nobody: str) -> Kpi:
    """A figure that is told of batches and is no key figure of its own."""
    of = frozenset({LEARNING})
    return Kpi(slug, title, "", unit, of, "", "", nobody, cells)


STUDENTS = _part(
    "students", gettext_lazy("Students"), NUMBER, _students, gettext_lazy("Nobody is in it.")
)
AVERAGE = _part(
    "average",
    gettext_lazy("Average"),
    MEAN_MARKS,
    _averages,
    gettext_lazy("Nobody is assessed yet in this term."),
)
ACTIVITY = _part(
    "activity",
    gettext_lazy("Weekly activity"),
    MEAN_PERCENT,
    _activity,
    gettext_lazy("Nobody is in a course that records activity."),
)
INDEX, EFFECT = batch_quality_index.KPI, effectiveness.KPI
COLLECTED, OVERDUE = collection_rate.KPI, overdue_fees.KPI
ATTENDANCE, PASSED = attendance_rate.KPI, passing.KPI
COLUMNS = (STUDENTS, ATTENDANCE, PASSED, AVERAGE, ACTIVITY, INDEX, EFFECT, COLLECTED, OVERDUE)


@dataclass(frozen=True)
class BatchLine:
    """A batch, or None for who is in none, with its readings by the figure's slug."""

    batch: Batch | None
    readings: dict[str, Reading]

    def of(self, kpi: Kpi) -> Reading:
        return self.readings[kpi.slug]


@dataclass(frozen=True)
class BatchReadings:
    """Every batch of a precinct of which anything is known, read as the whole of it is."""

    readings: Readings

    @property
    def scope(self) -> Precinct:
        """What a chart asks for addresses."""
        return self.precinct

    @property
    def total(self) -> Moment:
        """What a chart asks for the time of the figures: they are made as they are read."""
        return UNKNOWN

    @property
    def precinct(self) -> Precinct:
        return self.readings.precinct

    @property
    def columns(self) -> tuple[Kpi, ...]:
        """The figures that are the viewer's to see."""
        return tuple(kpi for kpi in COLUMNS if self.precinct.shows(*kpi.of))

    def shows(self, kpi: Kpi) -> bool:
        return kpi in self.columns

    @cached_property
    def whole(self) -> dict[str, Reading]:
        """All of the precinct together, by slug."""
        return {kpi.slug: self.readings.of(kpi) for kpi in self.columns}

    @cached_property
    def lines(self) -> list[BatchLine]:
        """In the order of their codes; those of which nothing is known are left out."""
        made = (self._line(one) for one in self._meant())
        return [line for line in made if line is not None]

    @cached_property
    def unplaced(self) -> BatchLine | None:
        """Students of the precinct who are in no batch, where there are any."""
        return None if BATCH in self.precinct.picked else self._line(None)

    def _line(self, batch: Batch | None) -> BatchLine | None:
        readings = {slug: of[batch and batch.pk] for slug, of in self._columns.items()}
        known = any(one.found.count or one.few for one in readings.values())
        return BatchLine(batch, readings) if known else None

    @cached_property
    def _columns(self) -> dict[str, dict[int | None, Reading]]:
        return {kpi.slug: self._column(kpi) for kpi in self.columns}

    def _meant(self) -> list[Batch]:
        picked = self.precinct.picked.get(BATCH)
        return [one for one in self.precinct.batches if picked is None or one.pk in picked]

    def _keys(self) -> list[int | None]:
        return [*(one.pk for one in self._meant()), None]

    def _column(self, kpi: Kpi) -> dict[int | None, Reading]:
        found: dict[int | None, list[Counted]] = defaultdict(list)
        for cell, one in self._held(kpi, self.precinct):
            found[cell.batch].append(one)
        gone = self._withheld(kpi)
        return {key: _reading(kpi, added(found[key]), key in gone) for key in self._keys()}

    def _held(self, kpi: Kpi, precinct: Precinct) -> Iterator[tuple[Cell, Counted]]:
        for cell, one in self.readings.counted(kpi).items():
            if precinct.holds(cell, kpi.of):
                yield cell, one

    def _withheld(self, kpi: Kpi) -> set:
        """The batches of which it would be told of too few, or could be worked out."""
        if self.precinct.tells_of_few or not kpi.people:
            return set()
        if self.whole[kpi.slug].few and BATCH not in self.precinct.picked:
            return set(self._keys())
        every = self.precinct.widened(BATCH)
        return _few(self._counts(kpi, every, BATCH)) | self._told_by_branches(kpi, every)

    def _told_by_branches(self, kpi: Kpi, every: Precinct) -> set:
        """Batches of which the other branches would be told, were the chosen one."""
        if BRANCH not in every.picked:
            return set()
        branches: dict[int | None, Counter] = defaultdict(Counter)
        for cell, one in self._held(kpi, every.widened(BRANCH)):
            branches[cell.batch][cell.branch] += one.count
        chosen = set(every.picked[BRANCH])
        return {batch for batch, counts in branches.items() if chosen & _few(counts)}

    def _counts(self, kpi: Kpi, precinct: Precinct, name: str) -> Counter:
        counts: Counter = Counter()
        for cell, one in self._held(kpi, precinct):
            counts[getattr(cell, name)] += one.count
        return counts


def _few(counts: Counter) -> set:
    return hidden({part: (count,) * len(MEASURES) for part, count in counts.items()})


def _reading(kpi: Kpi, found: Counted, few: bool) -> Reading:
    if few and found.count:
        return Reading(kpi, Counted(), True, _("Too few students to tell of."))
    if kpi.value(found) is None:
        return Reading(kpi, found, False, str(kpi.nobody))
    return Reading(kpi, found)
