"""Which platform a file comes from, and of which channel its rows are."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.cells import Cell
from students.imports.columns import word_of
from students.imports.office.categories import category
from students.imports.office.cell_values import Altered
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.outreach_records import CHANNEL
from students.imports.refusals import Refused
from students.models import Platform
from students.models.outreach import channel_key
from students.rules.keys import KEY_LENGTH, code_problem

# Titles that only one platform's files have.
SIGNS = {
    "account username": Platform.INSTAGRAM,
    "page id": Platform.FACEBOOK,
    "page name": Platform.FACEBOOK,
    "page total likes": Platform.FACEBOOK,
    "video publish time": Platform.YOUTUBE,
    "impressions (organic)": Platform.LINKEDIN,
    "reposts": Platform.LINKEDIN,
    "watched full video": Platform.TIKTOK,
    "add to favorites": Platform.TIKTOK,
}
WORDS = {
    "instagram": "ig,insta",
    "facebook": "fb,meta",
    "youtube": "yt,you tube",
    "linkedin": "linked in,li",
    "tiktok": "tik tok",
}
HANDLE_LENGTH = 100


def handle_of(cell: Cell) -> str:
    """What a channel is called there, without the sign that leads it."""
    handle = identities.name_of(Cell(cell.text.removeprefix("@"), cell.kind))[:HANDLE_LENGTH]
    if problem := code_problem(handle):
        raise Refused(problem, _("Type it anew."))
    return handle


PLATFORM = Field(
    "platform",
    gettext_lazy("Platform"),
    "platform,network,site",
    category("platform", WORDS, dict(Platform.choices)),
)
ACCOUNT = Field(
    "account",
    gettext_lazy("Channel"),
    "account,account username,page name,channel,handle,page",
    handle_of,
)


def channel_of(line: Line, desk: Desk) -> Fact:
    """The channel of a row, to be made where it is not known yet; Refused where nothing says it."""
    platform = line.values.get("platform") or _platform(line)
    handle = line.values.get("account") or _only_channel(line, desk, platform)
    key = channel_key(platform, handle)
    if len(key) > KEY_LENGTH:  # one ligature of the handle may be eighteen letters of the key
        problem = _("It is longer than %(most)s letters.") % {"most": HANDLE_LENGTH}
        raise Refused(problem, _("Shorten it."))
    if problem := code_problem(key):
        raise Refused(problem, _("Type it anew."))
    handle = desk.as_first_written(handle, key)
    return Fact(CHANNEL.what, (key,), {"platform": str(platform), "handle": handle})


def _platform(line: Line) -> str:
    titles = {word_of(column.title) for column in line.table.columns}
    for title, platform in SIGNS.items():
        if word_of(title) in titles:
            return platform
    raise Refused(
        _("Nothing says of which platform this is."),
        _("Add a column platform: Instagram, Facebook, YouTube, LinkedIn or TikTok."),
    )


def _only_channel(line: Line, desk: Desk, platform: str) -> str:
    """The one channel the institution has there; without any, one called as the institution is."""
    start = channel_key(platform, "")
    names = desk.names("channel").items()
    known = [handle for key, handle in names if key.startswith(start)]
    if len(known) > 1:
        raise Refused(
            _("The institution has several channels there: %(names)s.")
            % {"names": ", ".join(sorted(known))},
            _("Add a column account that names the channel."),
        )
    handle = known[0] if known else desk.place.institution.code
    reason = _("The only channel there.") if known else _("The file names none.")
    line.mend("account", Altered(handle, handle, reason, "filled"))
    return handle
