"""Run a command with DATABASE_URL naming a MariaDB/MySQL server; exit 75 where there is none.

A server named by DATABASE_URL is taken, else the one on the machine's usual socket if this user may
create databases there, else a private one that lives as long as the command. MARIADB_OPTIONS are
further options of the private one, as for measuring: --innodb-buffer-pool-size=2G.
"""

import getpass
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

NO_SERVER = 75
USUAL_SOCKETS = ("/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock")
PATH = os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin"
START_SECONDS = 60


def main(command):
    """Run the command on the first server found and return its exit code."""
    try:
        import MySQLdb  # noqa: F401
    except ImportError:
        print("mysqlclient is not installed (script/setup says how).", file=sys.stderr)
        return NO_SERVER
    if url := named_server() or running_server():
        return run(command, url)
    if not shutil.which("mariadbd", path=PATH):
        print("No server is running and mariadb-server-core is not installed.", file=sys.stderr)
        return NO_SERVER
    with private_server() as url:
        return run(command, url)


def run(command, url):
    return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode


def named_server():
    """Return DATABASE_URL if it names a MariaDB or MySQL server."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("mysql:", "mariadb:")) else None


def running_server():
    """Return the URL of a server on a usual socket where this user may create databases."""
    user = getpass.getuser()
    for socket in USUAL_SOCKETS:
        if Path(socket).exists() and may_create_databases(user, socket):
            return f"mysql://{user}@/perfdash?unix_socket={socket}"
    return None


def may_create_databases(user, socket):
    import MySQLdb

    probe = f"perfdash_probe_{os.getpid()}"
    try:
        connection = MySQLdb.connect(user=user, unix_socket=socket)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {probe}")
            cursor.execute(f"DROP DATABASE {probe}")
        connection.close()
    except MySQLdb.Error:
        return False
    return True


@contextmanager
def private_server():
    """Start a server with its own folder, reachable by its socket alone, and give its URL."""
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        place, user = Path(folder), getpass.getuser()
        own = [f"--datadir={place}/data", f"--user={user}"]
        install = ["mariadb-install-db", "--no-defaults", "--skip-test-db"]
        quietly([*install, "--auth-root-authentication-method=normal", *own], place)
        with (place / "server.log").open("w") as log:
            server = subprocess.Popen(
                ["mariadbd", "--no-defaults", *own, *private_options(place)],
                stdout=log,
                stderr=log,
                env=surroundings(place),
            )
        try:
            wait_for(place / "sock", server)
            yield f"mysql://root@/perfdash?unix_socket={place}/sock"
        finally:
            server.terminate()
            server.wait()


def private_options(place):
    """Options of a server whose data may be lost at any moment."""
    return [
        f"--socket={place}/sock",
        f"--pid-file={place}/pid",
        "--skip-networking",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-doublewrite=0",
        "--innodb-buffer-pool-size=256M",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_bin",
        *shlex.split(os.environ.get("MARIADB_OPTIONS", "")),
    ]


def surroundings(place):
    """The environment of a server with its own temporary folder: servers empty it as they start."""
    return os.environ | {"PATH": PATH, "TMPDIR": str(place)}


def quietly(command, place):
    """Run a command, showing what it said only where it failed."""
    done = subprocess.run(
        command, cwd=place, capture_output=True, text=True, env=surroundings(place)
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout}{done.stderr}")


def wait_for(socket, server):
    """Return once the server listens; exit with its log where it does not."""
    deadline = time.monotonic() + START_SECONDS
    while not socket.exists():
        if server.poll() is not None or time.monotonic() > deadline:
            sys.exit("mariadbd did not start:\n" + (socket.parent / "server.log").read_text())
        time.sleep(0.1)


if __name__ == "__main__":
    # Told to stop, it leaves by the same door as otherwise: no server stays behind.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.exit(main(sys.argv[1:]))
