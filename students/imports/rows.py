"""A row of a file while it is compared with the register, and what it is compared under."""

from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from students.imports.entries import Entry
from students.imports.items import CHANGED, Item
from students.imports.likenesses import near_roll_numbers
from students.imports.options import Options
from students.imports.sessions import Sessions
from students.imports.structure import Structure
from students.imports.tables import Table
from students.models import Student

MOST_SUGGESTIONS = 50


@dataclass
class Setting:
    """What every row of a file is compared under; `online`: as a Kind says."""

    structure: Structure
    options: Options
    table: Table
    online: bool = False
    _suggested: int = 0

    @cached_property
    def sessions(self) -> Sessions:
        """The classes that were taken one by one."""
        return Sessions(self.structure.place)

    @cached_property
    def _roll_keys(self) -> list[str]:
        place = self.structure.place.institution
        return list(Student.objects.filter(institution=place.pk).values_list("roll_key", flat=True))

    def near(self, roll_no: str) -> str:
        """Known roll numbers that look like an unknown one, for the first fifty of a file."""
        self._suggested += 1
        if self._suggested > MOST_SUGGESTIONS:
            return ""
        return _(" or ").join(near_roll_numbers(roll_no, self._roll_keys))

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
