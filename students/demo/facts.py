"""Marks and attendance as rows, each with the lines of history that say how it was put there."""

import datetime
from dataclasses import dataclass
from zlib import crc32

from students.demo.classes import TermRecord
from students.demo.foundations import ComponentRow
from students.demo.histories import History, counts_of
from students.demo.marks import MarkPlan, Part
from students.demo.plans import THREE_TERMS_UP_TO, Plan
from students.demo.rows import Rows
from students.demo.sessions import Sessions, counted
from students.models import (
    ComponentMark,
    Mark,
    Subject,
    SubjectAttendance,
    TermAttendance,
)
from students.rules.grading import PENDING, PRESENT

DAYS_LATE = (-4, -2, -1, -1, 0, 0, 0, 0, 1, 3)


@dataclass(frozen=True)
class Facts:
    """Adds to one result; `keys` are what history keeps of it."""

    plan: Plan
    rows: Rows
    result_id: int
    history: History

    def add_mark(
        self,
        subject: Subject,
        plan: MarkPlan,
        components: tuple[ComponentRow, ...],
        published: bool,
    ):
        """A mark with those of its components that are in; all but the last are published."""
        published = published and plan.state != PENDING
        mark_id = self.rows.add(
            Mark,
            result_id=self.result_id,
            subject_id=subject.pk,
            state=plan.state,
            score=plan.score,
            max_score=plan.max_score,
            published=published,
        )
        days = []
        for component, part in zip(components, plan.parts, strict=False):
            shown = published or part is not plan.parts[-1]
            handed_in = self._handed_in_on(component, part)
            self.rows.add(
                ComponentMark,
                mark_id=mark_id,
                component_id=component.pk,
                state=part.state,
                score=part.score,
                published=shown,
                submitted_on=handed_in and handed_in.isoformat(),
            )
            days.append(self.history.marked_on(component, handed_in))
            values = part.state, part.score, component.max_score, shown
            self.history.note_part(subject, component.code, values, days[-1])
        self.history.note_mark(subject, plan, published, components, days)

    def add_attendance(
        self, subjects: list[Subject], record: TermRecord, sessions: Sessions | None
    ):
        """Registers by subject, or the term's total, or its percent, or nothing.

        Where there are sessions, the registers follow from presences in them.
        """
        for subject, register in zip(subjects, record.registers, strict=bool(record.registers)):
            self.rows.add(
                SubjectAttendance,
                result_id=self.result_id,
                subject_id=subject.pk,
                by_session=sessions is not None,
                **counts_of(register),
            )
            then = None
            if sessions:
                roll_no = self.history.keys["roll_no"]
                then = counted(sessions.attend(subject, self.result_id, roll_no, register))
            self.history.note_attendance(subject, register, then)
        if record.total:
            counts = counts_of(record.total)
            self.rows.add(TermAttendance, result_id=self.result_id, **counts)
            self.history.note_attendance(None, record.total)
        if record.percent is not None:
            percent = {"percent": record.percent, "excused": 0}
            self.rows.add(TermAttendance, result_id=self.result_id, **percent)
            self.history.note_percent(record.percent)

    def _handed_in_on(self, component: ComponentRow, part: Part) -> datetime.date | None:
        """A day before that on which it was due, or a few after; examinations are on their day."""
        if part.state != PRESENT or self.plan.students > THREE_TERMS_UP_TO:
            return None
        late = 0
        if not component.last:
            roll_no = self.history.keys["roll_no"]
            place = f"{self.plan.seed}/{component.due_on}/{component.code}/{roll_no}"
            late = DAYS_LATE[
                crc32(place.encode()) % len(DAYS_LATE)
            ]  # a generator costs ten times it
        return component.due_on + datetime.timedelta(days=late)
