"""Imports that speak of the same students at the same moment, each in another order."""

import random
from dataclasses import dataclass
from functools import partial

from students.imports import runs
from students.imports.refusals import PlanStale
from students.models import Mark, MarkChange, Student
from students.tests import factories as make
from students.tests.faults.threads import at_once
from students.tests.faults.truth import untrue

FILES = 4
HEADER = "roll_no,name,branch,semester,subject,score"
SUBJECTS = ("Physics", "English", "Biology")
BEFORE = "Chemistry"


@dataclass
class Meeting:
    """What came of it; `refused`: told that the register had moved, they sent their file again."""

    rows: int
    refused: int = 0
    faults: tuple[Exception, ...] = ()
    missing: int = 0
    doubled: int = 0
    untrue: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.faults or self.missing or self.doubled or self.untrue)


def imports(students: int, code: str = "OVER", seed: int = 1, known: bool = False) -> Meeting:
    """Four files of so many students each; two neighbours share two thirds of them.

    Files of `known` students are read and stored many rows at once, if they are long enough.
    """
    place = make.institution(code)
    term = make.term(place)
    make.branch(place)
    for title in (*SUBJECTS, BEFORE):
        make.subject(place, title)
    files = [_file(number, students, seed) for number in range(FILES)]
    if known:
        _bring(term, {roll for lines in files for roll, _ in lines})
    told = [[] for _ in files]
    works = (partial(_sent, term, *pair) for pair in zip(files, told, strict=True))
    faults = [one for one in at_once(*works) if isinstance(one, Exception)]
    wanted = {line for lines in files for line in lines}
    found = Meeting(len(wanted), sum(map(len, told)), tuple(faults))
    _count(found, place, wanted)
    return found


def _file(number: int, students: int, seed: int) -> list[tuple[str, str]]:
    """Student and subject of each line; what two files say of one cell is the same."""
    first = number * students // 3
    lines = [(f"R{one:06}", title) for one in range(first, first + students) for title in SUBJECTS]
    random.Random(f"{seed} {number}").shuffle(lines)
    return lines


def _bring(term, rolls: set[str]):
    """Let the register know them, by a mark that the files do not speak of."""
    rows = (f"{roll},Name {roll},CSE,4,{BEFORE},50" for roll in sorted(rolls))
    content = "\n".join([HEADER, *rows, ""]).encode()
    where = {"institution": term.institution, "term": term}
    runs.run_at_once("marks", content, "before.csv", **where)


def _sent(term, lines: list[tuple[str, str]], refusals: list):
    """Import a file as a person does, who is told that the register has moved, and tries again."""
    rows = (f"{roll},Name {roll},CSE,4,{title},{_score(roll, title)}" for roll, title in lines)
    content = "\n".join([HEADER, *rows, ""]).encode()
    for _ in range(FILES):
        try:
            return runs.run_at_once(
                "marks", content, "file.csv", institution=term.institution, term=term
            )
        except PlanStale as stale:
            refusals.append(stale)
    raise refusals[-1]


def _score(roll: str, title: str) -> int:
    return (int(roll[1:]) * 7 + len(title)) % 100


def _count(found: Meeting, place, wanted: set):
    marks = Mark.objects.filter(result__institution=place, subject__title__in=SUBJECTS)
    stored = set(marks.values_list("result__student__roll_no", "subject__title", "score"))
    found.missing = len({(roll, title, _score(roll, title)) for roll, title in wanted} - stored)
    students = Student.objects.filter(institution=place).count()
    found.doubled = (
        MarkChange.objects.filter(
            institution_id=place.pk, subject_id__in=marks.values("subject")
        ).count()
        - marks.count()
        + students
        - len({roll for roll, _ in wanted})
    )
    found.untrue = untrue()
