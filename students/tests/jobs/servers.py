"""A whole installation of its own: database, server process, folders; to be killed by tests."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings
from django.db import connection

NOT_OURS = (
    "PYTHONDONTWRITEBYTECODE",  # a test runs many commands: all but the first find it compiled
    "PYTEST_VERSION",
    "PYTEST_CURRENT_TEST",
    "PYTEST_XDIST_WORKER",
    "DJANGO_SETTINGS_MODULE",
)
START_SECONDS = 60


class Installation:
    """A demo with a registrar, served by one process on a free port of this machine."""

    def __init__(self, folder: Path, database_url: str):
        self.folder, self.process = folder, None
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        ours = {"PERFDASH_DEMO": "1", "DATABASE_URL": database_url, "PERFDASH_VAR": str(folder)}
        self.environment = kept | ours | {"JOB_FROM_KB": "1", "JOB_FROM_ROWS": "20"}

    def migrate(self, migrated: Path):
        """Make the tables, or on SQLite take a copy of the database in which tests made them."""
        if migrated.exists() and self.environment["DATABASE_URL"] == sqlite_url(self.folder):
            shutil.copy(migrated, self.folder / "db.sqlite3")
        else:
            self.manage("migrate", "-v0")

    def manage(self, *words: str) -> str:
        """What a command says on stdout."""
        command = [sys.executable, "manage.py", *words]
        where = {"cwd": settings.BASE_DIR, "env": self.environment}
        done = subprocess.run(command, capture_output=True, text=True, check=False, **where)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def begin(self, code: str, **how) -> subprocess.Popen:
        """A line of Python that goes on while the test does something else."""
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-v0", "-c", code]
        where = {"cwd": settings.BASE_DIR, "env": self.environment}
        said = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(command, **said, **where, **how)

    def shell(self, code: str) -> str:
        """What a line of Python says that runs in the installation."""
        return self.manage("shell", "--no-imports", "-v0", "-c", code).strip()

    def serve(self):
        """Start the server and wait until it answers."""
        with (self.folder / "server.log").open("a") as log:
            command = [sys.executable, "manage.py", "runserver", "--noreload", str(self.port)]
            where = {"cwd": settings.BASE_DIR, "env": self.environment}
            self.process = subprocess.Popen(command, stdout=log, stderr=log, **where)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, (self.folder / "server.log").read_text()
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/login/", timeout=5):  # noqa: S310
                return True
        except OSError:
            return False

    def kill(self):
        """End the server as a power cut would."""
        if self.process:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def database_url(folder: Path) -> str:
    """A database of its own beside the one of the tests: a file, or a schema of their server."""
    if connection.vendor == "sqlite":
        return sqlite_url(folder)
    kept = connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {schema()} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
    socket_path = kept["OPTIONS"].get("unix_socket", "")
    where = f"?unix_socket={socket_path}" if socket_path else ""
    return f"mysql://{kept['USER']}:{kept['PASSWORD']}@{kept['HOST']}/{schema()}{where}"


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder}/db.sqlite3"


def empty_copy(folder: Path) -> str:
    """The address of a file with the tables of the tests' own SQLite database, as it is now."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(folder / "db.sqlite3")])
    return sqlite_url(folder)


def drop_database():
    """Remove the schema again; a file goes with its folder."""
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {schema()}")


def schema() -> str:
    return f"perfdash_installation_{os.getpid()}"
