"""Weeks and months of outreach, each with what the channels counted in it."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analytics.metrics.fee_months import months_until
from analytics.metrics.outreach_days import ONE_DAY, ChannelFacts
from analytics.metrics.outreach_spans import OutreachSpan, span_of

WEEK, MONTH = "week", "month"
DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class Period:
    """A week or a month up to a day; `whole`: it is over. `before` are the days of the one before
    it."""

    first: datetime.date
    last: datetime.date
    whole: bool
    before: int

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def periods(by: str, months: int, on: datetime.date) -> list[Period]:
    """Those of the last so many months up to a day, the running one last."""
    begin = months_until(on, months)[0]
    ends = _weeks(begin, on) if by == WEEK else _months(months, on)
    return [_period(first, after, on) for first, after in ends]


def _period(first: datetime.date, after: datetime.date, on: datetime.date) -> Period:
    before = DAYS_OF_A_WEEK
    if after - first != before * ONE_DAY:
        before = (first - ONE_DAY).day
    return Period(first, min(after - ONE_DAY, on), after <= on, before)


def _months(count: int, on: datetime.date) -> Iterator[tuple[datetime.date, datetime.date]]:
    firsts = months_until(on, count)
    after = (firsts[-1] + 31 * ONE_DAY).replace(day=1)
    return zip(firsts, [*firsts[1:], after], strict=True)


def _weeks(begin: datetime.date, on: datetime.date) -> Iterator[tuple]:
    monday = begin - begin.weekday() * ONE_DAY
    while monday <= on:
        yield monday, monday + DAYS_OF_A_WEEK * ONE_DAY
        monday += DAYS_OF_A_WEEK * ONE_DAY


def spans_in(facts: Sequence[ChannelFacts], period: Period) -> list[OutreachSpan]:
    """What each channel counted in a period, made comparable with the one before it."""
    return [
        _comparable(span_of(one, period.last, period.days, period.before), period) for one in facts
    ]


def _comparable(span: OutreachSpan, period: Period) -> OutreachSpan:
    """Followers count where they were counted in the period itself; reach as if it had been said
    on as many days of both: February is not weaker than January for being short."""
    if span.followers_on is None or span.followers_on < period.first:
        span = replace(span, gained=None)
    if span.reach is None or span.reach_before is None:
        return replace(span, reach_before=None)
    return replace(
        span,
        reach=span.reach * span.reach_days_before,
        reach_before=span.reach_before * span.reach_days,
    )
