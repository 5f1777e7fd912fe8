"""Where a database stays locked, nobody meets a failure: they are told to send it again."""

import pytest
from django.db import OperationalError

from students.models import Role
from students.tests import factories as make

LOCKED = OperationalError("database is locked")
WAITED = OperationalError(1205, "Lock wait timeout exceeded; try restarting transaction")
LOST = OperationalError(2013, "Lost connection to server during query")
pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar(client):
    client.force_login(make.member(Role.REGISTRAR, make.institution()))
    return client


@pytest.fixture
def broken(monkeypatch):
    """Give a function that lets whatever a page asks first fail so."""

    def breaks(error):
        def failing(*args, **kwargs):
            raise error

        monkeypatch.setattr("students.sight.Sight.has", failing)

    return breaks


@pytest.mark.parametrize("error", [LOCKED, WAITED], ids=["SQLite", "MariaDB"])
def test_a_page_says_that_nothing_was_stored_and_what_to_do(registrar, broken, error):
    broken(error)

    page = registrar.get("/attendance/")

    assert page.status_code == 503
    assert page["Retry-After"] == "10"
    assert "Nothing was stored" in page.content.decode()


def test_a_program_is_told_the_same_in_json(registrar, broken):
    broken(LOCKED)

    answer = registrar.get("/api/v1/imports/")

    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert answer.json()["detail"].startswith("Others are writing just now.")


def test_another_failure_of_the_database_stays_a_failure(registrar, broken):
    broken(LOST)

    with pytest.raises(OperationalError):
        registrar.get("/attendance/")


NO_ROOM = [
    OperationalError("database or disk is full"),
    OperationalError(1114, "The table 'students_mark' is full"),
    OperationalError(3, "Error writing file './x.ibd' (Errcode: 28 \"No space left on device\")"),
    OSError(28, "No space left on device"),
]


@pytest.mark.parametrize("error", NO_ROOM, ids=["SQLite", "table", "server", "file"])
def test_a_full_disk_is_told_as_what_it_is(registrar, broken, error):
    broken(error)

    page, answer = registrar.get("/attendance/"), registrar.get("/api/v1/imports/")

    assert (page.status_code, answer.status_code) == (507, 507)
    assert "disk is full" in page.content.decode()
    assert "Nothing was stored" in answer.json()["detail"]
