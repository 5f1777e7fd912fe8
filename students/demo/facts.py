"""Marks and attendance as rows, each with the line of history that says it was put there."""

import datetime
from dataclasses import dataclass
from functools import cache
from zlib import crc32

from django.db import connection
from django.utils import timezone

from students.demo.attendances import AttendancePlan
from students.demo.classes import TermRecord
from students.demo.foundations import ComponentRow
from students.demo.marks import MarkPlan, Part
from students.demo.plans import THREE_TERMS_UP_TO, Plan
from students.demo.rows import Rows
from students.demo.sessions import Sessions
from students.models import (
    AttendanceChange,
    ComponentMark,
    Mark,
    MarkChange,
    Subject,
    SubjectAttendance,
    TermAttendance,
)
from students.rules.grading import PENDING, PRESENT

DAYS_LATE = (-4, -2, -1, -1, 0, 0, 0, 0, 1, 3)
MARKED_AFTER = datetime.timedelta(days=4)
HOUR = datetime.time(11, 30)


@cache
def stamp(day: datetime.date) -> str:
    """Before noon of a day, as the column of a history stores it."""
    at = timezone.make_aware(datetime.datetime.combine(day, HOUR))
    return MarkChange._meta.get_field("at").get_db_prep_save(at, connection)


@dataclass(frozen=True)
class Facts:
    """Adds to one result; `keys` are what history keeps of it."""

    plan: Plan
    rows: Rows
    result_id: int
    keys: dict

    def add_mark(
        self,
        subject: Subject,
        plan: MarkPlan,
        components: tuple[ComponentRow, ...],
        published: bool,
    ):
        """A mark with its components; what was marked during the term is published before it is."""
        keys = self._keys_with(subject)
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
        self._note_mark(keys, plan.state, plan.score, plan.max_score, published)
        for component, part in zip(components, plan.parts, strict=True):
            shown = published or not component.last
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
            marked = keys | self._marked_at(component, handed_in)
            self._note_mark(
                marked, part.state, part.score, component.max_score, shown, component.code
            )

    def add_attendance(
        self, subjects: list[Subject], record: TermRecord, sessions: Sessions | None
    ):
        """Registers by subject, or the term's total, or its percent, or nothing.

        Where there are sessions, the registers follow from presences in them.
        """
        for subject, register in zip(subjects, record.registers, strict=bool(record.registers)):
            counts = _counts(register)
            self.rows.add(
                SubjectAttendance,
                result_id=self.result_id,
                subject_id=subject.pk,
                by_session=sessions is not None,
                **counts,
            )
            if sessions:
                sessions.attend(subject.pk, self.result_id, self.keys["roll_no"], register)
            self._note_attendance(self._keys_with(subject), counts)
        if record.total or record.percent is not None:
            percent = {"percent": record.percent, "excused": 0}
            counts = _counts(record.total) if record.total else percent
            self.rows.add(TermAttendance, result_id=self.result_id, **counts)
            self._note_attendance(self.keys, counts)

    def _marked_at(self, component: ComponentRow, handed_in: datetime.date | None) -> dict:
        """Some days after it was handed in; what is known with the term's marks is of their day."""
        if handed_in is None or component.last:
            return {}
        return {"at": stamp(min(handed_in + MARKED_AFTER, self.plan.date))}

    def _handed_in_on(self, component: ComponentRow, part: Part) -> datetime.date | None:
        """A day before that on which it was due, or a few after; examinations are on their day."""
        if part.state != PRESENT or self.plan.students > THREE_TERMS_UP_TO:
            return None
        late = 0
        if not component.last:
            place = f"{self.plan.seed}/{component.due_on}/{component.code}/{self.keys['roll_no']}"
            late = DAYS_LATE[
                crc32(place.encode()) % len(DAYS_LATE)
            ]  # a generator costs ten times it
        return component.due_on + datetime.timedelta(days=late)

    def _keys_with(self, subject: Subject) -> dict:
        return self.keys | {"subject_id": subject.pk, "subject_code": subject.code}

    def _note_mark(self, keys, state, score, max_score, published, component=""):
        self.rows.add(
            MarkChange,
            component=component,
            new_state=state,
            new_score=score,
            new_max=max_score,
            new_published=published,
            **keys,
        )

    def _note_attendance(self, keys, counts):
        new = {f"new_{name}": value for name, value in counts.items()}
        self.rows.add(AttendanceChange, **keys, **new)


def _counts(plan: AttendancePlan) -> dict[str, int]:
    return {"held": plan.held, "attended": plan.attended, "excused": plan.excused}
