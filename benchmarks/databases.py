"""Databases to measure on: those named by an address, and demos made in a temporary folder."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "benchmarks"
NO_DATABASE = "information_schema"  # is there on every server


@contextmanager
def databases(asked: list[str]) -> Iterator[dict[str, str]]:
    """For each argument a title and an address; a number is made a demo of so many students."""
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        os.environ["PERFDASH_VAR"] = folder  # sessions and keys apart from an installation's
        yield dict(_database(Path(folder), one) for one in asked)


def run(url: str, script: str, *arguments: str, output=None):
    """Run a Python script as a demo on this database, its output to the terminal or elsewhere."""
    demo = {
        "DATABASE_URL": url,
        "PERFDASH_DEMO": "1",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "perfdash.settings",
    }
    command = [sys.executable, script, *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=os.environ | demo, stdout=output)


def _database(folder: Path, asked: str) -> tuple[str, str]:
    if not asked.isdigit():
        return asked.rsplit("@")[-1], asked
    url = f"sqlite:///{folder / asked}.sqlite3"
    run(url, "manage.py", "migrate", "--verbosity", "0")
    run(url, "manage.py", "seed_demo", "--students", asked, output=subprocess.DEVNULL)
    return f"{int(asked):,} students", url


@contextmanager
def universities(asked: list[str], server: str = "") -> Iterator[dict[int, str]]:
    """By number of students the address of a university, kept in var/benchmarks once it is made;
    on the server of MariaDB that an address names, it is made anew and dropped at the end."""
    KEPT.mkdir(parents=True, exist_ok=True)
    os.environ["PERFDASH_VAR"] = str(KEPT)
    if not server:
        yield {int(one): _university(int(one)) for one in asked}
        return
    with ExitStack() as stack:
        yield {int(one): stack.enter_context(_university_on(server, int(one))) for one in asked}


@contextmanager
def _university_on(server: str, students: int) -> Iterator[str]:
    name = f"perfdash_university_{students}"
    url, none = (urlsplit(server)._replace(path=f"/{it}").geturl() for it in (name, NO_DATABASE))
    run(none, "benchmarks/run.py", "--say", f"CREATE DATABASE {name} COLLATE utf8mb4_bin")
    try:
        run(url, "manage.py", "migrate", "--verbosity", "0")
        run(url, "benchmarks/run.py", "--make", str(students))
        yield url
    finally:
        run(none, "benchmarks/run.py", "--say", f"DROP DATABASE {name}")


def _university(students: int) -> str:
    path = KEPT / f"university-{students}.sqlite3"
    making, url = path.with_suffix(".making"), f"sqlite:///{path}"
    if not path.exists():
        making.unlink(missing_ok=True)
        run(f"sqlite:///{making}", "manage.py", "migrate", "--verbosity", "0")
        run(f"sqlite:///{making}", "benchmarks/run.py", "--make", str(students))
        making.rename(path)
    run(url, "manage.py", "migrate", "--verbosity", "0")
    return url
