"""Cells of counts and sums as plain values: their columns, and how they are added and compared."""

import json
from collections import defaultdict

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
Cells = dict[tuple, dict[str, int]]


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
