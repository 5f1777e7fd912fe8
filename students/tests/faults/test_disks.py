"""A disk that is full is told as that, and nothing of the import is stored."""

from contextlib import contextmanager

import pytest
from django.db import connection

from students.tests.faults.disks import imports_on_full_disks

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="limits the pages of SQLite"),
]
PAGE, NO_LIMIT = 4096, 2**30


def pragma(words) -> int:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {words}").fetchone()[0]


@contextmanager
def filled(room):
    """Leave the database so many bytes to grow by, and no pages that earlier tests set free."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
    pragma(f"max_page_count = {pragma('page_count') + room // PAGE}")
    try:
        yield
    finally:
        pragma(f"max_page_count = {NO_LIMIT}")


def test_an_import_for_which_there_is_no_room_is_told_and_run_again_later():
    found = imports_on_full_disks(filled, [0, 2**24], students=40)

    assert found.is_clean, found
    assert (found.told, found.stored) == (1, 1)
