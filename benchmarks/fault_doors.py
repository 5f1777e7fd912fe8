"""Writers at all doors at once, some of them killed, on MariaDB."""

from collections import Counter
from pathlib import Path

from django.db import connection
from fault_ground import empty_register
from fault_table import Line

from analytics.tests.faults.crowds import crowd


def doors(folder: Path, seconds: int = 600, count: int = 20) -> Line:
    """Eight writers for so long, one of them killed before each of so many pauses."""
    if connection.vendor == "sqlite":
        raise SystemExit("This race needs MariaDB: script/on_mariadb.py starts one.")
    with empty_register(folder):
        found = crowd(folder, seconds, pauses=count)
    for fault in found.faults:
        print(fault)
    came = (
        f"{found.done.total():,} changes stored{_each(found.done)}, {found.refused.total():,} "
        f"refused, {found.busy.total()} told to try again{_each(found.busy)}, "
        f"{len(found.faults)} errors, {found.kills} killed; at "
        f"{len(found.untrue)} pauses {sum(found.untrue)} figures differed from the full aggregate"
    )
    return Line(f"8 writers at all doors for {seconds} s, some killed", came, found.is_clean)


def _each(counts: Counter) -> str:
    words = ", ".join(f"{number:,} {door}" for door, number in sorted(counts.items()))
    return words and f" ({words})"
