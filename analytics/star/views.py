"""The tables as read-only views of one institution in a database of its own (MariaDB).

Names of databases, views and accounts are ours and quoted; all else is a parameter.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.db.models import F, Func, QuerySet

from analytics.star.catalogue import TABLES
from analytics.star.tables import Column, Table
from students.models import Institution

PREFIX = "perfdash_bi_"
LONGEST_NAME = 64


class Scaled(Func):
    """A whole number of its last place as the decimal it stands for: exact, no division."""

    def __init__(self, lookup: str, places: int):
        super().__init__(F(lookup), template=f"(%(expressions)s * {_unit(places)})")


@dataclass(frozen=True)
class Account:
    """An account of the database, and the host it signs in from."""

    name: str
    host: str = "localhost"


def database_of(institution: Institution) -> str:
    """The name of the database with an institution's views; ValueError where none can be made."""
    key = "".join(c for c in institution.code_key.casefold() if c.isascii() and c.isalnum())
    # Two codes may differ in signs alone, and a code may have no such letter at all.
    name = f"{PREFIX}{key or 'institution'}_{institution.pk}"
    if len(name) > LONGEST_NAME:
        name = f"{PREFIX}{institution.pk}"
    return name


def make_views(institution: Institution, with_names: bool = False) -> list[str]:
    """Make the institution's views anew, all of them; gives their names. Not in a transaction."""
    quoted, database = connection.ops.quote_name, database_of(institution)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE IF NOT EXISTS {quoted(database)} CHARACTER SET utf8mb4")
        for name, statement, parameters in _selects(institution, with_names):
            place = f"{quoted(database)}.{quoted(name)}"
            cursor.execute(
                f"CREATE OR REPLACE SQL SECURITY DEFINER VIEW {place} {statement}", parameters
            )
    return list(TABLES)


def let_in(institution: Institution, account: Account, password: str):
    """Let an account read these views and nothing else; one that is there gets the password."""
    with connection.cursor() as cursor:
        place = [account.name, account.host]
        cursor.execute("CREATE USER IF NOT EXISTS %s@%s IDENTIFIED BY %s", [*place, password])
        cursor.execute("ALTER USER %s@%s IDENTIFIED BY %s", [*place, password])
        cursor.execute("REVOKE ALL PRIVILEGES, GRANT OPTION FROM %s@%s", place)
        views = connection.ops.quote_name(database_of(institution))
        cursor.execute(f"GRANT SELECT ON {views}.* TO %s@%s", place)


def drop_views(institution: Institution):
    """Remove the views with their database; the register is not touched."""
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(database_of(institution))
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def _selects(institution: Institution, with_names: bool) -> Iterator[tuple[str, str, tuple]]:
    quoted = connection.ops.quote_name
    for table in TABLES.values():
        columns = [one for one in table.columns if with_names or not one.personal]
        select, parameters = _select(table, columns, institution).query.sql_with_params()
        names = ", ".join(quoted(column.name) for column in columns)
        yield table.name, f"({names}) AS {select}", parameters


def _select(table: Table, columns: list[Column], institution: Institution) -> QuerySet:
    found = table.of_institution(institution.pk)
    return found.values_list(
        *(Scaled(one.lookup, one.places) if one.places else one.lookup for one in columns)
    )


def _unit(places: int) -> str:
    """The last place as a decimal: 0.01 for two places."""
    return f"0.{'0' * (places - 1)}1"
