"""What came of an import or an undo, for a person and for a program."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from students.imports.problems import Problem
from students.models import Correction, ImportRun

WORDS = {  # for programs
    "student": "students",
    "placement": "placements",
    "mark": "marks",
    "part": "component marks",
    "attendance": "attendance",
    "presence": "presences",
    "enrolment": "enrolments",
    "activity": "activity in the term",
    "background": "backgrounds",
    "personaldetail": "particulars",
    "staff": "staff",
    "batch": "batches",
    "admission": "admissions",
    "batchtrainer": "trainers of batches",
    "trainerrating": "trainer ratings",
    "feeplan": "fee plans",
    "feedue": "fee dues",
    "payment": "payments",
}
CELLS = {
    "student": _("students"),
    "placement": _("placements"),
    "mark": _("marks"),
    "part": _("component marks"),
    "attendance": _("attendance"),
    "presence": _("presences"),
    "personaldetail": _("particulars"),
    "staff": _("staff"),
    "batch": _("batches"),
    "admission": _("admissions"),
    "batchtrainer": _("trainers of batches"),
    "trainerrating": _("trainer ratings"),
    "feeplan": _("fee plans"),
    "feedue": _("fee dues"),
    "payment": _("payments"),
}
STATES = {
    "new": _("%(count)s new"),
    "changed": _("%(count)s changed"),
    "same": _("%(count)s same"),
    "refused": _("%(count)s refused"),
    "removed": _("%(count)s removed"),
    "restored": _("%(count)s restored"),
}
MADE = {
    "institution": _("institution"),
    "term": _("term"),
    "branches": _("branches"),
    "batches": _("batches"),
    "subjects": _("subjects"),
    "components": _("components"),
    "classes": _("classes"),
    "students": _("students"),
    "placements": _("placements"),
    "student": _("students"),
    "personaldetail": _("particulars"),
    "staff": _("staff"),
    "batch": _("batches"),
    "admission": _("admissions"),
    "batchtrainer": _("trainers of batches"),
    "trainerrating": _("trainer ratings"),
    "feeplan": _("fee plans"),
    "feedue": _("fee dues"),
    "payment": _("payments"),
}


@dataclass(frozen=True)
class Summary:
    """`counts`: rows by state; `values`: cells by sort and state; `created`: what was made;
    `stopped`: whether somebody who saw the alarms said no. `mended`: cells altered on their way in,
    by column and how; `doubted`: how many are doubtful; `proposals`: what they may be meant to be.
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
    mended: dict = field(default_factory=dict)
    doubted: int = 0
    proposals: tuple[str, ...] = ()

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
            **self._cleaned(),
        }

    def _cleaned(self) -> dict:
        """What is said of office files alone."""
        if not (self.mended or self.doubted):
            return {}
        return {"altered": self.mended, "doubtful": self.doubted, "proposals": [*self.proposals]}

    def sentences(self) -> Iterator[str]:
        """A line for each thing worth saying."""
        yield f"{self._headline()} {self._rows()}".strip()
        if self.values:
            cells = (
                f"{CELLS.get(what, what)} {_(' and ').join(_counted(states))}"
                for what, states in self.values.items()
            )
            yield _("Of these: %(cells)s.") % {"cells": "; ".join(cells)}
        if self.created:
            words = _("Made: %(made)s.") if self.stored else _("To be made: %(made)s.")
            yield words % {"made": "; ".join(self._created())}
        if self.left_out:
            yield _("Columns not read: %(columns)s.") % {"columns": ", ".join(self.left_out)}
        if self.mended:
            listed = "; ".join(altered_words(self.mended))
            yield _("Altered on the way in: %(cells)s.") % {"cells": listed}
        yield from self.notes

    def _headline(self) -> str:
        what = self.file_name
        if self.kind == "undo":
            what = _("the undo of %(file)s") % {"file": what}
        place = ", ".join(part for part in (self.institution, self.term) if part)
        what += f" ({place})" if place else ""
        if self.stored:
            return _("Run %(number)s: stored %(what)s.") % {"number": self.run.pk, "what": what}
        if self.dry_run:
            return _("Nothing was stored, as asked: %(what)s.") % {"what": what}
        return _("Nothing was stored: %(what)s.") % {"what": what}

    def _rows(self) -> str:
        states = {name: n for name, n in self.counts.items() if name != "changed_values"}
        counts = ", ".join(_counted(states))
        return _("Rows: %(counts)s.") % {"counts": counts} if counts else ""

    def _created(self) -> Iterator[str]:
        for name, made in self.created.items():
            words = MADE.get(name, name)
            if isinstance(made, int):
                yield f"{words} {made:,}"
            else:
                listed = made if isinstance(made, str) else ", ".join(made)
                yield f"{words} {listed}"


def altered_words(mended: dict[str, dict[str, int]]) -> Iterator[str]:
    """ "Amount 5 normalised" for each column and way."""
    labels = dict(Correction.Sort.choices)
    for column, sorts in mended.items():
        for sort, count in sorts.items():
            yield f"{column} {count:,} {str(labels[sort]).lower()}"


def _counted(states: dict[str, int]) -> Iterator[str]:
    """ "5 new" for each state."""
    for state, number in states.items():
        yield STATES[state] % {"count": f"{number:,}"} if state in STATES else f"{number:,} {state}"
