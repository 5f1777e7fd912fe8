"""A sort of record as the office's files bring it: how it is found, read and written."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, ForeignKey, IntegerField, Model, TextField

from students.imports.cells import plain
from students.models import Institution
from students.models.fields import FixedPointField

ASKED_AT_ONCE = 500


class Stored(NamedTuple):
    """A record of the register: its number, and its values in plain words and numbers."""

    pk: int
    values: dict


@dataclass(frozen=True)
class Sort:
    """`key`: lookups that name a record within an institution, which `scope` leads to; `columns`:
    its values by name, each a column or, through a foreign key, the key of what it refers to;
    `unique`: the columns of the model that name a record; `derived`: columns that follow from a
    value; `said_once`: values that a file sets for new records alone; `problem`: what is wrong with
    values that do not go together, empty where nothing is.
    """

    what: str
    model: type[Model]
    scope: str
    key: tuple[str, ...]
    columns: dict[str, str]
    unique: tuple[str, ...]
    derived: dict[str, tuple[str, Callable]] = field(default_factory=dict)
    defaults: dict = field(default_factory=dict)
    said_once: tuple[str, ...] = ()
    problem: Callable[[dict], str] = lambda values: ""

    def stored(
        self, institution: Institution, keys: Iterable[tuple], lock: bool = False
    ) -> dict[tuple, Stored]:
        """The records of these keys that are there, in one query for five hundred."""
        keys, found = list(keys), {}
        rows = self.model.objects.filter(**{self.scope: institution.pk}).order_by()
        for start in range(0, len(keys), ASKED_AT_ONCE):
            chunk = keys[start : start + ASKED_AT_ONCE]
            # The last part keeps out what else hangs on the first: all posts of a channel.
            asked = {self.key[place]: {key[place] for key in chunk} for place in (0, -1)}
            some = rows.filter(**{f"{name}__in": parts for name, parts in asked.items()})
            if lock:
                self._lock(some)
            found.update(self._read(some))
        return {key: found[key] for key in keys if key in found}

    def by_number(self, pks: Iterable[int], lock: bool = False) -> dict[int, Stored]:
        """The records of these numbers that are there, by number."""
        pks, found = sorted(pks), {}
        for start in range(0, len(pks), ASKED_AT_ONCE):
            some = self.model.objects.filter(pk__in=pks[start : start + ASKED_AT_ONCE]).order_by()
            if lock:
                self._lock(some)
            found |= {row.pk: row for row in self._read(some).values()}
        return found

    def row(self, values: dict, ids: "References") -> dict:
        """The columns of a record with these values, as `store.insert` takes them."""
        row = ids.owner(self) | {
            self.column(name).attname: ids.prepared(self, name, value)
            for name, value in values.items()
        }
        return row | {name: derive(values[of]) for name, (of, derive) in self.derived.items()}

    def named(self, key: tuple) -> dict:
        """Columns of a record that are its key, and no value of it."""
        lookups = zip(self.key, key, strict=True)
        own = {field.attname for field in self.model._meta.concrete_fields}
        return {name: text for name, text in lookups if name in own}

    def empty(self, name: str):
        """What stands for nothing in a value: no words, or nothing at all."""
        return "" if self.reference(name) or _is_text(self.column(name)) else None

    def from_told(self, name: str, text: str):
        """The value that the history keeps as this text."""
        if text == "":
            return self.empty(name)
        return int(text) if _is_whole(self.column(name)) else text

    def reference(self, name: str) -> tuple[ForeignKey, str] | None:
        """The foreign key that a value goes through and the column it is found by; else None."""
        first, _gap, rest = self.columns[name].partition("__")
        return (self.model._meta.get_field(first), rest) if rest else None

    def _lock(self, rows):
        """Hold the records themselves, and nothing that they refer to."""
        pks = sorted(rows.values_list("pk", flat=True))
        alone = self.model.objects.filter(pk__in=pks).order_by("pk")
        list(alone.select_for_update().values("pk"))

    def _read(self, rows) -> dict[tuple, Stored]:
        length = len(self.key)
        lookups = ("pk", *self.key, *self.columns.values())
        found = {}
        for pk, *all_of_it in rows.values_list(*lookups):
            values = zip(self.columns, all_of_it[length:], strict=True)
            key = tuple(self._plain(one) or "" for one in all_of_it[:length])
            found[key] = Stored(pk, {name: self._kept(name, one) for name, one in values})
        return found

    def _kept(self, name: str, value):
        if value is None and self.reference(name):
            return ""
        return self._plain(value)

    @staticmethod
    def _plain(value):
        if value is None or isinstance(value, str | int):
            return value
        return value.isoformat() if hasattr(value, "isoformat") else plain(value)

    def column(self, name: str):
        """The column of the model that holds a value."""
        return self.model._meta.get_field(self.columns[name].partition("__")[0])


def _is_text(column) -> bool:
    return isinstance(column, CharField | TextField)


def _is_whole(column) -> bool:
    return isinstance(column, IntegerField) and not isinstance(column, FixedPointField)


def told(values: dict) -> dict[str, str]:
    """Values as the history keeps them."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


class References:
    """The numbers of what the values of an institution's records refer to, by key; asked once."""

    def __init__(self, institution: Institution):
        self.institution = institution
        self._known: dict[tuple, dict] = {}

    def owner(self, sort: Sort) -> dict:
        """The column that says of which institution a record is, where its sort has one."""
        return {"institution_id": self.institution.pk} if sort.scope == "institution" else {}

    def learn(self, sort: Sort, rows: Iterable[dict]):
        """Ask for what these values refer to: one query for each foreign key."""
        rows = list(rows)
        for name in sort.columns:
            if reference := sort.reference(name):
                wanted = {row[name] for row in rows if row.get(name)}
                self._ask(*reference, wanted)

    def prepared(self, sort: Sort, name: str, value):
        """A value as its column takes it; KeyError where what it refers to is gone."""
        if reference := sort.reference(name):
            foreign, by = reference
            return self._known[foreign.related_model, by][value] if value else None
        return sort.column(name).to_python(value)

    def _ask(self, foreign: ForeignKey, by: str, wanted: set):
        known = self._known.setdefault((foreign.related_model, by), {})
        missing = sorted(wanted - known.keys())
        rows = foreign.related_model.objects.filter(institution=self.institution)
        for start in range(0, len(missing), ASKED_AT_ONCE):
            some = rows.filter(**{f"{by}__in": missing[start : start + ASKED_AT_ONCE]})
            known.update(some.values_list(by, "pk"))
