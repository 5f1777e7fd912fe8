"""Marks whose components are taken back: they follow from the components that are left."""

from collections.abc import Iterator
from dataclasses import replace

from students.imports.items import MARK, PART, Item
from students.imports.parts import combined_value
from students.imports.standings import Standing
from students.imports.structure import Structure
from students.imports.written import Written


def combined_items(
    structure: Structure, written: Written, standing: Standing, items: list[Item]
) -> list[Item]:
    """What these marks come to once the components among the items are taken back.

    Nobody edits such a mark, and other runs may have brought further components of it.
    """
    going = {item.cell[1:]: item.new for item in items if item.what == PART}
    parts = {key: going.get(key, value) for key, value in standing.parts.items()}
    left = replace(standing, parts={key: value for key, value in parts.items() if value})
    cells = sorted(written.combined_marks)
    return [item for cell in cells for item in _combined(structure, written, left, going, cell)]


def _combined(
    structure: Structure, written: Written, left: Standing, going: dict, cell: tuple
) -> Iterator[Item]:
    key, value = cell[1:], written.cells.get(cell)
    now = left.marks.get(key)
    if now is None:
        return
    if left.has_parts(key):
        is_own = value and value.before and now[3] == value.after[3]
        published = value.before[3] if is_own else now[3]
        then = [*combined_value(left, structure, key), published]
    elif any(part[:2] == key for part in going):
        then = written.bare.get(cell, value.before if value else now)
    else:
        then = now  # somebody removed the last component, and left the mark
    if then != now:
        yield Item(MARK, key, now, then)
