"""A raw file: a template whose days are counted back from the one the demo shows.

`<slashed 80>` in a template is the day eighty days before, written 03/09/2026; `<class 2>` the
third day of the register's week; other words are other hands.
"""

import datetime
import re
from dataclasses import dataclass, field
from pathlib import Path

from students.demo.calendars import DAY, terms_until

TEMPLATES = Path(__file__).parent / "templates"
PLACE = re.compile(r"<(\w+) (-?[0-9]+)>")
REGISTER = 28 * DAY  # after the beginning of the term, a Monday like it
BETWEEN_VIDEOS = 6
FORMS = {
    "iso": "%Y-%m-%d",
    "slashed": "%d/%m/%Y",
    "dotted": "%d.%m.%Y",
    "named": "%d-%b-%y",
    "spelt": "%d %B %Y",
    "american": "%m/%d/%Y",
    "video": "%b %d, %Y",
    "class": "%d/%m/%Y",
}
ANY = "slashed", "iso", "named", "dotted", "spelt"


@dataclass(frozen=True)
class RawFile:
    """A file by its path in the folder, such as institute/dues.csv; its kind of import, and what a
    registrar answers: `same`: names of the file and the codes they mean; `said`: other options.
    """

    path: str
    kind: str
    institution: str
    same: tuple[tuple[str, str], ...] = ()
    said: dict[str, object] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    def content(self, date: datetime.date) -> bytes:
        """The file as an office would have sent it by a day."""
        template = (TEMPLATES / self.path).read_bytes().decode()
        return PLACE.sub(lambda found: _day(date, found[1], int(found[2])), template).encode()


def _day(date: datetime.date, hand: str, number: int) -> str:
    if hand == "class":
        day = terms_until(date, 1)[0].starts_on + REGISTER + number * DAY
    else:
        day = date - number * (BETWEEN_VIDEOS if hand == "video" else 1) * DAY
    return f"{day:{FORMS[ANY[number % len(ANY)] if hand == 'any' else hand]}}"
