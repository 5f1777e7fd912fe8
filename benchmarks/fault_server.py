"""A MariaDB server of one's own that keeps what it said it stored, and may be killed."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from subprocess import Popen

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "script"))

import on_mariadb  # noqa: E402 (a script, not a package)

CARELESS = ("--innodb-flush-log-at-trx-commit", "--innodb-doublewrite")


class Server:
    """Listens on a socket of its folder."""

    def __init__(self, place: Path):
        self.place, self.user = place, on_mariadb.getpass.getuser()
        own = [f"--datadir={place}/data", f"--user={self.user}"]
        normal = "--auth-root-authentication-method=normal"
        command = ["mariadb-install-db", "--no-defaults", "--skip-test-db", normal, *own]
        on_mariadb.quietly(command, place)
        careful = [one for one in on_mariadb.private_options(place) if not one.startswith(CARELESS)]
        self.command = ["mariadbd", "--no-defaults", *own, *careful]
        self.url = f"mysql://root@/perfdash?unix_socket={place}/sock"
        self.start()

    def start(self):
        """Start it on what it holds, and return once it listens."""
        with (self.place / "server.log").open("a") as log:
            surroundings = on_mariadb.surroundings(self.place)
            self.process = Popen(self.command, stdout=log, stderr=log, env=surroundings)
        on_mariadb.wait_for(self.place / "sock", self.process)

    def kill(self):
        """`kill -9`."""
        self.process.kill()
        self.process.wait()
        (self.place / "sock").unlink(missing_ok=True)


@contextmanager
def own_server() -> Iterator[Server]:
    """A server named by DATABASE_URL while it is there."""
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        server = Server(Path(folder))
        os.environ["DATABASE_URL"] = server.url
        try:
            yield server
        finally:
            server.process.terminate()
            server.process.wait()
