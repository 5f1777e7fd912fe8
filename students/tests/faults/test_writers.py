"""Writers on a SQLite file wait for their turn, all with the same chance, and see no lock."""

import fcntl
import json
import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from perfdash.sqlite.base import DatabaseWrapper
from students.tests.jobs.servers import Installation, empty_copy

pytestmark = [
    pytest.mark.once,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="is about SQLite"),
]
CODE = """
import json, pathlib
from students.tests.faults.writers import beside_an_import
print(json.dumps(vars(beside_an_import(pathlib.Path({folder!r}), 1, students=30))))
"""


@pytest.fixture(scope="module")
def installation(tmp_path_factory, django_db_setup, django_db_blocker):
    """One with a register of its own, in a file."""
    folder = tmp_path_factory.mktemp("writers")
    with django_db_blocker.unblock():
        return Installation(folder, empty_copy(folder))


def test_nobody_is_told_that_the_database_is_locked(installation):
    found = json.loads(installation.shell(CODE.format(folder=str(installation.folder))))

    assert found["locked"] == found["untrue"] == 0
    assert found["saves"]
    assert found["imports"]


@pytest.fixture
def writer(tmp_path):
    """A connection of its own to a file, which waits a tenth of a second."""
    path = tmp_path / "file.sqlite3"
    with closing(sqlite3.connect(path)) as made:
        made.execute("PRAGMA journal_mode=WAL")
    own = {"NAME": str(path), "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 0.1}}
    one = DatabaseWrapper(connection.settings_dict | own, alias="writer")
    one.connect()
    yield one
    one.close()


def test_whoever_waits_for_the_place_in_vain_goes_past(writer):
    with open(f"{writer.settings_dict['NAME']}-turn", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        writer._start_transaction_under_autocommit()

    assert writer.connection.in_transaction


def test_the_place_is_free_once_a_transaction_has_begun(writer):
    writer._start_transaction_under_autocommit()

    with open(f"{writer.settings_dict['NAME']}-turn", "w") as free:
        fcntl.flock(free, fcntl.LOCK_EX | fcntl.LOCK_NB)
