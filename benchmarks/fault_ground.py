"""An empty register to do harm in, made beside the named database and dropped at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection


@contextmanager
def empty_register(folder: Path) -> Iterator[None]:
    """Let Django speak to an empty register of its own; a file in this folder on SQLite."""
    described = connection.settings_dict
    named = described["NAME"]
    described["TEST"]["MIGRATE"] = False  # tables by the models
    if connection.vendor == "sqlite":
        described["TEST"]["NAME"] = str(folder / "scratch.sqlite3")
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(named, verbosity=0)
