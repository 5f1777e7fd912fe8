"""What an overview costs while a file of marks is stored by a command, on the same machine."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median, quantiles

import universities
from django.conf import settings
from django.db import connection
from django.test import Client
from imports import address, file_of, scratch_database
from store import ground_of

from students.models import Student, User

STUDENTS = 10_000
MARKS, SUBJECTS = 180_000, 6
LOOKS = 150
REST = 0.05  # seconds between two looks of all
WHO = "faculty", "principal"
CODE = "BESIDE"
Looks = dict[str, list[float]]  # seconds of each, by who looked


def report(_title: str) -> str:
    """Median and 95th percentile with nothing kept and with pages kept, idle and beside it."""
    lines = [f"{connection.display_name}: an overview of {STUDENTS:,} students, milliseconds"]
    with scratch_database() as folder:
        universities.made(STUDENTS)
        browsers = {name: _signed_in(name) for name in WHO}
        for kept in (0, 60):
            settings.PAGES_KEPT_SECONDS = kept
            path = folder / "marks.csv"
            path.write_bytes(_marks(f"{CODE}{kept}"))
            _looks(browsers, lambda looks: len(looks[WHO[0]]) < LOOKS // 5)
            idle = _looks(browsers, lambda looks: len(looks[WHO[0]]) < LOOKS)
            with _importing(str(path), f"{CODE}{kept}") as job:
                beside = _looks(browsers, lambda _looks: job.poll() is None)
            if job.returncode:
                raise SystemExit(f"import_marks ended with {job.returncode}.")
            lines += [_line(name, kept, idle[name], beside[name]) for name in WHO]
    return "\n".join(lines)


def _marks(code: str) -> bytes:
    ground_of(MARKS // SUBJECTS, code, SUBJECTS)
    known = Student.objects.filter(institution__code=code).values_list("roll_no", flat=True)
    return file_of(list(known), 61)


def _importing(path: str, code: str) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "import_marks", path, "--institution", code]
    surroundings = os.environ | {"DATABASE_URL": address()}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, "--term", "T", "--json"], env=surroundings, **quiet)


def _signed_in(name: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username=name))
    return client


def _looks(browsers: dict[str, Client], goes_on: Callable[[Looks], bool]) -> Looks:
    """Look by turns as long as it goes on."""
    looks: Looks = {name: [] for name in browsers}
    while goes_on(looks):
        for name, browser in browsers.items():
            started = time.perf_counter()
            if browser.get("/dashboards/overview/").status_code != 200:
                raise RuntimeError(f"no overview for {name}")
            looks[name].append(time.perf_counter() - started)
        time.sleep(REST)
    return looks


def _line(name: str, kept: int, idle: list[float], beside: list[float]) -> str:
    (middle, most), (middle_beside, most_beside) = map(_told, (idle, beside))
    return (
        f"  {name}, {'pages kept' if kept else 'nothing kept'}: median {middle:.0f}, beside an "
        f"import {middle_beside:.0f}; 95th percentile {most:.0f}, beside {most_beside:.0f} "
        f"({most_beside / most:.2f} ×)"
    )


def _told(seconds: list[float]) -> tuple[float, float]:
    return median(seconds) * 1000, quantiles(seconds, n=20)[-1] * 1000
