"""What a platform counted for a channel day by day: followers, reach, impressions, clicks."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from students.imports.days import shown
from students.imports.office.cell_values import Altered
from students.imports.office.counts import count_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.moments import day_of, is_month_first
from students.imports.office.outreach_records import CHANNEL, CHANNEL_DAY
from students.imports.office.platforms import ACCOUNT, PLATFORM, channel_of
from students.imports.office.posts import words_of
from students.imports.office.sheets import Sheet
from students.models.outreach import DAY_COUNTS

FIELDS = (
    Field("on", _("Day"), "date,day", words_of(40), required=True),
    PLATFORM,
    ACCOUNT,
    Field(
        "followers",
        _("Followers"),
        "total followers,page total likes,page likes,followers total,subscribers",
        count_of,
        numeric=True,
    ),
    Field(
        "reach",
        _("Reach"),
        "unique impressions (organic),accounts reached,page reach",
        count_of,
        numeric=True,
    ),
    Field("impressions", _("Impressions"), "impressions (total),views", count_of, numeric=True),
    Field("clicks", _("Clicks"), "clicks (total),link clicks", count_of, numeric=True),
    Field("likes", _("Likes"), "reactions (total),reactions", count_of, numeric=True),
    Field("comments", _("Comments"), "comments (total)", count_of, numeric=True),
    Field("shares", _("Shares"), "shares (total),reposts (total)", count_of, numeric=True),
)


def whole(lines: list[Line], desk: Desk):
    """The day of each row; which number is the month, all rows together tell."""
    month_first = is_month_first(line.values.get("on", "") for line in lines)
    for line in lines:
        if text := line.values.get("on"):
            line.values["on"] = line.settle("on", _day, text, month_first)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """The channel, and a day of it."""
    channel = channel_of(line, desk)
    yield channel
    said = line.values
    counts = {name: said[name] for name in DAY_COUNTS if name in said}
    place = {"channel": channel.key[0], "on": said["on"]}
    yield Fact(CHANNEL_DAY.what, (channel.key[0], said["on"]), counts | place)


def _day(text: str, month_first: bool) -> str | Altered:
    day = day_of(text, month_first)
    if text == day.isoformat():
        return text
    return Altered(day.isoformat(), shown(day), _("A day written in another way."))


SHEET = Sheet("reach", FIELDS, (CHANNEL, CHANNEL_DAY), facts, "on", whole)
