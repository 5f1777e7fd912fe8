"""The lines of history of one result: when each of its facts came into the register.

Of a term that is over the facts stand as they were put there. In the smaller demos, where the
newest term runs, its lines tell how it has gone so far, so that it can be said since when somebody
is at risk.
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from django.db import connection
from django.utils import timezone

from students.demo.attendances import AttendancePlan, earlier
from students.demo.calendars import WEEK, TermPlan
from students.demo.foundations import ComponentRow
from students.demo.marks import MarkPlan, combination
from students.demo.plans import THREE_TERMS_UP_TO, Plan
from students.demo.rows import Rows
from students.models import AttendanceChange, MarkChange, Subject

HOUR = datetime.time(11, 30)
DAY = datetime.timedelta(days=1)
MARKED_AFTER = datetime.timedelta(days=4)
WEEKS_AGO = (8, 6, 4, 2)
DRIFTS = (-0.04, -0.02, 0.0, 0.0, 0.02, 0.03, 0.05, 0.08)  # most attend less as a term goes on
MARK = "state", "score", "max", "published"
Counts = dict[str, int]
Steps = tuple[tuple[datetime.date, float], ...]


@cache
def stamp(day: datetime.date) -> str:
    """Before noon of a day, as the column of a history stores it."""
    at = timezone.make_aware(datetime.datetime.combine(day, HOUR))
    return MarkChange._meta.get_field("at").get_db_prep_save(at, connection)


@cache
def steps_until(date: datetime.date, term: TermPlan) -> Steps:
    """Days before, each with the share of the classes held by the date that were held by then.

    None of a term that is over.
    """
    now = term.gone(date)
    days = [date - weeks * WEEK for weeks in WEEKS_AGO if now < 1]
    return tuple((day, float(term.gone(day) / now)) for day in days)


@dataclass(frozen=True)
class History:
    """Adds the lines of one result; `keys` are what each of them keeps of it."""

    plan: Plan
    rows: Rows
    keys: dict
    steps: Steps

    @classmethod
    def of(cls, plan: Plan, rows: Rows, keys: dict, term: TermPlan) -> "History":
        """That of a result in this term."""
        small = plan.students <= THREE_TERMS_UP_TO
        return cls(plan, rows, keys, steps_until(plan.date, term) if small else ())

    @property
    def in_steps(self) -> bool:
        """Whether it tells how the term has gone so far."""
        return bool(self.steps)

    def marked_on(
        self, component: ComponentRow, handed_in: datetime.date | None
    ) -> datetime.date | None:
        """Some days after it was handed in; None for what is known with the term's marks.

        While the term runs, what is missing was noted when the others' work was marked, and all
        of it before today: nothing comes in later than now.
        """
        if component.last or (handed_in is None and not self.in_steps):
            return None
        return min((handed_in or component.due_on) + MARKED_AFTER, self.plan.date - DAY)

    def note_part(self, subject: Subject, code: str, values: tuple, on: datetime.date | None):
        """A part of a mark; `values` are its state, score, maximum and whether it is published."""
        self._note_mark(_of(subject) | _at(on), values, component=code)

    def note_mark(
        self,
        subject: Subject,
        mark: MarkPlan,
        published: bool,
        components: Sequence[ComponentRow],
        days: Sequence[datetime.date | None],
    ):
        """A mark, where it runs in steps as one part after the other was marked on these days."""
        weighed = [(one.max_score, one.weight) for one in components]
        old: tuple = ()
        for known in range(1, len(days)) if self.in_steps else ():
            so_far = combination(mark.parts[:known], weighed)
            new = so_far.state, so_far.score, so_far.max_score, published
            if new != old:
                self._note_mark(_of(subject) | _at(_latest(days[:known])), new, old)
            old = new
        on = _latest(days) if self.in_steps else None
        new = mark.state, mark.score, mark.max_score, published
        if new != old:
            self._note_mark(_of(subject) | _at(on), new, old)

    def note_attendance(
        self,
        subject: Subject | None,
        now: AttendancePlan,
        then: Callable[[datetime.date], AttendancePlan] | None = None,
    ):
        """A register of a subject or of the term, after what it was `then`, on some days before."""
        old: Counts = {}
        for day, share in self.steps:
            counts = counts_of(then(day) if then else earlier(now, share, self._drift()))
            self._note_counts(_of(subject) | _at(day), counts, old)
            old = counts
        self._note_counts(_of(subject), counts_of(now), old)

    def note_percent(self, percent: int):
        """Attendance of the term reported as a percent, in whole hundredths."""
        self._note_counts({}, {"percent": percent, "excused": 0}, {})

    def _drift(self) -> float:
        place = f"{self.plan.seed}/drift/{self.keys['roll_no']}"
        return DRIFTS[crc32(place.encode()) % len(DRIFTS)]

    def _note_mark(self, keys: dict, new: tuple, old: tuple = (), component: str = ""):
        values = {f"new_{name}": value for name, value in zip(MARK, new, strict=True)}
        values |= {f"old_{name}": value for name, value in zip(MARK, old, strict=bool(old))}
        self.rows.add(MarkChange, component=component, **self.keys | keys, **values)

    def _note_counts(self, keys: dict, new: Counts, old: Counts):
        values = {f"new_{name}": value for name, value in new.items()}
        values |= {f"old_{name}": value for name, value in old.items()}
        self.rows.add(AttendanceChange, **self.keys | keys, **values)


def counts_of(plan: AttendancePlan) -> Counts:
    """A register as its columns."""
    return {"held": plan.held, "attended": plan.attended, "excused": plan.excused}


def _of(subject: Subject | None) -> dict:
    return {"subject_id": subject.pk, "subject_code": subject.code} if subject else {}


def _at(day: datetime.date | None) -> dict:
    return {"at": stamp(day)} if day else {}


def _latest(days: Sequence[datetime.date | None]) -> datetime.date | None:
    return max(filter(None, days), default=None)
