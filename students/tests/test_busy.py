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
