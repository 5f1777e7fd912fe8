"""Two people edit one student's marks in the grid, again and again at the same moment."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from students.grids.sendings import Sent
from students.grids.texts import token_of
from students.models import Mark, MarkChange
from students.models.changes import Door, acting
from students.models.recompute import mend_summaries, recomputed
from students.tests import factories as make
from students.tests.faults.threads import PATIENCE, at_once
from students.tests.grids import classes

TITLES = ("Physics", "English")
WAY = {"door": Door.GRID}
Save = tuple[int, int, str, str]  # who, subject, what they were shown, what they stored


@dataclass
class Losses:
    """What came of the races; all but `races`, `accepted` and `refused` should be nothing."""

    races: int
    accepted: int = 0
    refused: int = 0
    faults: list[Exception] = field(default_factory=list)
    missing: int = 0
    unseen: int = 0
    wrong: int = 0

    @property
    def is_clean(self) -> bool:
        return not (self.faults or self.missing or self.unseen or self.wrong)


def races(count: int, code: str = "EDITS") -> Losses:
    """So many races, in turn for one cell and for two cells of one student."""
    result = make.result(make.term(make.institution(code)))
    for title in TITLES:
        make.mark(result, title, 40)
    begun = list(MarkChange.objects.order_by("-pk").values_list("pk", flat=True)[:1])
    both, told = threading.Barrier(2), ([], [])
    people = (partial(_edit, result, who, count, both, told[who]) for who in (0, 1))
    ended = [one for one in at_once(*people) if isinstance(one, Exception)]
    outcomes = [one for person in told for one in person]
    saves = [one for one in outcomes if isinstance(one, tuple)]
    faults = ended + [one for one in outcomes if isinstance(one, Exception)]
    found = Losses(count, len(saves), outcomes.count(None), faults)
    _hold_against_history(found, saves, result, begun[0] if begun else 0)
    return found


def _edit(result, who: int, count: int, both: threading.Barrier, told: list):
    """One of the two: looks, waits until the other has looked as well, and saves."""
    places = [classes.mathematics([result], title) for title in TITLES]
    name = classes.name_of(result)
    for number in range(count):
        place = places[who if number % 2 else 0]
        text = str(number % 49 + 50 * who)  # never what stands there
        both.wait(PATIENCE)
        shown = _stands(result, place.subject)
        both.wait(PATIENCE)
        told.append(_saved(place, name, who, shown, text))


def _saved(place, name: str, who: int, shown: str, text: str) -> Save | Exception | None:
    """The save that was accepted, None where it was refused with both values."""
    try:
        with acting(user_id=who, **WAY):
            found = classes.save(place, Sent({name: text}, {name: shown}))
    except Exception as fault:  # judged by whoever asked for the races
        return fault
    return (who, place.subject.pk, shown, f"present:{text}:100") if found.is_storable else None


def _stands(result, subject) -> str:
    """The token a page would show now."""
    rows = Mark.objects.filter(result=result, subject=subject)
    return token_of([_plain(one) for one in rows.values_list("state", "score", "max_score").get()])


def _hold_against_history(found: Losses, saves: list[Save], result, begun: int):
    """Count accepted saves that history lacks, and those that overwrote what nobody was shown."""
    lines = MarkChange.objects.filter(student_id=result.student_id, pk__gt=begun).order_by("pk")
    history = [
        (line.user_id, line.subject_id, _token(line, "old"), _token(line, "new")) for line in lines
    ]
    found.missing = (_stored(saves) - _stored(history)).total()
    standing = {}
    for _, subject, old, new in history:
        found.unseen += standing.get(subject, old) != old
        standing[subject] = new
    found.unseen += (Counter(saves) - Counter(history)).total() - found.missing
    for mark in Mark.objects.filter(result=result):
        value = [_plain(one) for one in (mark.state, mark.score, mark.max_score)]
        found.wrong += standing.get(mark.subject_id) not in (None, token_of(value))
    found.wrong += sum(len(one) for one in recomputed([result.pk], dry_run=True))
    found.wrong += mend_summaries(result.institution_id, dry_run=True)


def _stored(saves: list[Save]) -> Counter:
    return Counter((who, subject, new) for who, subject, _, new in saves)


def _token(line: MarkChange, which: str) -> str:
    state, *numbers = (getattr(line, f"{which}_{name}") for name in ("state", "score", "max"))
    return token_of([state, *map(_plain, numbers)] if state else None)


def _plain(value) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value or ""
