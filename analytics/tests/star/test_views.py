"""The views of an institution on MariaDB: its rows, exact, for an account that can do no more."""

import json
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from analytics.star.catalogue import TABLES
from analytics.star.views import database_of, drop_views
from students.models import TermResult
from students.tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
on_mariadb = pytest.mark.skipif(
    "connection.vendor != 'mysql'",
    reason="only MariaDB and MySQL have accounts that read views alone",
)


def made(*arguments) -> dict:
    out = StringIO()
    call_command("make_bi_views", *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


@pytest.fixture
def ten(db):
    term = factories.term()
    factories.paper_ten(term)
    other = factories.term(factories.institution("OTHER"), code="2026-ODD")
    factories.mark(factories.result(other, factories.student(other.institution, "X1")), score=50)
    yield term
    if connection.vendor == "mysql":
        drop_views(term.institution)
        with connection.cursor() as cursor:
            cursor.execute("DROP USER IF EXISTS 'bi_reader'@'localhost'")


def signed_in(done: dict):
    """A connection of the account the command has made, on the server of the tests."""
    import MySQLdb

    settings = connection.get_connection_params()
    place = {name: settings[name] for name in ("unix_socket", "host", "port") if name in settings}
    name = done["user"].partition("@")[0]
    return MySQLdb.connect(
        user=name, password=done["password"], database=done["database"], charset="utf8mb4", **place
    )


@on_mariadb
def test_the_account_reads_the_institutions_rows_to_the_last_place(ten):
    done = made("MAIN", "--user", "bi_reader")
    assert done["views"] == list(TABLES)
    with signed_in(done) as reader:
        cursor = reader.cursor()
        for name in TABLES:
            cursor.execute(f"SELECT * FROM {name}")  # noqa: S608 (our own names)
        cursor.execute("SELECT result_id, average FROM fact_result")
        found = dict(cursor.fetchall())
        cursor.execute("SELECT DISTINCT max_score FROM fact_mark")
        assert cursor.fetchall() == ((Decimal("100.00"),),)
    kept = TermResult.objects.filter(term=ten).values_list("pk", "average")
    assert {pk: int(average * 10**10) for pk, average in found.items()} == dict(kept)


@on_mariadb
def test_the_account_reads_nothing_else_and_writes_nothing(ten):
    import MySQLdb

    done = made("MAIN", "--user", "bi_reader")
    own = connection.settings_dict["NAME"]
    with signed_in(done) as reader:
        cursor = reader.cursor()
        cursor.execute("SHOW DATABASES")
        assert {name for (name,) in cursor.fetchall()} <= {done["database"], "information_schema"}
        for refused in (
            f"SELECT * FROM `{own}`.students_mark",  # noqa: S608 (our own name)
            "DELETE FROM fact_mark",
            "CREATE TABLE more (pk INT)",
        ):
            with pytest.raises(MySQLdb.OperationalError):
                cursor.execute(refused)


@on_mariadb
def test_names_are_left_out_unless_they_are_asked_for(ten):
    def columns():
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW COLUMNS FROM `{database_of(ten.institution)}`.dim_student")
            return {row[0] for row in cursor.fetchall()}

    made("MAIN")
    assert "name" not in columns()
    made("MAIN", "--with-names")
    assert "name" in columns()


@on_mariadb
def test_a_new_password_replaces_the_former(ten):
    import MySQLdb

    former = made("MAIN", "--user", "bi_reader")
    made("MAIN", "--user", "bi_reader")
    with pytest.raises(MySQLdb.OperationalError):
        signed_in(former)


@pytest.mark.skipif("connection.vendor == 'mysql'", reason="there the views are made")
def test_elsewhere_the_command_says_where_the_tables_are(ten):
    with pytest.raises(CommandError, match="/api/v1/tables/"):
        made("MAIN")


@on_mariadb
def test_an_unknown_institution_is_refused_with_the_known_ones(ten):
    with pytest.raises(CommandError, match="Known: MAIN, OTHER"):
        made("NOWHERE")
