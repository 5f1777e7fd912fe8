"""A mark in whole hundredths, as many are compared, and as the reader of single rows has it."""

from decimal import Decimal

from students.imports.cells import plain

# State, score and maximum in hundredths, published (1) or not (0).
Value = tuple[str | None, int | None, int | None, int | None]
NOTHING: Value = (None, None, None, None)


def listed(value: Value) -> list | None:
    """A value as the reader of single rows has it; None for one that is not there."""
    state, score, maximum, published = value
    if state is None:
        return None
    return [state, _digits(score), _digits(maximum), bool(published)]


def _digits(hundredths: int | None) -> str | None:
    return None if hundredths is None else plain(Decimal(hundredths).scaleb(-2))


def hundredths(text: str | None) -> int | None:
    """A score of a plan in whole hundredths."""
    return None if text is None else int(Decimal(text).scaleb(2))
