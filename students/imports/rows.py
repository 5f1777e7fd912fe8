"""A row of a file while it is compared with the register, and what it is compared under."""

from dataclasses import dataclass, field

from students.imports.entries import Entry
from students.imports.items import CHANGED, Item
from students.imports.options import Options
from students.imports.structure import Structure
from students.imports.tables import Table


@dataclass(frozen=True)
class Setting:
    """What every row of a file is compared under."""

    structure: Structure
    options: Options
    table: Table

    def title(self, name: str) -> str:
        """The title of a known column, or its name where the file has none."""
        column = self.table.column(name)
        return column.title if column else name


@dataclass
class Compared:
    """A row with the cells it speaks of, and the old values to show, by column title."""

    entry: Entry
    items: list[Item] = field(default_factory=list)
    olds: dict[str, str] = field(default_factory=dict)

    def add(self, item: Item, title: str = "", old: str = ""):
        """Note a cell; `old` is shown beside the new value where it is changed."""
        self.items.append(item)
        if title and item.state == CHANGED:
            self.olds[title] = old
