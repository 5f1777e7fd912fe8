"""How the values of each index are spread: by that a database chooses the index it reads by."""

from django.db import connection

ROWS_LOOKED_AT = 1000  # of each index, so that it takes a moment however many there are


def learn_spreads():
    """Let SQLite look at its indexes, which it does when it is told to; MariaDB does by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
