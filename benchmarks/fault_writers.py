"""Writers beside an import on SQLite."""

from pathlib import Path

from django.db import connection
from fault_ground import empty_register
from fault_table import Line

from students.tests.faults.writers import WRITERS, beside_an_import


def writers(folder: Path, seconds: int = 60) -> Line:
    """Eight processes that save marks while another imports, for so long."""
    if connection.vendor != "sqlite":
        raise SystemExit("This is about SQLite: name no DATABASE_URL, or one of SQLite.")
    with empty_register(folder):
        found = beside_an_import(folder, seconds)
    came = (
        f"{found.saves:,} saves and {found.imports} imports of {found.rows:,} marks stored, "
        f"{found.locked} times “database is locked”, {found.untrue} figures untrue; the longest "
        f"save took {found.longest:.1f} s"
    )
    what = f"{WRITERS} writers beside an import on SQLite for {seconds} s"
    return Line(what, came, found.is_clean)
