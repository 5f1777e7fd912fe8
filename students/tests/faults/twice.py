"""One previewed file, confirmed by two people at the same moment."""

from dataclasses import dataclass
from functools import partial

from students.imports import runs
from students.imports.refusals import ImportRefused
from students.models import ImportRun, MarkChange, Student
from students.tests import factories as make
from students.tests.faults.threads import at_once
from students.tests.faults.truth import untrue

HEADER = "roll_no,name,branch,semester,Physics"


@dataclass
class Confirmed:
    """Of so many rounds: imports stored, clear refusals, and what should be nothing."""

    rounds: int
    stored: int = 0
    refused: int = 0
    words: frozenset[str] = frozenset()
    faults: tuple = ()
    wrong: int = 0

    @property
    def is_clean(self) -> bool:
        counts = self.stored == self.refused == self.rounds
        return counts and not (self.faults or self.wrong)


def confirmed(rounds: int, students: int = 5, code: str = "TWICE") -> Confirmed:
    """So many files, each confirmed twice at once."""
    found = Confirmed(rounds)
    term = make.term(make.institution(code))
    for number in range(rounds):
        rows = (f"T{number}-{one},Name,CSE,4,{one % 100}" for one in range(students))
        content = "\n".join([HEADER, *rows, ""]).encode()
        where = {"institution": term.institution, "term": term}
        run = runs.preview("marks", content, "file.csv", **where)
        outcomes = at_once(partial(_confirm, run.pk), partial(_confirm, run.pk))
        refusals = [one for one in outcomes if isinstance(one, ImportRefused)]
        faults = [one for one in outcomes if isinstance(one, Exception) and one not in refusals]
        found.stored += len(outcomes) - len(refusals) - len(faults)
        found.refused += len(refusals)
        found.words |= {str(one) for one in refusals}
        found.faults += tuple(faults)
        found.wrong += MarkChange.objects.filter(run_id=run.pk).count() != students
    found.wrong += Student.objects.filter(institution__code=code).count() != rounds * students
    found.wrong += untrue()
    return found


def _confirm(pk: int):
    return runs.commit(ImportRun.objects.get(pk=pk), despite_alarms=True)
