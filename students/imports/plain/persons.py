"""Whether what rows say of a person is what the register has: then they say but the mark."""

from collections.abc import Iterable

from students.imports import students
from students.imports.comparisons import compare_person
from students.imports.entries import Entry
from students.imports.items import SAME
from students.imports.plain.known import AT_ONCE, MOST_KEPT
from students.imports.plain.lines import cells_of
from students.imports.rows import Compared, Setting
from students.imports.standings import Standing, standings
from students.imports.tables import Row
from students.imports.titles import PERSON


class Persons:
    """What was found of the persons of a file, each way of naming one looked at once."""

    def __init__(self, setting: Setting):
        self._setting = setting
        columns = [column for column in map(setting.table.column, PERSON) if column]
        self._places = [column.index for column in columns if column.name != "roll_no"]
        self._agreed: dict[tuple[str, ...], bool] = {}

    def look_at(self, rows: Iterable[tuple[str, list[str]]]):
        """Take note of rows, each with its roll key, before asking whether they agree."""
        if not self._places:
            return
        if len(self._agreed) > MOST_KEPT:
            self._agreed.clear()
        new = {self._named(key, texts): texts for key, texts in rows}
        new = {named: texts for named, texts in new.items() if named not in self._agreed}
        keys = sorted({named[0] for named in new})
        found: dict[str, Standing] = {}
        for start in range(0, len(keys), AT_ONCE):
            found |= standings(self._setting.structure.place, keys[start : start + AT_ONCE])
        for named, texts in new.items():
            self._agreed[named] = self._is_same(texts, found[named[0]])

    def agree(self, key: str, texts: list[str]) -> bool:
        """Whether the row names its person as the register does, or does not name them."""
        return not self._places or self._agreed[self._named(key, texts)]

    def _named(self, key: str, texts: list[str]) -> tuple[str, ...]:
        return (key, *[texts[place] for place in self._places])

    def _is_same(self, texts: list[str], standing: Standing) -> bool:
        table = self._setting.table
        entry = Entry(Row(0, cells_of(texts)))
        entry.roll_no = standing.roll_no
        students.read(entry, table, self._setting.structure)
        row = Compared(entry)
        if not entry.problems:
            compare_person(row, standing, self._setting, {})
        return not entry.problems and all(item.state == SAME for item in row.items)
