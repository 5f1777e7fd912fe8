"""What one row of a file says, once read: plain values, not yet compared with the register."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from students.imports.cells import UNCOMPUTED, Cell
from students.imports.columns import Column
from students.imports.problems import Problem
from students.imports.refusals import Refused
from students.imports.slots import Slot
from students.imports.tables import Row

WITHOUT_RESULT = (
    _("It is a formula, and the file does not hold what it comes to."),
    _("Open the file once in a spreadsheet program and save it, or type the value."),
)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the row says a student stands in the term; empty: it does not say."""

    branch: str = ""
    semester: int | None = None
    batch: str = ""
    section: str = ""


NOWHERE = Placement()


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """A mark, or one component of it; the state "" registers the subject without saying more.

    `subject`, `sat_term` and `component` are keys; None stands for what the row does not say;
    `exported` is what the register held when it gave out the file.
    """

    title: str
    subject: str
    state: str = ""
    score: Decimal | None = None
    maximum: Decimal | None = None
    published: bool | None = None
    attempt: int = 1
    sat_term: str = ""
    component: str = ""
    weight: Decimal | None = None
    text: str = ""
    exported: str = ""


@dataclass(frozen=True, slots=True)
class AttendanceEntry:
    """Attendance in the term, or in a subject of it (its key)."""

    title: str
    subject: str = ""
    held: int | None = None
    attended: int | None = None
    excused: int = 0
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PresenceEntry:
    """Who was in one class of a subject (its key), by a state of students.rules.presence."""

    title: str
    subject: str
    slot: Slot
    state: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class OnlineEntry:
    """What a row says of online learning: of an enrolment (its subject's key, "": not said), of
    what was done in the whole term, and of the person; only what it says is in the dicts.
    `work_title` is that of the column by which counts of assignments are told.
    """

    title: str
    work_title: str = ""
    subject: str = ""
    enrolment: dict = field(default_factory=dict)
    activity: dict = field(default_factory=dict)
    background: dict = field(default_factory=dict)


@dataclass(slots=True)
class Entry:
    """A row of the file as read so far, with what is wrong in it.

    `stand_in`: what a new student is called where the file names nobody.
    """

    row: Row
    roll_no: str = ""
    name: str = ""
    stand_in: str = ""
    email: str = ""
    placement: Placement = field(default_factory=Placement)
    marks: list[MarkEntry] = field(default_factory=list)
    attendances: list[AttendanceEntry] = field(default_factory=list)
    presences: list[PresenceEntry] = field(default_factory=list)
    online: OnlineEntry | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def attempt(self) -> int:
        """The first attempt it speaks of; 1 where it speaks of no mark."""
        return min((said.attempt for said in self.marks), default=1)

    @property
    def speaks_of_the_term(self) -> bool:
        """Whether it says anything that hangs on a place in the term, or is that place."""
        facts = self.marks or self.attendances or self.presences or self.online
        return self.placement != NOWHERE or bool(facts)

    def refuse(self, title: str, value: str, reason: str, mend: str = "", altered: bool = False):
        """Note a problem of this row."""
        said = (str(reason), str(mend), altered)
        self.problems.append(Problem(self.row.number, title, value, *said))

    def has_problem_in(self, *titles: str) -> bool:
        """Whether a problem of one of these columns is noted already."""
        return any(problem.column in titles for problem in self.problems)

    def read(self, column: Column | None, parse: Callable[[Cell], object], default=None):
        """What a cell says, by `parse`; `default` where it is empty, or refused and noted."""
        cell = self.row.cell(column)
        if cell.blank:
            return default
        if cell.kind == UNCOMPUTED:
            self.refuse(column.title, cell.text, *WITHOUT_RESULT)
            return default
        try:
            return parse(cell)
        except Refused as refusal:
            said = (refusal.reason, refusal.mend, refusal.altered)
            self.refuse(column.title, cell.text, *said)
            return default

    def place(self, **values):
        """Add to what the row says of the placement."""
        self.placement = replace(self.placement, **values)
