"""Posts as Instagram, Facebook, YouTube, LinkedIn and TikTok export them: a post a row."""

import hashlib
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from students.imports import identities
from students.imports.cells import Cell
from students.imports.columns import word_of
from students.imports.office.cell_values import FILLED, Altered
from students.imports.office.counts import clicks_of, count_of, share_of, signed_count_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.moments import is_month_first, moment_of
from students.imports.office.outreach_records import CHANNEL, POST
from students.imports.office.platforms import ACCOUNT, PLATFORM, channel_of
from students.imports.office.sheets import Sheet
from students.imports.refusals import Refused
from students.models.outreach import POST_COUNTS
from students.rules.keys import code_problem, key_of, unsafe_characters

LONGEST_NUMBER, TITLE_LENGTH, KIND_LENGTH, LINK_LENGTH = 100, 300, 40, 500
DIGEST_LENGTH = 24
BEGINNING = 40  # letters of a text: its end is what is mended later
# What an old file of Facebook tells of a post that has no number, day or text there.
TELLING = frozenset({"type", "category", "postmonth", "postweekday", "posthour"})
UNTOLD = _("Add its number, its link, or when it was published.")


def words_of(length: int):
    """A reader of texts of other people: nothing unseen, one line, cut to a length; else None."""

    def read(cell: Cell) -> str | None:
        visible = "".join(" " if unsafe_characters(sign) else sign for sign in cell.text)
        return " ".join(visible.split())[:length] if key_of(visible) else None

    return read


def number_of(cell: Cell) -> str | None:
    """A post's number, as long as a platform gives it."""
    identities.refuse_shortened(cell)
    return words_of(LONGEST_NUMBER)(cell)


def _count(name: str, label, words: str, read=count_of) -> Field:
    return Field(name, label, words, read, numeric=True)


FIELDS = (
    Field("number", _("Post number"), "post number,post id,content,video id", number_of),
    Field("link", _("Link"), "permalink,post link,video link,url", words_of(LINK_LENGTH)),
    PLATFORM,
    ACCOUNT,
    Field("title", _("Title"), "video title,post title", words_of(TITLE_LENGTH)),
    Field("description", _("Description"), "caption,message,text", words_of(TITLE_LENGTH)),
    Field("kind", _("Kind"), "post type,type", words_of(KIND_LENGTH)),
    Field(
        "published_at",
        _("Published"),
        "publish time,video publish time,created date,post time,published,posted on",
        words_of(60),
    ),
    _count("likes", _("Likes"), "reactions,like,total likes"),
    _count("comments", _("Comments"), "comment,total comments"),
    _count("shares", _("Shares"), "share,reposts,total shares"),
    _count("saves", _("Saves"), "saved,add to favorites"),
    _count("views", _("Views"), "total views,plays"),
    _count("reach", _("Reach"), "lifetime post total reach,accounts reached"),
    _count(
        "impressions",
        _("Impressions"),
        "thumbnail impressions,lifetime post total impressions",
    ),
    _count("clicks", _("Clicks"), "link clicks"),
    _count(
        "ctr",
        _("Click-through rate"),
        "click-through rate,impressions click-through rate (%),thumbnail click-through rate (%),"
        "click through rate (ctr)",
        share_of,
    ),
    _count("follows", _("Follows"), "subscribers,new followers", signed_count_of),
)


def whole(lines: list[Line], desk: Desk):
    """When each was published, and the numbers of posts that a platform gave none."""
    month_first = is_month_first(line.values.get("published_at", "") for line in lines)
    seen: Counter[tuple[str, str]] = Counter()
    # From the last row up: platforms put the newest first, and what comes later must not take the
    # number of what is there.
    for line in reversed(lines):
        if text := line.values.pop("published_at", ""):
            moment = line.settle("published_at", moment_of, text, month_first)
            line.values |= {"published_at": moment} if moment else {}
        if not line.values.get("number"):
            line.values["number"] = line.values.get("link") or _digest(line, seen)
        if not line.values["number"]:
            line.refuse("number", _("Nothing tells this post from others."), UNTOLD)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """The channel, and a post of it."""
    channel = channel_of(line, desk)
    yield channel
    said = line.values
    number = said["number"]
    if len(number) > LONGEST_NUMBER:
        number = hashlib.sha256(number.encode()).hexdigest()[:DIGEST_LENGTH]
    if problem := code_problem(number):
        raise Refused(problem, gettext("Type it anew."))
    names = ("kind", "link", "published_at", *POST_COUNTS)
    values = {name: said[name] for name in names if name in said}
    title = said.get("title") or said.get("description")
    values |= {"title": title} if title else {}
    values |= _clicks(line)
    place = {"channel": channel.key[0], "number": number}
    yield Fact(POST.what, (channel.key[0], key_of(number)), values | place)


def _clicks(line: Line) -> dict[str, int]:
    """The clicks that a rate stands for, where only one number does."""
    said = line.values
    if "clicks" in said or "ctr" not in said or not said.get("impressions"):
        return {}
    clicks = clicks_of(said["impressions"], said["ctr"])
    if clicks is None:
        return {}
    line.mend("clicks", Altered(clicks, str(clicks), _("The only number of this rate."), FILLED))
    return {"clicks": clicks}


def _digest(line: Line, seen: Counter) -> str:
    """A number made of when it was published and how its text begins, and of how many alike stand
    below it; no count is in it, since a later file has others. Empty where nothing tells."""
    said, row = line.values, line.entry.row
    columns = (column for column in line.table.columns if word_of(column.title) in TELLING)
    told = (
        said.get("published_at", ""),
        word_of(said.get("title") or said.get("description") or "")[:BEGINNING],
        *(row.cell(column).text for column in columns),
    )
    if not any(told):
        return ""
    digest = hashlib.sha256("\n".join(told).encode()).hexdigest()[:DIGEST_LENGTH]
    seen[said.get("account", ""), digest] += 1
    return f"{digest}-{seen[said.get('account', ''), digest]}"


SHOWN = {(POST.what, "title"): ("title", "description")}
SHEET = Sheet("posts", FIELDS, (CHANNEL, POST), facts, "number", whole, SHOWN)
