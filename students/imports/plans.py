"""A plan: what a file would do to the register, row by row."""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from students.imports.items import CHANGED, NEW, REFUSED, SAME, Item
from students.imports.problems import Problem
from students.imports.refusals import PlanLost

STATES = (NEW, CHANGED, SAME, REFUSED)


class Rows(Protocol):
    """Rows of a plan that are kept in a way of their own."""

    def rows(self, state: str | None, start: int, limit: int | None) -> Iterator["PlanRow"]:
        """The rows in the order of the file, of one state or all, from a place on."""

    def single(self) -> Iterator["PlanRow"]:
        """Those that were read one by one."""


@dataclass(frozen=True, slots=True)
class PlanColumn:
    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class PlanCell:
    """A cell as in the file; `old` is the register's value where that is another, else None.

    `became` is what is taken instead of what the file says, else None.
    """

    text: str
    old: str | None = None
    bad: bool = False
    became: str | None = None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of the file and what it would do.

    `roll_no`: the student's, or what else an office file calls its row by. `after`: average and
    grade the student comes to; `policy`: the number of the version they go by. `mends` and
    `doubts`: what was altered in it and what is doubtful, see students.imports.office.lines.
    """

    number: int
    state: str
    roll_no: str
    cells: tuple[PlanCell, ...]
    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()
    after: str = ""
    policy: int = 1
    mends: tuple = ()
    doubts: tuple = ()

    def as_json(self) -> list:
        cells = [[cell.text, cell.old, cell.bad, cell.became] for cell in self.cells]
        problems = [_staged(problem) for problem in self.problems]
        said = [self.number, self.state, self.roll_no]
        rest = [self.after, self.policy, self.mends, self.doubts]
        return [*said, cells, self.items, problems, *rest]

    @classmethod
    def from_json(cls, line: list) -> "PlanRow":
        number, state, roll_no, cells, items, problems, *after = line
        return cls(
            number,
            state,
            roll_no,
            tuple(itertools.starmap(PlanCell, cells)),
            tuple(Item(what, tuple(key), old, new) for what, key, old, new in items),
            tuple(Problem(**problem) for problem in problems),
            *after,
        )


def _staged(problem: Problem) -> dict:
    """A problem as it is kept; to be read it need not say that nothing was altered."""
    return problem.as_json() | ({"altered": True} if problem.altered else {})


@dataclass(frozen=True)
class Plan:
    """What a file would do; the rows are in memory, or read from their file when asked for.

    `counts`: rows by state; `values`: cells by sort and state; `created`: what would be made, to be
    read; `make`: what making it needs; `parts`: the components by which marks of the file are
    combined, see students.imports.parts; `left_out`: titles of columns that are known and not read;
    `layout`: how the file is read, as students.imports.accounts keeps it; `lessons`: what it
    teaches for the next one; `obstacles`: what has to be said before anything can be stored.
    `alarms`: sentences on what a right file seldom does; `mended`: cells altered on their way in,
    by column and how; `doubted`: values that somebody should look at.
    """

    kind: str
    columns: tuple[PlanColumn, ...]
    counts: dict[str, int]
    values: dict[str, dict[str, int]]
    created: dict
    make: dict
    parts: list[list[str]] = field(default_factory=list)
    left_out: tuple[str, ...] = ()
    problem_count: int = 0
    layout: dict = field(default_factory=dict)
    lessons: dict = field(default_factory=dict)
    obstacles: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    mended: dict[str, dict[str, int]] = field(default_factory=dict)
    doubted: int = 0
    source: "Path | tuple[PlanRow, ...] | Rows" = field(default=(), repr=False)

    def head(self) -> dict:
        """All but the rows, as staged."""
        head = {name: value for name, value in vars(self).items() if name != "source"}
        return head | {"columns": [asdict(column) for column in self.columns]}

    @classmethod
    def from_head(cls, head: dict, source: "Path | Rows") -> "Plan":
        """A staged plan, whose rows stay where they are."""
        columns = tuple(PlanColumn(**column) for column in head["columns"])
        lists = {name: tuple(head[name]) for name in ("left_out", "obstacles", "alarms")}
        return cls(**head | lists | {"columns": columns, "source": source})

    @property
    def does_nothing(self) -> bool:
        """Whether there is nothing new or changed to store."""
        return not (self.counts[NEW] or self.counts[CHANGED])

    def rows(self, state: str | None = None, start: int = 0, limit: int | None = None):
        """The rows in the order of the file, of one state or all, from a place on."""
        if not isinstance(self.source, Path | tuple):
            return self.source.rows(state, start, limit)
        rows = (row for row in self.single_rows() if state in (None, row.state))
        return itertools.islice(rows, start, None if limit is None else start + limit)

    def problems(self, start: int = 0, limit: int | None = None) -> Iterator[Problem]:
        """The problems of refused rows, in the order of the file."""
        found = itertools.chain.from_iterable(row.problems for row in self.single_rows())
        return itertools.islice(found, start, None if limit is None else start + limit)

    def proposals(self) -> Iterator[str]:
        """What doubtful cells may be meant to be: 7:amount “45” → “4.5”, and why."""
        if not self.doubted:
            return
        for row in self.single_rows():
            for _fact, _name, _column, value, proposal, reason, choice in row.doubts:
                if choice:
                    yield f"{choice} “{value}” → “{proposal}”: {reason}"

    def single_rows(self) -> Iterator[PlanRow]:
        """The rows that were read one by one: all but those of students.imports.plain."""
        if not isinstance(self.source, Path | tuple):
            yield from self.source.single()
            return
        if not isinstance(self.source, Path):
            yield from self.source
            return
        try:
            with self.source.open(encoding="utf-8") as lines:
                for line in itertools.islice(lines, 1, None):
                    yield PlanRow.from_json(json.loads(line))
        except FileNotFoundError as error:
            raise PlanLost(_("The preview was stored or given up meanwhile.")) from error


def counted(rows: Iterable[PlanRow]) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """How many rows are in each state, and how many cells of each sort are new and changed."""
    states, cells = Counter(), Counter()
    for row in rows:
        states[row.state] += 1
        if row.state != REFUSED:
            cells.update((item.what, item.state) for item in row.items)
    counts = {state: states[state] for state in STATES}
    counts["changed_values"] = sum(n for (_, state), n in cells.items() if state == CHANGED)
    values = {
        what: {state: cells[what, state] for state in (NEW, CHANGED) if cells[what, state]}
        for what in dict.fromkeys(what for what, _ in cells)
    }
    return counts, {what: states for what, states in values.items() if states}
