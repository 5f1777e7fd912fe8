"""What many results take from their marks: one pass over the marks of all, written in one go.

The columns are those of `outcomes.gathered`, which asks for each of them by itself: for one result
that is as fast, and its statement can be kept.
"""

from django.db import connection

from students.models.outcomes import SUM_OF, sums_of_marks
from students.models.spans import among

# MariaDB locks all rows it looks at: the sums come first and lead to their own results by key.
WRITE = {
    "sqlite": "UPDATE {table} SET {values} FROM ({sums}) AS s WHERE {table}.id = s.pk",
    "mysql": (
        "UPDATE ({sums}) AS s STRAIGHT_JOIN {table} FORCE INDEX (PRIMARY) ON {table}.id = s.pk "
        "SET {values}"
    ),
}


def is_spoken() -> bool:
    """Whether the SQL of this database is written here."""
    return connection.vendor in WRITE


def gather_marks(results: type, ids: list[int]):
    """Bring the sums, counts and states of these results up to date with their marks."""
    sums = sums_of_marks(results._base_manager.filter(among("pk", ids)))
    columns = [name for name in sums.query.annotations if name.startswith(SUM_OF)]
    quote = connection.ops.quote_name
    values = ", ".join(f"{quote(name.removeprefix(SUM_OF))} = s.{name}" for name in columns)
    statement, parameters = sums.query.sql_with_params()
    table = quote(results._meta.db_table)
    with connection.cursor() as cursor:
        sql = WRITE[connection.vendor].format(table=table, sums=statement, values=values)
        cursor.execute(sql, parameters)
