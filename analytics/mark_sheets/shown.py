"""Mark sheets as pages show them: what one says, and those given out with what they are worth."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from analytics.mark_sheets.issuing import CHANGED, CURRENT, REPLACED, REVOKED, states_of
from analytics.mark_sheets.words import Fact, PaperLine, came_to, lines_of, standing, whose
from analytics.models import MarkSheet

STATES = {
    CURRENT: _("Genuine and current"),
    CHANGED: _("Genuine, but the record has changed since"),
    REPLACED: _("Genuine, but replaced by a later sheet"),
    REVOKED: _("Revoked"),
}
VIRAMA = "\u094d"
HIDDEN = "•"
HIDDEN_LETTERS = 4  # whatever the length of a name, which would tell it to who guesses


@dataclass(frozen=True)
class Shown:
    """A sheet in words; `initials` is what a stranger is told of the name."""

    institution: str
    initials: str
    whose: tuple[Fact, ...]
    standing: str
    lines: tuple[PaperLine, ...]
    came_to: tuple[Fact, ...]


@dataclass(frozen=True)
class Row:
    """A sheet that was given out, and what it is worth today."""

    sheet: MarkSheet
    state: str

    @property
    def words(self) -> str:
        return str(STATES[self.state])

    @property
    def current(self) -> bool:
        return self.state == CURRENT

    @property
    def revoked(self) -> bool:
        return self.state == REVOKED


def shown(printed: dict) -> Shown:
    """What stands on a sheet."""
    return Shown(
        institution=printed["institution"],
        initials=initials(printed["student"]),
        whose=tuple(whose(printed)),
        standing=standing(printed),
        lines=tuple(lines_of(printed)),
        came_to=tuple(came_to(printed)),
    )


def rows_of(sheets: Iterable[MarkSheet]) -> list[Row]:
    """These sheets with their states."""
    sheets = list(sheets)
    states = states_of(sheets)
    return [Row(one, states[one.pk]) for one in sheets]


def initials(name: str) -> str:
    """The first letter of each word: enough to compare with a paper, too little to find anybody."""
    return " ".join(f"{_first(word)}{HIDDEN * HIDDEN_LETTERS}" for word in name.split())


def _first(word: str) -> str:
    """The first letter with its signs, and what joins it to one shape: ज्ञा of ज्ञानेश्वर."""
    end = 1
    while end < len(word) and (_is_sign(word[end]) or word[end - 1] == VIRAMA):
        end += 1
    return word[:end]


def _is_sign(letter: str) -> bool:
    """Whether it is a sign at another letter, as vowel signs and accents are."""
    return unicodedata.category(letter).startswith("M")
