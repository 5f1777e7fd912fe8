"""Cells of counts and sums as plain values: their columns, and how they are added and compared."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping

from students.rules.policy import MAX_BANDS
from students.rules.risk import HIGH, LOW, MEDIUM, UNKNOWN

CELL = (
    "institution_id",
    "term_id",
    "branch_id",
    "batch_id",
    "section",
    "semester",
    "provisional",
    "policy_version_id",
)
SUBJECT_CELL = (*CELL, "subject_id")
TOTAL = tuple(name for name in CELL if name != "section")
SUBJECT_TOTAL = (*TOTAL, "subject_id")
GRADE_SLOTS = tuple(f"grade_{place}" for place in range(1, MAX_BANDS + 1))
RISK_SLOTS = {HIGH: "risk_high", MEDIUM: "risk_medium", LOW: "risk_low", UNKNOWN: "risk_unknown"}
COUNTS = (
    "students",
    "assessed",
    "average_sum",
    "attendance_known",
    "attendance_sum",
    "passed",
    "all_passed",
    *RISK_SLOTS.values(),
    *GRADE_SLOTS,
)
PLACES = {name: place for place, name in enumerate(COUNTS)}
Cells = Mapping[tuple, Mapping[str, int]]


class Moves(Mapping):
    """What each count of some cells moves by, without the unchanged: as dicts of counts, of which a
    hundred thousand take a third of the memory that dicts do."""

    def __init__(self):
        self._starts: dict[tuple, int] = {}
        self._counts = array("q")
        self._values: dict = {}  # of the cells: each there once

    def add(self, cells: Cells, sign: int = 1):
        """Add the counts of these cells, or with sign -1 take them out."""
        counts = self._counts
        for cell, moved in cells.items():
            start = self._starts.get(cell)
            if start is None:
                start = self._starts[tuple(self._once(cell))] = len(counts)
                counts.extend(NOTHING)
            for name, by in moved.items():
                counts[start + PLACES[name]] += sign * by

    def _once(self, cell: tuple) -> Iterator:
        # A number and a truth that equal each other are not the same in a key.
        return (self._values.setdefault((type(value), value), value) for value in cell)

    def __getitem__(self, cell: tuple) -> dict[str, int]:
        start = self._starts[cell]
        counts = self._counts[start : start + len(COUNTS)]
        moved = {name: by for name, by in zip(COUNTS, counts, strict=True) if by}
        if not moved:
            raise KeyError(cell)
        return moved

    def __iter__(self) -> Iterator[tuple]:
        counts, width = self._counts, len(COUNTS)
        return (
            cell for cell, start in self._starts.items() if counts[start : start + width] != NOTHING
        )

    def __len__(self) -> int:
        return sum(1 for _ in self)


NOTHING = array("q", [0] * len(COUNTS))


def cell_key(cell: tuple) -> str:
    """One text for a cell's values, so that its uniqueness knows no NULL."""
    return json.dumps(cell, ensure_ascii=False, separators=(",", ":"))


def add_up(total: Cells, cells: Cells):
    """Add cells to a running total."""
    for cell, counts in cells.items():
        into = total.setdefault(cell, defaultdict(int))
        for name, count in counts.items():
            into[name] += count


def differences(before: Cells, after: Cells) -> Cells:
    """What each count of each cell changed by, without the unchanged."""
    changed: Cells = {}
    for cell in before.keys() | after.keys():
        old, new = before.get(cell, {}), after.get(cell, {})
        counts = {name: new.get(name, 0) - old.get(name, 0) for name in old.keys() | new.keys()}
        moved = {name: by for name, by in counts.items() if by}
        if moved:
            changed[cell] = moved
    return changed


def totalled(cells: Cells, columns: tuple[str, ...]) -> Cells:
    """Cells of these columns added up over the sections; a total that did not move stays in."""
    place, total = columns.index("section"), {}
    for cell, counts in cells.items():
        add_up(total, {(*cell[:place], *cell[place + 1 :]): counts})
    return total
