"""What an institution's channels counted from month to month."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum
from django.db.models.functions import TruncMonth

from students.models import Channel, ChannelDay


@dataclass(frozen=True)
class OutreachMonth:
    """One channel in one month: sums of its days, None where no day says; followers at its end."""

    first: datetime.date
    channel: Channel
    days: int
    reach: int | None
    impressions: int | None
    clicks: int | None
    followers: int | None


def outreach_months(
    channels: QuerySet[Channel], since: datetime.date, on: datetime.date
) -> list[OutreachMonth]:
    """By month and channel, from one day to another. Three queries."""
    known = {one.pk: one for one in channels}
    days = ChannelDay.objects.filter(channel__in=known, on__gte=since, on__lte=on)
    sums = {name: Sum(name) for name in ("reach", "impressions", "clicks")}
    rows = (
        days.order_by()
        .annotate(month=TruncMonth("on"))
        .values_list("month", "channel")
        .annotate(days=Count("pk"), **sums)
    )
    followers = _followers(days)
    found = [
        OutreachMonth(month, known[pk], number, *map(_whole, counts), followers.get((month, pk)))
        for month, pk, number, *counts in rows
    ]
    return sorted(found, key=lambda one: (one.first, one.channel.handle_key))


def _followers(days: QuerySet[ChannelDay]) -> dict[tuple, int]:
    """Of every month and channel those of the last day that says them."""
    said = days.filter(followers__isnull=False).order_by().annotate(month=TruncMonth("on"))
    last = said.values("month", "channel").annotate(last=Max("on"))
    wanted = {(row["channel"], row["last"]): row["month"] for row in last}
    rows = said.filter(on__in={on for _, on in wanted}).values_list("channel", "on", "followers")
    return {(wanted[pk, on], pk): count for pk, on, count in rows if (pk, on) in wanted}


def _whole(number) -> int | None:
    return None if number is None else int(number)  # MariaDB adds up to decimals
