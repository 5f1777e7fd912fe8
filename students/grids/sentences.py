"""What came of saving a grid, in words."""

from students.grids.authors import Author
from students.grids.comparisons import Comparison

NOTHING = "Nothing was typed that is not stored already."


def finding(found: Comparison, who: dict[str, Author]) -> str:
    """What was stored, or why nothing was, and what colleagues changed; one or two sentences."""
    return " ".join(part for part in (_own(found), _others(found, who)) if part)


def _own(found: Comparison) -> str:
    if found.problems:
        verb = "cannot be stored as typed. Nothing was stored."
        return f"{_count(len(found.problems), 'value')} {verb}"
    if found.conflicts:
        verb = "was" if len(found.conflicts) == 1 else "were"
        count = _count(len(found.conflicts), "mark")
        return f"{count} you changed {verb} changed by a colleague as well. Nothing was stored yet."
    if found.items:
        return f"{_count(len(found.items), 'mark')} stored."
    return "" if found.fresh else NOTHING


def _others(found: Comparison, who: dict[str, Author]) -> str:
    if not (found.fresh and found.is_storable):
        return ""
    names = sorted({who[cell.name].name for cell in found.fresh if cell.name in who})
    by = f" by {' and '.join(names)}" if names else ""
    return f"{_count(len(found.fresh), 'mark')} changed meanwhile{by}, shown as now stored."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
