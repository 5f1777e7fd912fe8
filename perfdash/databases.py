"""How PerfDash talks to the database named by DATABASE_URL."""

SQLITE = "perfdash.sqlite"
MYSQL = "django.db.backends.mysql"

OPTIONS = {
    # One writer at a time: readers go on reading (WAL), writers queue at BEGIN (IMMEDIATE) instead
    # of failing half-way. NORMAL under WAL can lose the last second to a power cut, never more.
    SQLITE: {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # Strict, whatever the server's own default: a mark that does not fit is refused, never cut.
    # READ COMMITTED: no gap locks, so two imports of different classes do not wait for each other;
    # what must not move is locked by the refresh itself, row by row. `local_infile`: an import
    # sends plain rows as a file; only the server that DATABASE_URL names could ask for another.
    MYSQL: {
        "charset": "utf8mb4",
        "isolation_level": "read committed",
        "local_infile": True,
        "init_command": "SET sql_mode='TRADITIONAL', default_storage_engine='InnoDB'",
    },
}


def database_from(env, default_path):
    """Return Django's entry for DATABASE_URL, or for a SQLite file at default_path without one."""
    # A DATABASE_URL set to nothing would select Django's dummy backend: it counts as not set.
    url = env.str("DATABASE_URL", "").replace("mariadb://", "mysql://", 1)
    named = env.db_url_config(url) if url else {"ENGINE": SQLITE, "NAME": default_path}
    engine = SQLITE if named["ENGINE"] == "django.db.backends.sqlite3" else named["ENGINE"]
    entry = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True} | named | {"ENGINE": engine}
    entry["OPTIONS"] = OPTIONS.get(engine, {}) | named.get("OPTIONS", {})
    if engine == MYSQL:
        # By code point, as SQLite compares: `jose` is not `José`, and both sort the same way.
        entry["TEST"] = {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_bin"}
    if engine == SQLITE:
        # Said, since pytest-django knows only Django's own engine to need no file for its tests.
        entry["TEST"] = {"NAME": ":memory:"}
    return entry
