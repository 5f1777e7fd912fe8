"""What is wrong with the MariaDB or MySQL server, and precisely what to change."""

from django.core.checks import Error, Warning
from django.db import connections
from django.db.utils import NotSupportedError

LOCAL_HOSTS = {"", "localhost", "127.0.0.1", "::1"}


def check_database_servers(databases=None, **_):
    """Return every problem of the MariaDB/MySQL servers among the aliases in databases."""
    problems = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "mysql":
            problems += problems_of(connection)
    return problems


def problems_of(connection):
    """Return the problems of one server; a version that is too old hides all others."""
    try:
        connection.ensure_connection()
    except NotSupportedError as error:
        return [Error(str(error), hint="Upgrade the server, then migrate.", id="perfdash.E001")]
    with connection.cursor() as cursor:
        return [
            problem
            for checked in (strictness, storage, characters, collation, encryption)
            for problem in checked(cursor, connection.settings_dict)
        ]


def strictness(cursor, _):
    """Yield a problem where a value that does not fit would be cut instead of refused."""
    own, everyone = row(cursor, "SELECT @@SESSION.sql_mode, @@GLOBAL.sql_mode")
    if "STRICT_" not in own:
        yield Error(
            "Strict mode is off: the database would cut a value that does not fit.",
            hint="Take sql_mode and init_command out of DATABASE_URL: PerfDash sets it itself.",
            id="perfdash.E002",
        )
    elif "STRICT_" not in everyone:
        yield Warning(
            "Strict mode is off on the server; PerfDash switches it on for itself, but a restore "
            "or another program could store what does not fit.",
            hint="Put sql_mode=TRADITIONAL under [mysqld] in the server's configuration and run "
            "SET GLOBAL sql_mode='TRADITIONAL';",
            id="perfdash.W002",
        )


def storage(cursor, _):
    """Yield a problem where tables are not, or would not be, transactional."""
    (engine,) = row(cursor, "SELECT @@SESSION.default_storage_engine")
    if engine.lower() != "innodb":
        yield Error(
            f"New tables would be {engine}, which cannot take back half a transaction.",
            hint="Put default_storage_engine=InnoDB under [mysqld] in the server's configuration, "
            "and take init_command out of DATABASE_URL.",
            id="perfdash.E003",
        )
    cursor.execute(
        "SELECT table_name, engine FROM information_schema.tables WHERE table_schema = DATABASE() "
        "AND table_type = 'BASE TABLE' AND engine <> 'InnoDB' ORDER BY table_name"
    )
    if tables := dict(cursor.fetchall()):
        yield Error(
            "Not kept by InnoDB, so neither transactions nor foreign keys hold: "
            + ", ".join(f"{table} ({engine})" for table, engine in tables.items()),
            hint=" ".join(f"ALTER TABLE `{table}` ENGINE=InnoDB;" for table in tables),
            id="perfdash.E004",
        )


def characters(cursor, settings):
    """Yield a problem where a name in any script could not be stored as it is written."""
    connected, database = row(cursor, "SELECT @@character_set_connection, @@character_set_database")
    if connected != "utf8mb4":
        yield Error(
            f"The connection speaks {connected}, which has no sign for many names.",
            hint="Take charset out of DATABASE_URL (or write charset=utf8mb4).",
            id="perfdash.E005",
        )
    if database != "utf8mb4":
        yield Error(
            f"New tables would be {database}, which has no sign for many names.",
            hint=f"ALTER DATABASE `{settings['NAME']}` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
            id="perfdash.E006",
        )
    cursor.execute(
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = "
        "DATABASE() AND character_set_name IS NOT NULL AND character_set_name <> 'utf8mb4' "
        "AND data_type <> 'uuid' ORDER BY table_name"
    )
    if tables := [table for (table,) in cursor.fetchall()]:
        yield Error(
            "Not stored as utf8mb4: " + ", ".join(tables),
            hint=" ".join(
                f"ALTER TABLE `{table}` CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;"
                for table in tables
            ),
            id="perfdash.E007",
        )


def collation(cursor, settings):
    """Yield a problem where the server would take two different names for the same."""
    charset, name = row(cursor, "SELECT @@character_set_database, @@collation_database")
    if charset == "utf8mb4" and not name.endswith("_bin"):
        yield Warning(
            f"The database compares by {name}: to it `jose` and `José` are one user name.",
            hint=f"ALTER DATABASE `{settings['NAME']}` COLLATE utf8mb4_bin; before the first "
            "migrate (tables that exist keep theirs until they are converted).",
            id="perfdash.W008",
        )


def encryption(cursor, settings):
    """Yield a problem where marks would cross a network in clear text."""
    _, cipher = row(cursor, "SHOW SESSION STATUS LIKE 'Ssl_cipher'")
    if settings["HOST"] not in LOCAL_HOSTS and not settings["HOST"].startswith("/") and not cipher:
        yield Warning(
            f"The connection to {settings['HOST']} is not encrypted.",
            hint="Give the server a certificate and demand it there: ALTER USER … REQUIRE SSL; "
            "(the driver may fall back to clear text in silence, so the server has to insist).",
            id="perfdash.W009",
        )


def row(cursor, query):
    """Return the single row of a query."""
    cursor.execute(query)
    return cursor.fetchone()
