"""Eight writers and an import on SQLite, which has one writer at a time: who is told to wait."""

import itertools
import random
import time
from dataclasses import dataclass
from pathlib import Path

from django.db import OperationalError

from students.imports import runs
from students.models import Mark
from students.models.waits import is_locked
from students.tests import factories as make
from students.tests.faults.processes import Worker
from students.tests.faults.truth import untrue

WRITERS = 8
TITLES = ("Physics", "English")


@dataclass
class Writing:
    """Saves and imports that were stored; `locked` and `untrue` should be nothing."""

    saves: int
    imports: int
    rows: int
    locked: int
    longest: float
    untrue: int

    @property
    def is_clean(self) -> bool:
        return bool(self.saves and self.imports) and not (self.locked or self.untrue)


def beside_an_import(folder: Path, seconds: float, students: int = 500) -> Writing:
    """Writers save one mark after another while files of as many others come in, for so long."""
    term, other = (make.term(make.institution(code)) for code in ("WRITE", "BRING"))
    _import(term, students, 0)
    until = time.time() + seconds
    working = [
        Worker(folder / f"writer-{number}", _save, number, until) for number in range(WRITERS)
    ]
    bringing = Worker(folder / "import", _bring, other, students, until)
    for one in (*working, bringing):
        one.join()
    saves = [line for one in working for line in one.told]
    imports = bringing.told
    return Writing(
        saves=sum(line["stored"] for line in saves),
        imports=sum(line["stored"] for line in imports),
        rows=students * len(TITLES),
        locked=sum(not line["stored"] for line in (*saves, *imports)),
        longest=max(line["seconds"] for line in saves),
        untrue=untrue(),
    )


def _save(tell, number: int, until: float):
    chance = random.Random(number)
    written = Mark.objects.filter(result__institution__code="WRITE").order_by("pk")
    ids = list(written.values_list("pk", flat=True))
    while time.time() < until:
        mark = Mark.objects.get(pk=chance.choice(ids))
        mark.score = chance.randrange(101)
        tell(_tried(mark.save))


def _bring(tell, term, students: int, until: float):
    for number in itertools.count(1):
        tell(_tried(lambda: _import(term, students, number)))  # noqa: B023 (called at once)
        if time.time() >= until:
            break


def _tried(work) -> dict:
    """Whether it was stored or found the database locked, and how long that took."""
    began, stored = time.monotonic(), True
    try:
        work()
    except OperationalError as error:
        if not is_locked(error):
            raise
        stored = False
    return {"stored": stored, "seconds": time.monotonic() - began}


def _import(term, students: int, number: int):
    header = ",".join(("roll_no", "name", "branch", "semester", *TITLES))
    rows = (
        ",".join((f"W{one}", f"Name {one}", "CSE", "4", *(str((one + number) % 100),) * 2))
        for one in range(students)
    )
    content = "\n".join([header, *rows, ""]).encode()
    runs.run_at_once("marks", content, "marks.csv", institution=term.institution, term=term)
