"""The cells of a run that go back to what they were, and those somebody has changed since."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from students.imports.compared_marks import mark_text
from students.imports.items import (
    ATTENDANCE,
    BACKGROUND,
    MARK,
    PART,
    PLACEMENT,
    PRESENCE,
    STUDENT,
    Item,
)
from students.imports.problems import Problem, whole_file
from students.imports.standings import Standing
from students.imports.structure import Structure
from students.imports.undone_combinations import combined_items
from students.imports.written import Written

SINCE = "It was changed after the import."
LATER = "Later attempts stand on it."


@dataclass
class Undone:
    """What an undo did: cells restored or removed by sort, and the cells it left alone."""

    counts: Counter = field(default_factory=Counter)
    edited: list[Problem] = field(default_factory=list)

    def values(self) -> dict[str, dict[str, int]]:
        """Counts by sort, then by what happened."""
        by_sort: dict[str, dict[str, int]] = defaultdict(dict)
        for (what, happened), number in self.counts.items():
            by_sort[what][happened] = number
        return dict(by_sort)

    def count(self, what: str, items: list[Item]):
        """Note items of one sort as taken back."""
        removed = sum(item.new is None for item in items)
        for happened, number in (("removed", removed), ("restored", len(items) - removed)):
            if number:
                self.counts[what, happened] += number

    def leave(self, standing: Standing, column: str, value: str, reason: str = SINCE):
        """Note a cell that stays as it is."""
        self.edited.append(whole_file(reason, column=f"{standing.roll_no} {column}", value=value))


def undone(
    structure: Structure,
    people: dict[int, Written],
    found: dict[int, Standing],
    later: dict[int, set[tuple]],
    done: Undone,
) -> dict[int, list[Item]]:
    """For each student the items that take cells back; edited ones are noted and left out."""
    return {
        pk: _of_student(structure, written, found[pk], later.get(pk, set()), done)
        for pk, written in people.items()
        if pk in found
    }


def _of_student(
    structure: Structure, written: Written, standing: Standing, later: set, done: Undone
) -> list[Item]:
    items = []
    for cell, value in written.cells.items():
        what, *key = cell
        if cell in written.combined_marks or (what in (STUDENT, PLACEMENT) and key):
            continue
        now = standing.value(what, tuple(key))
        if cell in later or now != value.after:
            done.leave(standing, _column(cell), _text(what, now))
        else:
            items.append(Item(what, tuple(key), now, value.before))
    items += _changed_fields(written, standing, done)
    items += combined_items(structure, written, standing, items)
    return _without_first_attempts(items, standing, done)


def _without_first_attempts(items: list[Item], standing: Standing, done: Undone) -> list[Item]:
    """All but the marks and components of attempts on which later ones stand; they are noted."""
    going = _going(items, standing)
    staying = standing.marks.keys() - going
    held = {
        (subject, attempt)
        for subject, attempt in going
        if any(other == subject and later > attempt for other, later in staying)
    }
    for mark in sorted(held):
        done.leave(standing, _column((MARK, *mark)), _text(MARK, standing.marks[mark]), LATER)
    return [one for one in items if one.what not in (MARK, PART) or one.key[:2] not in held]


def _going(items: list[Item], standing: Standing) -> set[tuple]:
    """The marks (subject and attempt) that would be removed, by themselves or with all parts."""
    said = {item.key[:2]: item.new for item in items if item.what == MARK}
    removed = {item.key[:3] for item in items if item.what == PART and item.new is None}
    left = {part[:2] for part in standing.parts if part not in removed}
    emptied = {part[:2] for part in removed} - left - said.keys()
    return {mark for mark, new in said.items() if new is None} | emptied


def _changed_fields(written: Written, standing: Standing, done: Undone) -> list[Item]:
    """Fields of the student and the placement go back one by one."""
    items = []
    for what in (STUDENT, PLACEMENT):
        now = standing.value(what, ())
        fields = {cell[1]: v for cell, v in written.cells.items() if cell[0] == what and cell[1:]}
        if not fields or now is None:
            continue
        before = dict(now)
        for name, value in fields.items():
            if str(now[name]) == str(value.after):
                before[name] = type(now[name])(value.before)
            else:
                done.leave(standing, name, str(now[name]))
        items.append(Item(what, (), now, before))
    return items


def _column(cell: tuple) -> str:
    what, *key = cell
    return {
        STUDENT: "name",
        PLACEMENT: "placement",
        BACKGROUND: "background",
        ATTENDANCE: f"attendance {key[0] if key else ''}".strip(),
    }.get(what) or " ".join(str(part) for part in key if part != 1)


def _text(what: str, value) -> str:
    if value is None:
        return ""
    if what in (MARK, PART):
        return mark_text(value)
    if what == PRESENCE:
        return value
    parts = value if what == ATTENDANCE else value.values()
    return " ".join(str(part) for part in parts if part)
