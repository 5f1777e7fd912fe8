"""What a table of the star is: its name, its columns, and whose rows of it somebody may read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Model, QuerySet

from students.models.fields import FixedPointField
from students.rules.units import HUNDRED
from students.sight import Sight

UNITS_PLACES = len(str(HUNDRED)) - len("100")  # a percent is a whole number of this last place


@dataclass(frozen=True)
class Column:
    """`lookup` leads from the table's model; `places` are those of a number kept as a whole one."""

    name: str
    lookup: str
    places: int = 0
    personal: bool = False

    def value(self, kept):
        """What is given out for what the database keeps: numbers with all their places."""
        if kept is None or not self.places or isinstance(kept, Decimal):
            return kept
        return Decimal(kept).scaleb(-self.places)


@dataclass(frozen=True)
class Table:
    """A dimension or a fact. `institution` leads from its model to the institution of a row;
    `seen(sight)` are the rows somebody may read; `students` is the column with whose record it is.
    """

    name: str
    says: str
    model: type[Model]
    institution: str
    columns: tuple[Column, ...]
    opens: Callable[[Sight], bool]
    seen: Callable[[Sight], QuerySet]
    students: str = ""

    def of_institution(self, number: int) -> QuerySet:
        """All of an institution's rows."""
        return self.model.objects.filter(**{self.institution: number}).order_by()

    def rows(self, found: QuerySet) -> Iterator[tuple]:
        """The values of these rows in the order of the columns, a few thousand at a time."""
        lookups = [column.lookup for column in self.columns]
        for row in found.order_by("pk").values_list(*lookups).iterator(2000):
            yield tuple(one.value(kept) for one, kept in zip(self.columns, row, strict=True))


def columns_of(model: type[Model], said: str, personal: tuple[str, ...] = ()) -> tuple[Column, ...]:
    """Columns from words such as “student_id=student code amount average:percent”.

    A word is a column of the model, or a name and where it is found; a percent is kept in units.
    """
    return tuple(_column(model, word, personal) for word in said.split())


def _column(model: type[Model], word: str, personal: tuple[str, ...]) -> Column:
    word, _colon, kind = word.partition(":")
    name, _equals, lookup = word.partition("=")
    lookup = lookup or name
    field = None if "__" in lookup else model._meta.get_field(lookup)
    places = field.places if isinstance(field, FixedPointField) else 0
    places = UNITS_PLACES if kind == "percent" else places
    return Column(name, lookup, places, name in personal)
