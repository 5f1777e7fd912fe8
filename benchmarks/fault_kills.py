"""Imports whose process, or whose database server, is killed at moments drawn by lot."""

from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path

from django.db import connection, connections
from fault_ground import empty_register
from fault_server import Server
from fault_table import Line

from students.tests.faults.files import Files
from students.tests.faults.kills import Killed, imports_killed, kill_worker
from students.tests.faults.processes import Worker

FILES = Files(300), Files(3_000, known=True)  # read row by row, and many at once
GIVE_UP = 60  # seconds a process may need to see that its server is gone


def workers(folder: Path, count: int = 20) -> Line:
    """`kill -9` of the process that stores, on whatever database is named."""
    found = _killed(folder, count, kill_worker)
    return _line(f"the process during an import on {connection.display_name}", found)


def servers(folder: Path, count: int = 20, server: Server | None = None) -> Line:
    """`kill -9` of the server, which is started again on what it holds."""

    def kill_server(worker):
        server.kill()
        worker.join(GIVE_UP)
        worker.kill()
        server.start()
        connections.close_all()

    found = _killed(folder, count, kill_server)
    return _line("the MariaDB server during an import", found)


def _killed(folder: Path, count: int, kill: Callable[[Worker], None]) -> Killed:
    """So many of each kind of files, each kind in a register of its own."""
    found = []
    for number, files in enumerate(FILES):
        own = folder / str(number)
        own.mkdir()
        with empty_register(folder):
            found.append(imports_killed(own, count, kill, files))
    return Killed(*map(sum, zip(*map(astuple, found), strict=True)))


def _line(whom: str, found: Killed) -> Line:
    new, known = FILES
    what = (
        f"`kill -9` of {whom}, {found.kills} times: half of them {new.rows:,} marks of new "
        f"students, half {known.rows:,} changed marks of known ones"
    )
    came = (
        f"{found.before} times nothing was stored yet, {found.after} times all of it; {found.half} "
        f"half imports, {found.lost} imports said to be done and not there; {found.interrupted} "
        f"said “interrupted”, {found.stuck} could not be run again to their end; {found.untrue} "
        "figures untrue"
    )
    return Line(what, came, bool(found.is_clean))
