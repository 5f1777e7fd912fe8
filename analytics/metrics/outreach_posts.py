"""The posts that most of a channel's followers reacted to."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from django.utils import timezone

from analytics.metrics.outreach_days import midnight_after
from analytics.metrics.outreach_spans import KNOWN_FOR
from students.models import Channel, ChannelDay, Post

LEAST_SHOWN = 100  # fewer say more about who happened to look than about the post
MOST = 10


@dataclass(frozen=True)
class RankedPost:
    """A post with its reactions and the followers its channel had on its day; `shown`: at least so
    often."""

    post: Post
    on: datetime.date
    reactions: int
    followers: int
    shown: int

    @property
    def rate(self) -> Fraction:
        """Reactions of each follower, exact."""
        return Fraction(self.reactions, self.followers)


@dataclass(frozen=True)
class Ranking:
    """The best posts, of how many they are the best, and how many could not be ranked: shown too
    seldom or not said how often; of a channel whose followers are not known; with no word of likes
    or of comments."""

    best: tuple[RankedPost, ...] = ()
    ranked: int = 0
    seldom: int = 0
    no_followers: int = 0
    silent: int = 0

    @property
    def all(self) -> int:
        return self.ranked + self.seldom + self.no_followers + self.silent


def ranking(channels: Iterable[Channel], since: datetime.date, until: datetime.date) -> Ranking:
    """Of posts after a day and up to another. Two queries."""
    ids = [one.pk for one in channels]
    counts, ranked = defaultdict(int), []
    followers = _followers(ids, since, until)
    for post in _posts(ids, since, until):
        on = timezone.localdate(post.published_at)
        audience = _followers_on(followers.get(post.channel_id, []), on)
        if post.likes is None or post.comments is None:
            counts["silent"] += 1
        elif (shown_of(post) or 0) < LEAST_SHOWN:
            counts["seldom"] += 1
        elif not audience:
            counts["no_followers"] += 1
        else:
            ranked.append(
                RankedPost(post, on, post.likes + post.comments, audience, shown_of(post))
            )
    ranked.sort(key=lambda one: (-one.rate, -one.on.toordinal(), one.post.pk))
    return Ranking(tuple(ranked[:MOST]), len(ranked), **counts)


def shown_of(post: Post) -> int | None:
    """How often it was shown at the least: who was reached, or viewed it, was shown it."""
    said = (post.impressions, post.reach, post.views)
    return max((one for one in said if one is not None), default=None)


def _posts(ids: list[int], since: datetime.date, until: datetime.date):
    rows = Post.objects.filter(
        channel__in=ids,
        published_at__gte=midnight_after(since),
        published_at__lt=midnight_after(until),
    )
    return rows.select_related("channel").order_by()


def _followers(ids: list[int], since: datetime.date, until: datetime.date) -> dict[int, list]:
    """By channel: days and followers in the order of time."""
    since -= datetime.timedelta(days=KNOWN_FOR)
    rows = ChannelDay.objects.filter(
        channel__in=ids, followers__isnull=False, on__gt=since, on__lte=until
    )
    found = defaultdict(list)
    for channel, *day in rows.order_by("on").values_list("channel", "on", "followers"):
        found[channel].append(day)
    return found


def _followers_on(days: list, on: datetime.date) -> int | None:
    """Those of the newest day up to that of a post; None where it is too long ago."""
    place = bisect_right(days, on, key=lambda day: day[0])
    if not place or (on - days[place - 1][0]).days >= KNOWN_FOR:
        return None
    return days[place - 1][1]
