"""Taking one step of the walk: a request whose traces are taken back, and what it wrote."""

from contextlib import contextmanager

from django.db import connection, transaction
from django.test import Client

WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# Sessions, sign-in attempts, and the looks of others, gathered when somebody reads who looked.
APART = ("django_session", "axes_", "students_recordview", "students_listexport")
APART += ("analytics_riskspell",)  # a note of what the history says, made by whoever looks first


class Walker:
    """One person's browser; each step starts from the same cookies and the same database."""

    def __init__(self, user):
        self.client = Client(raise_request_exception=False)
        if user is not None:
            self.client.force_login(user)
        self.fresh = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def step(self, method, path, **sent):
        """Return the answer and the statements that wrote, all of it taken back afterwards."""
        self.client.cookies.clear()
        for name, value in self.fresh.items():
            self.client.cookies[name] = value
        with transaction.atomic(), noted_writes() as written:
            answer = self.client.generic(method, path, **sent)
            answer.changed = tables() if written else None
            transaction.set_rollback(True)
        return answer

    def page(self, path) -> str:
        """The text of a page."""
        return self.step("GET", path).content.decode()


@contextmanager
def noted_writes():
    """Collect the writing statements of the block, but for those set apart."""
    written = []

    def note(execute, sql, params, many, context):
        words = sql.split(None, 3)
        if words[0].upper() in WRITES and not any(name in sql[:80] for name in APART):
            written.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield written


def tables() -> dict[str, list]:
    """Every row of every table, but for those set apart."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if not name.startswith(APART):
                cursor.execute(f"SELECT * FROM {connection.ops.quote_name(name)} ORDER BY 1")  # noqa: S608
                found[name] = cursor.fetchall()
    return found
