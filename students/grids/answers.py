"""What came of saving a grid, as plain values: for its script, and for the page of the form."""

from dataclasses import asdict

from django.utils.translation import gettext as _

from students.grids.authors import Author
from students.grids.comparisons import Comparison, Meeting
from students.grids.texts import text_of, token_of


def problem_rows(found: Comparison) -> list[dict]:
    """The cells that cannot be stored: name, place, text, reason, mend."""
    return [asdict(problem) for problem in found.problems]


def conflict_rows(found: Comparison, who: dict[str, Author]) -> list[dict]:
    """The cells both changed: what was shown, mine and theirs, whose it is and since when."""
    return [_conflict(cell, who.get(cell.name)) for cell in found.conflicts]


def _conflict(cell: Meeting, author: Author | None) -> dict:
    return {
        "name": cell.name,
        "place": cell.place,
        "shown": in_words(cell.shown),
        "mine": cell.mine.strip() or _("empty"),
        "theirs": in_words(cell.theirs),
        "theirs_text": text_of(cell.theirs),
        "token": token_of(cell.theirs),
        "who": author.words if author else "",
    }


def in_words(value: list | None) -> str:
    """A stored mark: “72 of 100”, “AB”, “empty”."""
    text = text_of(value)
    if not text:
        return _("empty")
    if text != value[1]:
        return text
    return _("%(part)s of %(whole)s") % {"part": text, "whole": value[2]}
