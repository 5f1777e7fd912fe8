"""What channels counted day by day, and what came of their posts, read once for many spans."""

import datetime
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils import timezone

from students.models import ChannelDay, Post

ONE_DAY = datetime.timedelta(days=1)


class Day(NamedTuple):
    """What a platform said of a channel on a day; None where it did not."""

    on: datetime.date
    followers: int | None
    reach: int | None
    impressions: int | None
    clicks: int | None


class Posted(NamedTuple):
    """A post that tells of likes and of comments, and how many these are together."""

    on: datetime.date
    reactions: int


@dataclass(frozen=True)
class ChannelFacts:
    """A channel by its number, with its days and posts in the order of time."""

    channel: int
    institution: int
    platform: str
    days: tuple[Day, ...]
    posts: tuple[Posted, ...]


def channel_facts(
    channels: Mapping, since: datetime.date, until: datetime.date
) -> list[ChannelFacts]:
    """Of the channels under these conditions, which go from a day or post, those that tell of
    anything after `since` and up to `until`. Two queries."""
    days, posts = defaultdict(list), defaultdict(list)
    for channel, day in _days(channels, since, until):
        days[channel].append(day)
    for channel, post in _posts(channels, since, until):
        posts[channel].append(post)
    return [
        ChannelFacts(*channel, tuple(days[channel]), tuple(posts[channel]))
        for channel in sorted({*days, *posts})
    ]


def between(rows: tuple, after: datetime.date, until: datetime.date) -> tuple:
    """The days or posts after a day and up to another, of rows in the order of time."""
    first, end = (bisect_right(rows, on, key=lambda row: row.on) for on in (after, until))
    return rows[first:end]


WHOSE = ("channel", "channel__institution", "channel__platform")


def _days(channels: Mapping, since: datetime.date, until: datetime.date) -> Iterator[tuple]:
    rows = ChannelDay.objects.filter(**channels, on__gt=since, on__lte=until).order_by("on")
    for *channel, day in _rows(rows, Day._fields):
        yield tuple(channel), Day(*day)


def _posts(channels: Mapping, since: datetime.date, until: datetime.date) -> Iterator[tuple]:
    rows = Post.objects.filter(
        **channels,
        published_at__gte=midnight_after(since),
        published_at__lt=midnight_after(until),
        likes__isnull=False,
        comments__isnull=False,
    ).order_by("published_at", "pk")
    for *channel, (at, likes, comments) in _rows(rows, ("published_at", "likes", "comments")):
        yield tuple(channel), Posted(timezone.localdate(at), likes + comments)


def _rows(rows, columns: tuple) -> Iterator[tuple]:
    for channel, home, platform, *rest in rows.values_list(*WHOSE, *columns):
        yield channel, home, platform, rest


def midnight_after(day: datetime.date) -> datetime.datetime:
    """Worked out here: MariaDB without tables of time zones knows no local day."""
    return timezone.make_aware(datetime.datetime.combine(day + ONE_DAY, datetime.time.min))
