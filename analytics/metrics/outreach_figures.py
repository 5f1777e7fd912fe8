"""The figures of outreach of one scope on a day; what parts of a page share is read once."""

import datetime
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from analytics.metrics.admissions import admissions_by_month
from analytics.metrics.fee_months import months_until
from analytics.metrics.outreach_days import ONE_DAY, ChannelFacts, channel_facts
from analytics.metrics.outreach_enrolments import Enrolments, outreach_months
from analytics.metrics.outreach_periods import MONTH, Period, periods, spans_in
from analytics.metrics.outreach_posts import Ranking, ranking
from analytics.metrics.outreach_spans import KNOWN_FOR, OutreachSpan, span_of
from analytics.outreach_scopes import OutreachScope


@dataclass(frozen=True)
class Counted:
    """When the figures changed is not kept: a platform's file has days and no time."""

    changed_at: ClassVar[None] = None


@dataclass(frozen=True)
class OutreachFigures:
    """What the channels of a scope counted over the last so many months, by week or by month."""

    scope: OutreachScope
    on: datetime.date
    by: str = MONTH
    count: int = 12
    total: ClassVar[Counted] = Counted()

    @cached_property
    def facts(self) -> list[ChannelFacts]:
        """Everything the channels said since long enough before the first period. Two queries."""
        since = self.periods[0].first - datetime.timedelta(days=KNOWN_FOR + 8)
        channels = {"channel__in": [one.pk for one in self.scope.channels]}
        return channel_facts(channels, since, self.on)

    @cached_property
    def periods(self) -> list[Period]:
        """The weeks or months, the running one last."""
        return periods(self.by, self.count, self.on)

    @cached_property
    def now(self) -> list[OutreachSpan]:
        """The last 28 days of each channel, as the key figures count them."""
        return [span_of(one, self.on) for one in self.facts]

    @cached_property
    def spans(self) -> list[list[OutreachSpan]]:
        """Those of each period."""
        return [spans_in(self.facts, period) for period in self.periods]

    @cached_property
    def ranking(self) -> Ranking:
        """The best posts of all periods. Two queries."""
        return ranking(self.scope.channels, self.periods[0].first - ONE_DAY, self.on)

    @cached_property
    def enrolments(self) -> Enrolments:
        """Reach and admissions by month, whatever the periods are. Two queries."""
        firsts = months_until(self.on, self.count)
        admitted = admissions_by_month(self.scope.admissions(), firsts, self.on)
        return outreach_months(self.facts, admitted, self.on, self.scope.tells_of_few)
