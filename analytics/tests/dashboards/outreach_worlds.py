"""Channels with days and posts of which every figure can be worked out by hand."""

import datetime

from django.utils import timezone

from students.models import Channel, ChannelDay, Post

DAY = datetime.timedelta(days=1)


def ago(days):
    return timezone.localdate() - days * DAY


def channel(place, platform="instagram", handle="acme"):
    return Channel.objects.create(institution=place, platform=platform, handle=handle)


def day(of, days_ago, **counts):
    return ChannelDay.objects.create(channel=of, on=ago(days_ago), **counts)


def post(of, days_ago, likes=0, comments=0, **more):
    at = timezone.make_aware(datetime.datetime.combine(ago(days_ago), datetime.time(12)))
    number = more.pop("number", f"P{Post.objects.count()}")
    return Post.objects.create(
        channel=of, number=number, published_at=at, likes=likes, comments=comments, **more
    )


def told(of, first, last, **counts):
    """The same counts on every day of a span, in days before today."""
    ChannelDay.objects.bulk_create(
        ChannelDay(channel=of, on=ago(days), **counts) for days in range(last, first + 1)
    )
