"""Long lists by key: rows from the place where others ended, found by an index however far down.

A list is one part or several after each other; each has rows in an order that tells all apart. An
empty value comes first where a column rises and last where it falls, as in both databases.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q, QuerySet

NOTHING = Q(pk__in=())


@dataclass(frozen=True)
class Part:
    """Rows, and the columns of their order, with "-" where one falls.

    `filled` says that in these rows none of the columns is empty, though it might be elsewhere.
    `ahead`: those whose key the first column is, of each of whom there usually is a row: so many of
    them as a page has rows tell how far it reaches, and what lies beyond need not be sorted.
    """

    rows: QuerySet
    order: tuple[str, ...]
    filled: bool = False
    ahead: QuerySet | None = None

    def reversed(self) -> "Part":
        """The same rows, the last first."""
        turned = (name[1:] if name.startswith("-") else f"-{name}" for name in self.order)
        return replace(self, order=tuple(turned))

    def read(self, start: int, stop: int | None, values: Sequence | None = None) -> list[tuple]:
        """The key of each row, then its values in the order: those beyond some, or from the top."""
        rows = self.rows if values is None else self.rows.filter(self.beyond(values))
        names = [name.lstrip("-") for name in self.order]
        rows = rows.order_by(*self.order).values_list("pk", *names)
        if self.ahead is not None and stop and not start:
            found = list(rows.filter(self._near(self.ahead, stop, values))[:stop])
            if len(found) == stop:
                return found
        return list(rows[start:stop])

    def values_of(self, pk: int) -> tuple | None:
        """By what the row of this key has its place; None where it is not one of these rows."""
        names = [name.lstrip("-") for name in self.order]
        return next(iter(self.rows.filter(pk=pk).order_by().values_list(*names)[:1]), None)

    def _near(self, ahead: QuerySet, most: int, values: Sequence | None) -> Q:
        """The condition of rows of the next so many of whom the first column is the key."""
        first = self.order[0]
        sign, column = first[: first.startswith("-")], first.lstrip("-")
        key, onward, back = column.split("__")[-1], *(("lte", "gte") if sign else ("gte", "lte"))
        if values is not None:
            ahead = ahead.filter(**{f"{key}__{onward}": values[0]})
        last = ahead.order_by(f"{sign}{key}").values_list(key, flat=True)[most : most + 1]
        return Q(**{f"{column}__{back}": edge}) if (edge := next(iter(last), None)) else NOTHING

    def beyond(self, values: Sequence) -> Q:
        """The condition of the rows that come after one with these values."""
        found = NOTHING
        for name, value in reversed(list(zip(self.order, values, strict=True))):
            found = self._after(name, value) | (_same(name, value) & found)
        # Said once more of the first column alone: by it an index is entered at the right place.
        first, value = self.order[0], values[0]
        if value is None or self._may_be_empty(first):
            return found
        return Q(**{f"{first.lstrip('-')}__{'lte' if first[0] == '-' else 'gte'}": value}) & found

    def _after(self, name: str, value) -> Q:
        falls, column = name.startswith("-"), name.lstrip("-")
        if value is None:
            return NOTHING if falls else Q(**{f"{column}__isnull": False})
        if not falls:
            return Q(**{f"{column}__gt": value})
        empty = Q(**{f"{column}__isnull": True}) if self._may_be_empty(name) else NOTHING
        return Q(**{f"{column}__lt": value}) | empty

    def _may_be_empty(self, name: str) -> bool:
        return not self.filled and _is_nullable(self.rows.model, name)


class Place(NamedTuple):
    """A row's key, and the number of its part."""

    pk: int
    part: int


def places_from(parts: Sequence[Part], part: int, values: Sequence, most: int) -> list[Place]:
    """Those that come after such values of a part, over its end into the next parts."""
    found = _places(part, parts[part].read(0, most, values))
    for number in range(part + 1, len(parts)):
        if len(found) < most:
            found += _places(number, parts[number].read(0, most - len(found)))
    return found


def places_before(parts: Sequence[Part], part: int, values: Sequence, most: int) -> list[Place]:
    """Those that come just before, in their order."""
    last = len(parts) - 1
    return _turned(places_from(turned(parts), last - part, values, most), last)


def places_at(parts: Sequence[Part], start: int, stop: int) -> list[Place]:
    """Rows start to stop, counted from the top: the further down, the more are passed over."""
    found: list[Place] = []
    for number, part in enumerate(parts):
        if stop > start:
            rows = part.read(start, stop)
            found += _places(number, rows)
            passed = start + len(rows) if rows or not start else part.rows.count()
            start, stop = max(start - passed, 0), stop - passed
    return found


def places_at_end(parts: Sequence[Part], start: int, stop: int) -> list[Place]:
    """The same counted from the end; they come in the order of the list."""
    return _turned(places_at(turned(parts), start, stop), len(parts) - 1)


def every_key(parts: Sequence[Part]) -> list[int]:
    """The keys of all rows, in order. One query a part."""
    return [pk for part in parts for pk, *_ in part.read(0, None)]


def turned(parts: Sequence[Part]) -> list[Part]:
    """The whole list, the last row first."""
    return [part.reversed() for part in reversed(parts)]


def _turned(found: list[Place], last: int) -> list[Place]:
    return [one._replace(part=last - one.part) for one in reversed(found)]


def _places(number: int, rows: list[tuple]) -> list[Place]:
    return [Place(pk, number) for pk, *_ in rows]


def _same(name: str, value) -> Q:
    name = name.lstrip("-")
    return Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})


def _is_nullable(model: type[Model], name: str) -> bool:
    """Whether a column may hold nothing; what is no column, such as an annotation, may."""
    for step in name.lstrip("-").split("__"):
        if step == "pk":
            return False
        try:
            field = model._meta.get_field(step)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False
