"""What a long file of marks of known students costs, through the front door and beside its floors.

All of it happens in a database of its own, made beside the named one and dropped at the end. The
table is printed and written into docs/performance.md.
"""

import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median

import performance
from django.conf import settings
from django.db import connection
from import_floors import (
    BULK_ROWS,
    DEFAULT_ROWS,
    BareMark,
    InBulkMode,
    InDefaultMode,
    bare_rows,
    bare_store,
    stock,
)
from store import Ground, ground_of

from students.imports import runs
from students.models import Institution, Student

SIZES = 600, 6_000
SUBJECTS = 6
LOOK_EVERY, MOST = 0.02, "VmHWM"  # seconds; how the system calls the most memory held
ROUNDS = 3
SCORES = {"new": 61, "changed": 62, "same": 62}
Spent = dict[str, list[float]]  # seconds for one row, by what was done


def report(title: str, *sizes: int) -> str:
    """Rates and ratios for each size, peak memory, and how time grows with the rows."""
    sizes = sizes or SIZES
    with scratch_database() as folder:
        found = {size: _measured(size, folder) for size in sizes}
        peaks = {size: _peak(size, folder) for size in sizes}
    text = performance.table(found, peaks) + _growth(found)
    performance.write(f"Imports of marks on {connection.display_name}", text)
    return f"{connection.display_name}\n{text}"


@contextmanager
def scratch_database() -> Iterator[Path]:
    """An empty register in a database of its own, and a folder beside it."""
    with tempfile.TemporaryDirectory(prefix="perfdash-") as folder:
        described = connection.settings_dict
        named = described["NAME"]
        described["TEST"]["MIGRATE"] = False  # tables by the models, the bare one too
        if connection.vendor == "sqlite":
            described["TEST"]["NAME"] = str(Path(folder) / "scratch.sqlite3")
        else:
            described["OPTIONS"]["local_infile"] = True
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield Path(folder)
        finally:
            connection.creation.destroy_test_db(named, verbosity=0)


def _measured(size: int, folder: Path) -> Spent:
    """Seconds for one row in each round, floors and imports by turns; the first does not count."""
    spent = defaultdict(list)
    for number in range(ROUNDS + 1):
        code = f"B{size}R{number}"
        for name, seconds in _round(ground_of(size // SUBJECTS, code, SUBJECTS), code, folder):
            if number:
                spent[name].append(seconds)
    return dict(spent)


def _round(ground: Ground, code: str, folder: Path) -> Iterator[tuple[str, float]]:
    rows = bare_rows(ground)
    name, bare = bare_store(rows, folder)
    yield f"floor: {name}", _timed(bare) / len(rows)
    BareMark.objects.all().delete()
    institution = Institution.objects.get(code=code)
    known = list(Student.objects.filter(institution=institution).values_list("roll_no", flat=True))
    for mode, most in ((InBulkMode, BULK_ROWS), (InDefaultMode, DEFAULT_ROWS)):
        lines = [(code, roll, f"S{subject}", 61) for roll in known for subject in range(SUBJECTS)]
        count, job = stock(mode, lines, most)
        yield f"django-import-export, {mode.__name__}", _timed(job) / count
        BareMark.objects.all().delete()
    for case, score in SCORES.items():
        yield from _imported(case, file_of(known, score), institution, len(rows))


def _imported(case: str, content: bytes, institution: Institution, rows: int):
    """Both phases of one import, and the whole."""
    asked = {"institution": institution, "term": institution.terms.get()}
    started = time.perf_counter()
    run = runs.preview("marks", content, "marks.csv", **asked)
    previewed = time.perf_counter()
    runs.commit(run, despite_alarms=True)
    done = time.perf_counter()
    yield f"{case}: read, check, preview", (previewed - started) / rows
    yield f"{case}: commit", (done - previewed) / rows
    yield f"{case}: whole", (done - started) / rows


def file_of(known: list[str], score: int) -> bytes:
    lines = [f"{roll},S{subject},{score}" for roll in known for subject in range(SUBJECTS)]
    return "\n".join(["roll_no,subject,score", *lines, ""]).encode()


def _timed(job: Callable[[], None]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def _peak(size: int, folder: Path) -> int:
    """Megabytes of a process that imports a file of so many new marks by the command."""
    code = f"B{size}M"
    ground_of(size // SUBJECTS, code, SUBJECTS)
    known = Student.objects.filter(institution__code=code).values_list("roll_no", flat=True)
    path = folder / "marks.csv"
    path.write_bytes(file_of(list(known), SCORES["new"]))
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "import_marks", str(path)]
    said = [*command, "--institution", code, "--term", "T", "--json"]
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    surroundings = os.environ | {"DATABASE_URL": address()}
    child = os.posix_spawn(sys.executable, said, surroundings, file_actions=quiet)
    peak, ended = 0, 0
    while not ended:
        peak = max(peak, _most_so_far(child))
        time.sleep(LOOK_EVERY)
        ended, status = os.waitpid(child, os.WNOHANG)
    if status:
        raise SystemExit(f"import_marks of {size} rows ended with {status}.")
    return peak


def _most_so_far(process: int) -> int:
    """Megabytes it has held at most; what is told at its end is at least what its maker held."""
    told = Path(f"/proc/{process}/status").read_text()
    return max(
        (int(line.split()[1]) // 1024 for line in told.splitlines() if MOST in line), default=0
    )


def address() -> str:
    """The address of the scratch database, made from that of the named one."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return os.environ["DATABASE_URL"].replace(f"/{name.removeprefix('test_')}", f"/{name}", 1)


def _growth(found: dict[int, Spent]) -> str:
    """The exponent of a whole import of new rows between every two sizes."""
    whole = {size: median(spent["new: whole"]) * size for size, spent in found.items()}
    lines = [
        f"From {small:,} to {large:,} rows the time of a whole import of new rows grows with the "
        f"power {log(whole[large] / whole[small]) / log(large / small):.2f} of the rows."
        for small, large in pairwise(sorted(whole))
    ]
    return "\n" + "\n".join(lines) + "\n" if lines else ""
