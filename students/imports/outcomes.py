"""What came of an import or an undo, for a person and for a program."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from students.imports.problems import Problem
from students.models import ImportRun

WORDS = {
    "student": "students",
    "placement": "placements",
    "mark": "marks",
    "part": "component marks",
    "attendance": "attendance",
    "presence": "presences",
    "enrolment": "enrolments",
    "activity": "activity in the term",
    "background": "backgrounds",
}


@dataclass(frozen=True)
class Summary:
    """`counts`: rows by state; `values`: cells by sort and state; `created`: what was made;
    `stopped`: whether somebody who saw the alarms said no.
    """

    kind: str
    file_name: str = ""
    run: ImportRun | None = None
    institution: str = ""
    term: str = ""
    stored: bool = False
    dry_run: bool = False
    stopped: bool = False
    skip_refused: bool = False
    counts: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    created: dict = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    alarms: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether problems or alarms stood in the way, and not only a dry run."""
        agreed = self.dry_run and self.skip_refused
        return self.stopped or (bool(self.problems) and not self.stored and not agreed)

    def as_json(self) -> dict:
        """All of it in plain values; `rows` and `values` are counts."""
        return {
            "run": self.run.pk if self.run else None,
            "kind": self.kind,
            "file": self.file_name,
            "institution": self.institution or None,
            "term": self.term or None,
            "dry_run": self.dry_run,
            "stored": self.stored,
            "rows": self.counts,
            "values": {WORDS.get(what, what): states for what, states in self.values.items()},
            "created": self.created,
            "left_out": list(self.left_out),
            "notes": list(self.notes),
            "alarms": list(self.alarms),
            "problems": [problem.as_json() for problem in self.problems],
        }

    def sentences(self) -> Iterator[str]:
        """A line for each thing worth saying."""
        yield f"{self._headline()} {self._rows()}".strip()
        if self.values:
            cells = (
                f"{WORDS.get(what, what)} {' and '.join(f'{n:,} {s}' for s, n in states.items())}"
                for what, states in self.values.items()
            )
            yield f"Of these: {'; '.join(cells)}."
        if self.created:
            verb = "Made" if self.stored else "To be made"
            yield f"{verb}: {'; '.join(self._created())}."
        if self.left_out:
            yield f"Columns not read: {', '.join(self.left_out)}."
        yield from self.notes

    def _headline(self) -> str:
        what = f"the undo of {self.file_name}" if self.kind == "undo" else self.file_name
        place = ", ".join(part for part in (self.institution, self.term) if part)
        where = f" ({place})" if place else ""
        if self.stored:
            return f"Run {self.run.pk}: stored {what}{where}."
        if self.dry_run:
            return f"Nothing was stored, as asked: {what}{where}."
        return f"Nothing was stored: {what}{where}."

    def _rows(self) -> str:
        states = {name: n for name, n in self.counts.items() if name != "changed_values"}
        counts = ", ".join(f"{number:,} {state}" for state, number in states.items())
        return f"Rows: {counts}." if counts else ""

    def _created(self) -> Iterator[str]:
        for name, made in self.created.items():
            if isinstance(made, int):
                yield f"{made:,} {name}"
            else:
                listed = made if isinstance(made, str) else ", ".join(made)
                yield f"{name} {listed}"
