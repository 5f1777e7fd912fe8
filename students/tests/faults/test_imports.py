"""Imports that meet: of overlapping files no row is lost, of one confirmed twice none doubled."""

import pytest
from django.db import connection

from students.imports.plain.lines import FEWEST
from students.models import waits
from students.tests.faults.overlaps import imports
from students.tests.faults.twice import confirmed

pytestmark = pytest.mark.django_db(transaction=True)
on_mariadb = pytest.mark.skipif(
    connection.vendor == "sqlite",
    reason="SQLite has one writer at a time; in memory, threads share its one connection",
)


@on_mariadb
def test_four_imports_of_overlapping_students_lose_no_row_and_see_no_deadlock():
    found = imports(12)

    assert found.is_clean, found
    assert found.rows == 24 * 3


@on_mariadb
def test_four_imports_that_store_many_rows_at_once_take_turns_at_the_first_try(monkeypatch):
    monkeypatch.setattr(waits, "TRIES", 1)  # who locked more than its own rows would fail

    found = imports(FEWEST // 3 + 1, known=True)

    assert found.is_clean, found


@on_mariadb
def test_one_file_confirmed_twice_is_one_import_and_one_clear_refusal():
    found = confirmed(3)

    assert found.is_clean, found
    assert found.words == {"This run is stored already."}
