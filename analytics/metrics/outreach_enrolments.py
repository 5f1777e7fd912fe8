"""Reach and admissions of the same months, and how far they go together."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from analytics.metrics.correlations import Correlation, correlation
from analytics.metrics.few import LEAST
from analytics.metrics.outreach_days import ChannelFacts

TOLD = (9, 10)  # the part of a month's days that must tell of reach for its sum to be compared


@dataclass(frozen=True)
class OutreachMonth:
    """`reach` is the sum of the days that say it, `told` how many these are, None and 0 where none
    does; `admitted` is None where no admissions are known yet or, `few`, may be told of."""

    first: datetime.date
    reach: int | None
    told: int
    admitted: int | None
    whole: bool
    few: bool = False

    @property
    def days(self) -> int:
        return calendar.monthrange(self.first.year, self.first.month)[1]

    @property
    def is_compared(self) -> bool:
        """Whether its reach can be held against that of other months."""
        part, all_of_them = TOLD
        return self.whole and self.told * all_of_them >= self.days * part


@dataclass(frozen=True)
class Enrolments:
    """The months in order; `together` compares each with itself, `later` with the month after."""

    months: tuple[OutreachMonth, ...]

    @property
    def together(self) -> Correlation | None:
        return self._correlation(0)

    @property
    def later(self) -> Correlation | None:
        return self._correlation(1)

    def pairs(self, lag: int) -> list[tuple[int, int]]:
        """Reach of a month and admissions of the same one, or of the one so many months later."""
        after = self.months[lag:]
        return [
            (one.reach, other.admitted)
            for one, other in zip(self.months, after, strict=False)
            if one.is_compared and other.whole and other.admitted is not None
        ]

    def _correlation(self, lag: int) -> Correlation | None:
        return correlation(self.pairs(lag))


def outreach_months(
    facts: Sequence[ChannelFacts],
    admitted: dict[datetime.date, int | None],
    on: datetime.date,
    tells_of_few: bool,
) -> Enrolments:
    """Of the months that `admitted` names, from the first of which reach is said at all."""
    reach, days = defaultdict(int), defaultdict(set)
    for day in (day for one in facts for day in one.days if day.reach is not None):
        month = day.on.replace(day=1)
        reach[month] += day.reach
        days[month].add(day.on)
    running = on.replace(day=1)
    begun = min(reach, default=None)  # before it nothing was kept, which is not 0
    return Enrolments(
        tuple(
            _month(first, reach, days, people, first < running, tells_of_few)
            for first, people in admitted.items()
            if begun and first >= begun
        )
    )


def _month(first, reach, days, people, whole, tells_of_few) -> OutreachMonth:
    few = not tells_of_few and 0 < (people or 0) < LEAST
    told = len(days[first])
    return OutreachMonth(
        first, reach[first] if told else None, told, None if few else people, whole, few
    )
