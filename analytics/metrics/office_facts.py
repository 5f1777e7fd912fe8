"""The facts that several key figures share, each read once, when first asked for."""

import datetime
from collections.abc import Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from analytics.metrics.fee_standings import FeeStanding, delays, fee_standings
from analytics.metrics.learners import Learner, learners
from analytics.metrics.office_cells import ResultCell, cells_of_students, result_cells
from analytics.metrics.outreach_spans import OutreachSpan, outreach_spans
from analytics.metrics.trainings import Progress, Rated, progresses, ratings_of_batches
from analytics.precincts import Cell, Precinct

Weights = Mapping[tuple[int, str], Mapping[str, str]]  # by institution and figure


@dataclass(frozen=True)
class OfficeFacts:
    """What is known in a precinct on its day; `weights` are those in force where not the usual."""

    precinct: Precinct
    weights: Weights = field(default_factory=dict)

    @property
    def today(self) -> datetime.date:
        return self.precinct.today

    def weighed(self, weights: Weights) -> "OfficeFacts":
        """The same facts, none of them read again, under other weights."""
        other = copy(self)
        object.__setattr__(other, "weights", weights)
        return other

    @cached_property
    def results(self) -> list[ResultCell]:
        """The stored summaries of the current term. One query."""
        return result_cells(self.precinct)

    @cached_property
    def learners(self) -> list[Learner]:
        """Every student of the current term. Seven queries."""
        return learners(self.precinct)

    @cached_property
    def places(self) -> dict[int, Cell]:
        """In which cell each student's fees are counted. One query."""
        return cells_of_students(self.precinct)

    @cached_property
    def fees(self) -> list[FeeStanding]:
        """What each student with a due owed and paid. Three queries."""
        return fee_standings(self.precinct, self.places)

    @cached_property
    def delays(self) -> dict[int, int]:
        """By student who is behind with fees, for how many days. Two queries for every 500."""
        return delays(self.precinct, self.fees)

    @cached_property
    def ratings(self) -> dict[int, Rated]:
        """By batch, what its trainers were given. One query."""
        return ratings_of_batches(self.precinct)

    @cached_property
    def progresses(self) -> list[Progress]:
        """Averages of now and before, of whole institutions. Two queries."""
        return progresses(self.precinct)

    @cached_property
    def outreach(self) -> list[OutreachSpan]:
        """What the channels of each institution counted in the last weeks. Two queries."""
        return outreach_spans(self.precinct)
