"""Numbers in addresses: whatever is typed there, a page answers."""

from collections.abc import Mapping

LONGEST = 9


def number_in(params: Mapping, name: str, default: int | None = None) -> int | None:
    """A parameter as a whole number that every database can compare; else the default."""
    text = params.get(name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else default
