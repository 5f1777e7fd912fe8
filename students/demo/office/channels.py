"""What the demo's institutions do on four platforms, and what the platforms counted."""

import datetime
from dataclasses import dataclass
from random import Random

from django.db import connection
from django.utils import timezone

from students.demo.calendars import DAY
from students.demo.classes import chance
from students.demo.foundations import Foundation
from students.demo.plans import Plan
from students.demo.rows import Rows
from students.models import Channel, ChannelDay, Platform, Post
from students.rules.keys import key_of

DAYS = 548  # eighteen months
EAGER = 28  # days before a batch begins in which more people look
FESTIVE_WEEKDAYS = (5, 6)
POST_HOUR = 18


@dataclass(frozen=True)
class PlatformPlan:
    """A channel: its followers at the beginning, their growth and reach a day in ten thousandths of
    them, shares of those who click and react in percent, and days between two posts."""

    platform: str
    followers: int
    growth: int
    reached: int
    clicking: float
    reacting: float
    every: int


PLATFORMS = (
    PlatformPlan(Platform.INSTAGRAM, 5_200, 14, 1_600, 1.1, 4.2, 3),
    PlatformPlan(Platform.FACEBOOK, 9_800, 2, 500, 1.6, 1.4, 5),
    PlatformPlan(Platform.YOUTUBE, 2_100, 18, 2_200, 3.8, 2.6, 9),
    PlatformPlan(Platform.LINKEDIN, 3_400, 9, 700, 2.4, 2.0, 7),
)
PAGE_ALONE = PLATFORMS[1:2]
COUNTED_ON = {  # what each platform tells of a post
    Platform.INSTAGRAM: ("likes", "comments", "shares", "saves", "views", "reach", "follows"),
    Platform.FACEBOOK: ("likes", "comments", "shares", "views", "reach"),
    Platform.YOUTUBE: ("likes", "views", "impressions", "clicks", "follows"),
    Platform.LINKEDIN: (
        *("likes", "comments", "shares", "views", "impressions", "clicks", "follows"),
    ),
}
KINDS = {
    Platform.INSTAGRAM: ("IG reel", "IG image", "IG carousel"),
    Platform.FACEBOOK: ("Photos", "Videos", "Links"),
    Platform.YOUTUBE: ("Video", "Short"),
    Platform.LINKEDIN: ("Organic", "Organic", "Sponsored"),
}
TITLES = (
    "Open house this Saturday",
    "Meet our new batch",
    "एक दिन हमारी प्रयोगशाला में",
    "Three projects our students are proud of",
    "Admissions close on Friday",
    "Placement story: from Nashik to Pune",
    "Five questions before you choose a course",
    "Guest lecture on cloud computing",
    "Hackathon 2.0 – the winners",
    "Scholarship test: register now",
    "परीक्षा की तैयारी के पाँच सुझाव",
    "A week in our workshop",
)


def fill_channels(
    plan: Plan,
    foundation: Foundation,
    platforms: tuple[PlatformPlan, ...],
    beginnings: list[datetime.date],
    rows: Rows,
):
    """The channels of an institution, more looked at before the days on which something begins."""
    for one in platforms:
        handle = foundation.institution.name.replace(" ", "").lower()
        channel = Channel.objects.create(
            institution=foundation.institution, platform=one.platform, handle=handle
        )
        rng = chance(plan, foundation.plan.code, "outreach", one.platform)
        _fill(plan, rng, channel.pk, one, beginnings, rows)


def _fill(plan: Plan, rng: Random, channel_id: int, one: PlatformPlan, beginnings, rows: Rows):
    followers = one.followers
    for number in range(DAYS):
        on = plan.date - (DAYS - number) * DAY
        interest = _interest(on, beginnings) * rng.uniform(0.75, 1.25)
        followers += round(followers * one.growth / 10_000 * interest * rng.uniform(-0.2, 1.6))
        reach = round(followers * one.reached / 10_000 * interest)
        _add_day(rng, rows, channel_id, on, one, followers, reach)
        if number % one.every == 0:
            _add_post(rng, rows, channel_id, on, one, reach * rng.uniform(0.8, 2.6))


def _interest(on: datetime.date, beginnings: list[datetime.date]) -> float:
    """How much more is looked at than usual: before a beginning, and at weekends."""
    eager = any(0 <= (begin - on).days <= EAGER for begin in beginnings)
    return (1.9 if eager else 1.0) * (1.2 if on.weekday() in FESTIVE_WEEKDAYS else 1.0)


def _add_day(rng: Random, rows: Rows, channel_id: int, on, one: PlatformPlan, followers, reach):
    impressions = round(reach * rng.uniform(1.25, 1.7))
    reactions = reach * one.reacting / 100
    rows.add(
        ChannelDay,
        channel_id=channel_id,
        on=on.isoformat(),
        followers=followers,
        reach=reach,
        impressions=impressions,
        clicks=round(impressions * one.clicking / 100 * rng.uniform(0.7, 1.3)),
        likes=round(reactions * rng.uniform(0.8, 1.2)),
        comments=round(reactions * rng.uniform(0.04, 0.1)),
        shares=round(reactions * rng.uniform(0.02, 0.08)),
    )


def _add_post(rng: Random, rows: Rows, channel_id: int, on, one: PlatformPlan, seen: float):
    likes = seen * one.reacting / 100 * rng.uniform(0.6, 2.2)
    counts = {
        "likes": likes,
        "comments": likes * rng.uniform(0.03, 0.12),
        "shares": likes * rng.uniform(0.02, 0.15),
        "saves": likes * rng.uniform(0.05, 0.2),
        "views": seen * rng.uniform(1.2, 1.8),
        "reach": seen,
        "impressions": seen * rng.uniform(1.3, 1.9),
        "clicks": seen * one.clicking / 100 * rng.uniform(0.6, 1.6),
        "follows": seen * rng.uniform(0.0, 0.004),
    }
    number = f"{one.platform[:2].upper()}{on:%y%m%d}"
    rows.add(
        Post,
        channel_id=channel_id,
        number=number,
        number_key=key_of(number),
        title=rng.choice(TITLES),
        kind=rng.choice(KINDS[one.platform]),
        published_at=_moment(on, rng.randrange(60)),
        **{name: round(counts[name]) for name in COUNTED_ON[one.platform]},
    )


def _moment(on: datetime.date, minute: int) -> str:
    at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(POST_HOUR, minute)))
    return Post._meta.get_field("published_at").get_db_prep_save(at, connection)
