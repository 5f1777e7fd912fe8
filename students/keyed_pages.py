"""One page of a long list: by the key its address holds, else by its number alone.

The key names the row behind which the page begins by its number: no name and no figure of a student
stands in an address. What it is sorted by is read from the list's own rows. A row that is none of
them, or no more, is as if it were not there, and the number of the page says what is meant.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from students.keysets import Part, Place, places_at, places_at_end, places_before, places_from

AT = "at"  # the parameter that holds the key
DIGITS = 9
FORWARD, BACK = "f", "b"
KEY = re.compile(r"(\d{1,9})([fb])(\d)-(\d{1,18})", re.ASCII)  # page, way, part, row
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class KeyedPage:
    """Keys of rows, the page's number, and what an address says of the pages beside it, if any."""

    ids: list[int]
    number: int
    previous: dict[str, str] | None
    next: dict[str, str] | None

    def span(self, size: int, count: int | None) -> tuple[int, int]:
        """The places of the first row and the last, never beyond as many as there are."""
        last = (self.number - 1) * size + len(self.ids)
        last = last if count is None else min(last, max(count, len(self.ids)))
        return last - len(self.ids) + 1, last


@dataclass(frozen=True)
class Pages:
    """The pages of a list of `parts`; `count` rows in all, None where nobody counted them."""

    parts: Sequence[Part]
    size: int
    count: int | None = None
    parameter: str = "page"

    def of(self, params: Mapping) -> KeyedPage:
        """The page that GET parameters ask for; the last one where there are not so many."""
        number = _number(params.get(self.parameter))
        return self._by_key(number, str(params.get(AT) or "")) or self._by_number(number)

    def _by_key(self, number: int, text: str) -> KeyedPage | None:
        found = KEY.fullmatch(text)
        if found is None or int(found[1]) != number or int(found[3]) >= len(self.parts):
            return None
        way, part = found[2], int(found[3])
        values = self.parts[part].values_of(int(found[4]))
        if values is None:
            return None
        if way == BACK:
            found = places_before(self.parts, part, values, self.size + 1)
            page = self._page(found[-self.size :], number, True, len(found) > self.size)
        else:
            found = places_from(self.parts, part, values, self.size + 1)
            page = self._page(found[: self.size], number, len(found) > self.size, True)
        return page if page.ids else None

    def _by_number(self, number: int) -> KeyedPage:
        count, size = self.count, self.size
        if count is not None:
            number = max(min(number, -(-count // size)), 1)
        start = (number - 1) * size
        if count is not None and start > count // 2:
            found = places_at_end(self.parts, max(count - start - size, 0), count - start)
            return self._page(found, number, start + size < count, True)
        found = places_at(self.parts, start, start + size + 1)
        if not found and number > 1 and count is None:
            counted = sum(part.rows.order_by().count() for part in self.parts)
            return Pages(self.parts, size, counted, self.parameter)._by_number(number)
        return self._page(found[:size], number, len(found) > size, number > 1)

    def _page(self, found: list[Place], number: int, more: bool, before: bool) -> KeyedPage:
        before = before and number > 1 and bool(found)
        return KeyedPage(
            [one.pk for one in found],
            number,
            self._address(number - 1, BACK, found[0]) if before else None,
            self._address(number + 1, FORWARD, found[-1]) if more else None,
        )

    def _address(self, number: int, way: str, place: Place) -> dict[str, str]:
        if number == 1:
            return {self.parameter: "", AT: ""}
        return {self.parameter: str(number), AT: f"{number}{way}{place.part}-{place.pk}"}


def counted(rows: QuerySet) -> int | None:
    """How many there are; None for more than MOST_COUNTED, since to count on takes ever longer."""
    found = rows.order_by()[: MOST_COUNTED + 1].count()
    return found if found <= MOST_COUNTED else None


def _number(text: str | None) -> int:
    text = str(text or "")
    known = text.isascii() and text.isdigit() and len(text) <= DIGITS
    return max(int(text), 1) if known else 1
