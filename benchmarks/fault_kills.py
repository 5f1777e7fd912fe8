"""Imports whose process, or whose database server, is killed at moments drawn by lot."""

from pathlib import Path

from django.db import connection, connections
from fault_ground import empty_register
from fault_server import Server
from fault_table import Line

from students.tests.faults.kills import Killed, imports_killed, kill_worker

GIVE_UP = 60  # seconds a process may need to see that its server is gone


def workers(folder: Path, count: int = 20) -> Line:
    """`kill -9` of the process that stores, on whatever database is named."""
    with empty_register(folder):
        found = imports_killed(folder, count, kill_worker)
    what = f"`kill -9` of the process during an import on {connection.display_name}, {count} times"
    return _line(what, found)


def servers(folder: Path, count: int = 20, server: Server | None = None) -> Line:
    """`kill -9` of the server, which is started again on what it holds."""

    def kill_server(worker):
        server.kill()
        worker.join(GIVE_UP)
        worker.kill()
        server.start()
        connections.close_all()

    with empty_register(folder):
        found = imports_killed(folder, count, kill_server)
    return _line(f"`kill -9` of the MariaDB server during an import, {count} times", found)


def _line(what: str, found: Killed) -> Line:
    came = (
        f"{found.before} times nothing was stored yet, {found.after} times all of it; {found.half} "
        f"half imports, {found.lost} imports said to be done and not there; {found.interrupted} "
        f"said “interrupted”, {found.stuck} could not be run again to their end; {found.untrue} "
        "figures untrue"
    )
    return Line(what, came, bool(found.is_clean))
