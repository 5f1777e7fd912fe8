"""What a channel counted in a span of days and in the span before it."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from analytics.metrics.outreach_days import ChannelFacts, Day, between, channel_facts
from analytics.precincts import Precinct

SPAN = 28  # days: four weeks, so that each has as many weekends
KNOWN_FOR = 2 * SPAN  # so many days a number of followers is taken for that of today


@dataclass(frozen=True)
class OutreachSpan:
    """Of one channel: sums of a span of days and of the span before it, None where not said.

    `followers` are those of the newest day, `gained` what they grew by since `gained_days` before;
    `reactions` are likes and comments of the `posts` of the span that tell of both.
    `clicks_seen` and `impressions_clicked` are of the days that tell of both. `reach_days` is on
    how many days reach was said, `followers_on` when the followers were counted.
    """

    institution: int
    reach: int | None = None
    reach_before: int | None = None
    impressions: int | None = None
    clicks_seen: int | None = None
    impressions_clicked: int | None = None
    followers: int | None = None
    gained: int | None = None
    gained_days: int = 0
    reactions: int | None = None
    posts: int = 0
    channel: int = 0
    platform: str = ""
    reach_days: int = 0
    reach_days_before: int = 0
    followers_on: datetime.date | None = None


def outreach_spans(precinct: Precinct) -> list[OutreachSpan]:
    """Of every channel with a day or a post in the last 56 days, the last 28. Two queries."""
    since = precinct.today - datetime.timedelta(days=2 * SPAN)
    channels = {"channel__institution__in": precinct.institution_ids}
    found = channel_facts(channels, since, precinct.today)
    return [span_of(one, precinct.today) for one in found]


def span_of(
    facts: ChannelFacts, until: datetime.date, length: int = SPAN, before: int = SPAN
) -> OutreachSpan:
    """The last `length` days up to a day, beside the `before` days in front of them."""
    begin = until - datetime.timedelta(days=length)
    days = between(facts.days, begin, until)
    earlier = between(facts.days, begin - datetime.timedelta(days=before), begin)
    reach, reach_before = _said(days, "reach"), _said(earlier, "reach")
    clicked = [day for day in days if day.clicks is not None and day.impressions is not None]
    posts = between(facts.posts, begin, until)
    return OutreachSpan(
        institution=facts.institution,
        reach=_sum(reach),
        reach_before=_sum(reach_before),
        impressions=_sum(_said(days, "impressions")),
        clicks_seen=_sum([day.clicks for day in clicked]),
        impressions_clicked=_sum([day.impressions for day in clicked]),
        reactions=_sum([post.reactions for post in posts]),
        posts=len(posts),
        channel=facts.channel,
        platform=facts.platform,
        reach_days=len(reach),
        reach_days_before=len(reach_before),
        **_followers(facts, until, length),
    )


def _followers(facts: ChannelFacts, until: datetime.date, length: int) -> dict:
    """The newest number, and its growth since the first one at most `length` days before it."""
    since = until - datetime.timedelta(days=max(KNOWN_FOR, 2 * length))
    known = [day for day in between(facts.days, since, until) if day.followers is not None]
    if not known:
        return {}
    last = known[-1]
    first = next(day for day in known if (last.on - day.on).days <= length)
    return {
        "followers": last.followers,
        "followers_on": last.on,
        "gained_days": (last.on - first.on).days,
        "gained": last.followers - first.followers if first is not last else None,
    }


def _said(days: Iterable[Day], name: str) -> list[int]:
    return [said for day in days if (said := getattr(day, name)) is not None]


def _sum(said: list[int]) -> int | None:
    return sum(said) if said else None
