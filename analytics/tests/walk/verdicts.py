"""Whether an answer is the one the table promises."""

import io
import zipfile
from dataclasses import dataclass

from analytics.tests.walk.people import STRANGERS
from analytics.tests.walk.table import Row
from analytics.tests.walk.world import CANARIES, OWN
from students.tests.pages import steady

READING = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True)
class Case:
    """One request: who, how, where to, and whose row it is about."""

    person: str
    method: str
    row: Row
    path: str
    ownership: str = ""

    @property
    def standing(self) -> str:
        """What the table makes of it: stranger, forbidden, hidden or allowed."""
        if self.person in STRANGERS:
            return "allowed" if self.row.open else "stranger"
        if self.person not in (self.row.read if self.method in READING else self.row.write):
            return "forbidden"
        reach = self.row.reach.get(self.person, ())
        return "hidden" if self.row.kind and self.ownership not in reach else "allowed"

    @property
    def in_the_dark(self) -> bool:
        """Whether this person must not be able to tell the row from one that does not exist."""
        seen = self.ownership in self.row.reach.get(self.person, ())
        return bool(self.row.kind) and not (seen and self.person in self.row.read)

    def __str__(self):
        return f"{self.person}: {self.method} {self.path} ({self.row.name}, {self.ownership})"


def body(answer) -> bytes:
    """An answer without its one-time tokens and times of day; a workbook's texts unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b"".join(book.read(name) for name in book.namelist())
    return steady(content)


def wrong_status(case: Case, status: int, location: str) -> str:
    """What is wrong with the status; '' when it is as promised."""
    if status >= 500:
        return f"{status}"
    expected = EXPECTED[case.standing](case, status, location)
    return f"{status} {location}, expected {expected}" if expected else ""


def _stranger(case, status, location):
    if case.path.startswith("/api/"):
        return "" if status == 401 else "401"
    to_sign_in = location.startswith(("/login/", "/admin/login/"))
    return "" if status == 302 and to_sign_in else "302 to sign-in"


def _forbidden(case, status, location):
    if case.method in ("GET", "HEAD"):
        return "" if status in (403, *_no_reading(case)) else "403"
    if case.method == "OPTIONS" and status == 200:  # names the methods of an address, no more
        return ""
    if case.person in case.row.read:  # they have the page, so it may be shown to them again
        return ""
    return "" if status in (403, 404, 405) else "403, 404 or 405"


def _hidden(case, status, location):
    if case.method == "OPTIONS" and status == 200:
        return ""
    good = (404, *_no_reading(case)) if case.method in ("GET", "HEAD") else (403, 404, 405)
    return "" if status in good else "404"


def _no_reading(case):
    return (405,) if case.row.found == (405,) else ()


def _allowed(case, status, location):
    if case.method in ("GET", "HEAD"):
        return "" if status in case.row.found else f"one of {case.row.found}"
    return "401 is for strangers" if status == 401 else ""


EXPECTED = {
    "stranger": _stranger,
    "forbidden": _forbidden,
    "hidden": _hidden,
    "allowed": _allowed,
}


def leaks(case: Case, content: bytes) -> list[str]:
    """The canaries of others that can be read in it."""
    return [
        word
        for word, readers in CANARIES.items()
        if case.person not in readers and word.encode() in content
    ]


def lacks(case: Case, content: bytes) -> list[str]:
    """What the table says is shown and is not, so that an empty page passes for no good answer."""
    if case.method != "GET" or case.standing != "allowed" or case.ownership not in ("", OWN):
        return []
    return [
        word
        for word in case.row.shows
        if case.person in CANARIES[word] and word.encode() not in content
    ]
