"""What a file of one kind holds: its columns, the records it speaks of, and how a row is read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from students.imports.columns import word_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.sorts import Sort
from students.imports.office.titles import further
from students.imports.office.wide import NAMES, Wide


@dataclass(frozen=True)
class Sheet:
    """`sorts`: in the order in which their records are stored, so that each finds what it refers
    to; `facts(line, desk)`: what a row says of records, once its cells are read; `record`: the
    field by which a row is called; `whole(lines, desk)`: what only all rows together tell;
    `shown`: the columns that show a value of a sort, the first that the row fills, where they are
    not called as the value is; `wide`: how such a file may have a column a month.
    """

    slug: str
    fields: tuple[Field, ...]
    sorts: tuple[Sort, ...]
    facts: Callable[[Line, Desk], Iterable[Fact]]
    record: str
    whole: Callable[[list[Line], Desk], None] = lambda lines, desk: None
    shown: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    wide: Wide | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(field.name for field in self.fields)

    @property
    def readable(self) -> tuple[str, ...]:
        """The names its columns may be read by, those of months and instalments among them."""
        return (*self.names, *(NAMES if self.wide else ()))

    @property
    def words(self) -> dict[str, str]:
        """The names of columns by the words of their titles; a field's own go before others."""
        own = [(field.name, (field.name, *field.words.split(","))) for field in self.fields]
        more = [(field.name, further(self.slug, field.name)) for field in self.fields]
        return {
            word_of(word): name for name, words in (*more, *own) for word in words if word_of(word)
        }

    def shows(self, what: str, name: str) -> tuple[str, ...]:
        """The columns that may show a value of this sort of record, none where none does."""
        return self.shown.get((what, name), (name,) if name in self.names else ())

    def sort(self, what: str) -> Sort:
        """The sort of record of this name."""
        return next(sort for sort in self.sorts if sort.what == what)
