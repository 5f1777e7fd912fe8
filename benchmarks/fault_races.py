"""People and imports at one student at the same moment, on MariaDB."""

import traceback
from pathlib import Path

from django.db import connection
from fault_ground import empty_register
from fault_table import Line

from students.models import waits
from students.tests.faults.edits import Losses, races
from students.tests.faults.overlaps import imports
from students.tests.faults.threads import unlocked
from students.tests.faults.twice import confirmed

UNLOCKED_RACES = 500
STUDENTS = 300, 1_000  # new to the register; known, and then enough to be stored many at once


def edits(folder: Path, count: int = 10_000) -> Line:
    """Two people and one student's marks, in the marks grid; then some without the lock."""
    _refuse_sqlite()
    with empty_register(folder):
        found = races(count)
        waits.TRIES = 1
        with unlocked():
            without = races(min(count, UNLOCKED_RACES), "UNLOCKED")
    came = (
        f"{found.accepted:,} saves accepted, {found.refused:,} refused with both values: "
        f"{_losses(found)}. With the lock switched off, {without.races:,} races: {_losses(without)}"
    )
    what = f"two people edit one student's marks at once, {count:,} races"
    return Line(what, came, found.is_clean and not without.is_clean)


def _losses(found: Losses) -> str:
    return (
        f"{found.missing} accepted saves missing from the history, {found.unseen} written over "
        f"unseen, {found.wrong} figures wrong, {len(found.faults)} errors"
    )


def overlaps(folder: Path, count: int = 10) -> Line:
    """Four imports at once so many times: half of new students, half of many known ones."""
    _refuse_sqlite()
    with empty_register(folder):
        found = [
            imports(STUDENTS[number % 2], f"OVER{number}", number, known=bool(number % 2))
            for number in range(count)
        ]
    came = (
        f"{sum(one.rows for one in found):,} rows: {sum(one.missing for one in found)} missing, "
        f"{sum(one.doubled for one in found)} doubled, "
        f"{sum(len(one.faults) for one in found)} deadlocks or other errors seen, "
        f"{sum(one.untrue for one in found)} figures untrue; "
        f"{sum(one.refused for one in found)} times somebody was asked to send the file again"
    )
    for fault in (fault for one in found for fault in one.faults):
        traceback.print_exception(fault)
    what = f"four imports at once with overlapping, shuffled students, {count} times"
    return Line(what, came, all(one.is_clean for one in found))


def twice(folder: Path, count: int = 100) -> Line:
    """One previewed file confirmed twice at once, so many times."""
    _refuse_sqlite()
    with empty_register(folder):
        found = confirmed(count, students=20)
    words = " / ".join(sorted(found.words))
    came = (
        f"{found.stored} imports stored, {found.refused} refused (“{words}”), "
        f"{len(found.faults)} errors, {found.wrong} runs half or doubly stored"
    )
    return Line(f"one file committed twice at once, {count} times", came, found.is_clean)


def _refuse_sqlite():
    if connection.vendor == "sqlite":
        raise SystemExit("This race needs MariaDB: script/on_mariadb.py starts one.")
