"""Counts as platforms give them: “1,234”, “1.2K”, “3M”; a dash says that nothing is known."""

import math
import re
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.cells import DATE, ERROR, PERCENT, Cell
from students.imports.office.amounts import GROUPED
from students.imports.office.cell_values import Altered
from students.imports.refusals import Refused

COUNT = re.compile(r"(?P<whole>[0-9][0-9, ]*)(?P<rest>\.[0-9]+)?\s?(?P<unit>[kmb])?", re.IGNORECASE)
UNITS = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
UNKNOWN = {"-", "–", "—", "n/a", "na", "null", "--"}
LARGEST = 10**13
# Nobody writes a count in more; a longer text would only keep the pattern busy.
LONGEST = 40
MEND = gettext_lazy("Write the count as a whole number, such as 1234.")


def count_of(cell: Cell) -> int | Altered | None:
    """A count from 0; None where the platform says that it does not know."""
    if cell.kind in (DATE, ERROR, PERCENT):
        raise Refused(_("It is not a count."), MEND)
    text = " ".join(cell.text.split())
    if text.casefold() in UNKNOWN:
        return None
    found = COUNT.fullmatch(text) if len(text) <= LONGEST else None
    if not found or ("," in text and _unit(found)):
        raise Refused(_("It is not a count."), MEND)  # of “1,5K” nobody knows whether it is 15K
    number = _number(found) * UNITS.get(_unit(found), 1)
    if number != int(number) or number > LARGEST:
        raise Refused(_("It is not a whole number."), MEND)
    if _unit(found):
        return Altered(int(number), f"{int(number)}", _("A rounded number, as it is shown."))
    return int(number)


def signed_count_of(cell: Cell) -> int | Altered | None:
    """The same, which may lie below 0: followers won and lost."""
    text = cell.text.strip()
    if not text.startswith(("-", "−")) or text.casefold() in UNKNOWN:
        return count_of(cell)
    count = count_of(Cell(text[1:], cell.kind, cell.shown))
    if isinstance(count, Altered):
        return count._replace(value=-count.value, became=f"−{count.became}")
    return None if count is None else -count


def share_of(cell: Cell) -> Decimal | None:
    """A percent from 0 to 100 as a platform gives it, with or without its sign."""
    text = cell.text.strip().removesuffix("%").strip()
    if text.casefold() in UNKNOWN:
        return None
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) or Decimal(text) > 100:
        raise Refused(_("It is not a percent."), _("Write the percent as a number, such as 4.35."))
    return Decimal(text)


def clicks_of(impressions: int, percent: Decimal) -> int | None:
    """The one whole number of clicks that gives this percent of the impressions, as it is rounded.

    None where several do: above some ten thousand impressions two decimals do not tell.
    """
    half = Decimal(1).scaleb(percent.as_tuple().exponent) / 2
    least, most = ((percent + side) * impressions / 100 for side in (-half, half))
    first = max(math.ceil(least), 0)
    return first if first <= most < first + 1 else None


def _number(found: re.Match) -> Decimal:
    grouped = re.sub(r"[, ]", ",", found["whole"].strip())
    if not GROUPED.fullmatch(grouped):
        raise Refused(_("Its commas do not stand where digits are grouped."), MEND)
    return Decimal(grouped.replace(",", "") + (found["rest"] or ""))


def _unit(found: re.Match) -> str:
    return (found["unit"] or "").casefold()
