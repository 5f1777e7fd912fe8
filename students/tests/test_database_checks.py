"""The checks of a MariaDB/MySQL server say what is wrong and what to change."""

import pytest
from django.db import connection
from django.db.utils import NotSupportedError

from perfdash import checks

on_mariadb = pytest.mark.skipif(
    connection.vendor != "mysql", reason="asks a MariaDB or MySQL server"
)


class OldServer:
    """A connection whose server Django refuses."""

    def ensure_connection(self):
        raise NotSupportedError("MariaDB 10.5 or later is required (found 10.3.39).")


@pytest.fixture
def session(transactional_db):
    """A cursor whose session may be spoilt: the connection is closed afterwards."""
    with connection.cursor() as cursor:
        yield cursor
    connection.close()


def problems():
    return {problem.id: problem for problem in checks.check_database_servers(["default"])}


def test_a_server_that_is_too_old_is_named_with_what_is_required():
    [problem] = checks.problems_of(OldServer())

    assert problem.msg == "MariaDB 10.5 or later is required (found 10.3.39)."
    assert "Upgrade" in problem.hint


@pytest.mark.django_db
def test_nothing_is_asked_of_a_database_that_is_not_checked():
    assert checks.check_database_servers(databases=None) == []


@pytest.mark.django_db
def test_the_database_of_the_tests_has_no_problem():
    assert checks.check_database_servers(["default"]) == []


@on_mariadb
def test_a_session_without_strict_mode_is_an_error(session):
    session.execute("SET SESSION sql_mode = ''")

    assert "init_command" in problems()["perfdash.E002"].hint


@on_mariadb
def test_a_server_without_strict_mode_is_told_what_to_configure(session):
    session.execute("SELECT @@GLOBAL.sql_mode")
    (before,) = session.fetchone()
    session.execute("SET GLOBAL sql_mode = ''")
    try:
        found = problems()
    finally:
        session.execute("SET GLOBAL sql_mode = %s", [before])

    assert "SET GLOBAL sql_mode='TRADITIONAL'" in found["perfdash.W002"].hint


@on_mariadb
def test_tables_that_cannot_roll_back_are_an_error(session):
    session.execute("SET SESSION default_storage_engine = MyISAM")
    session.execute("CREATE TABLE kept_by_myisam (id INT)")
    try:
        found = problems()
    finally:
        session.execute("DROP TABLE kept_by_myisam")

    assert "default_storage_engine=InnoDB" in found["perfdash.E003"].hint
    assert found["perfdash.E004"].hint == "ALTER TABLE `kept_by_myisam` ENGINE=InnoDB;"


@on_mariadb
def test_a_table_that_cannot_hold_every_script_is_an_error(session):
    session.execute("CREATE TABLE in_latin1 (name VARCHAR(9)) CHARACTER SET latin1")
    try:
        found = problems()
    finally:
        session.execute("DROP TABLE in_latin1")

    assert "ALTER TABLE `in_latin1` CONVERT TO CHARACTER SET utf8mb4" in found["perfdash.E007"].hint


@on_mariadb
def test_a_connection_and_a_database_without_utf8mb4_are_errors(session):
    session.execute("SET character_set_connection = latin1, character_set_database = latin1")

    found = problems()

    assert "charset=utf8mb4" in found["perfdash.E005"].hint
    assert "ALTER DATABASE" in found["perfdash.E006"].hint


@on_mariadb
def test_a_database_that_ignores_case_and_accents_is_a_warning(session):
    session.execute("SET collation_database = utf8mb4_general_ci")

    assert "COLLATE utf8mb4_bin" in problems()["perfdash.W008"].hint


@on_mariadb
def test_a_distant_server_without_encryption_is_a_warning(session):
    distant = connection.settings_dict | {"HOST": "db.example.org"}

    [problem] = checks.encryption(session, distant)

    assert "REQUIRE SSL" in problem.hint
