"""The enrolments behind a scope's figures, each with its days counted from the start of its course.

They are counted, never listed: some see figures alone. Who is in a subject by a mark or a register
alone is in none of them: nothing of online learning is known of a classroom.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet

from analytics.scope import NARROWING, SUBJECT, Scope
from students.class_rights import FIGURE_ROLES
from students.models import Enrolment, Offering, Outcome, Subject
from students.models.ends import UNSAID, ends_by_marks
from students.models.engagement import DAYS_IN_WEEK
from students.models.taken_subjects import said

MARKED = "result__"
STAYED = frozenset(set(Outcome.values) - {Outcome.WITHDRAWN.value})
PASSED = frozenset({Outcome.PASSED.value, Outcome.DISTINCTION.value})
LOST = frozenset({Outcome.FAILED.value, Outcome.WITHDRAWN.value})
Key = tuple[int, int]  # subject, term
COLUMNS = (
    *("pk", "subject_id", "result__term_id", "result_id", "result__student_id"),
    *("result__branch_id", "result__semester", "result__section", "result__batch_id"),
    *("registered_on", "left_on", "previous_attempts", "outcome"),
)


@dataclass(frozen=True)
class Course:
    """A subject as taught in a term, from its first to its last day."""

    key: Key
    code: str
    title: str
    term: str
    institution: str
    starts_on: datetime.date
    ends_on: datetime.date

    @property
    def weeks(self) -> int:
        """How many weeks it has, the last one begun."""
        return (self.ends_on - self.starts_on).days // DAYS_IN_WEEK + 1

    def weeks_over(self, today: datetime.date) -> int:
        """How many of them had passed before this day."""
        passed = (today - self.starts_on).days // DAYS_IN_WEEK
        return max(min(passed, self.weeks), 0)

    def full_weeks_over(self, today: datetime.date) -> int:
        """The same without a last week of fewer than seven days."""
        days = (self.ends_on - self.starts_on).days + 1
        return min(self.weeks_over(today), days // DAYS_IN_WEEK)

    def day(self, on: datetime.date) -> int:
        """A date as a day of the course, its first one being 0."""
        return (on - self.starts_on).days


class Enrolled(NamedTuple):
    """One enrolment: `entered` and `left` are days of its course, None where not known."""

    pk: int
    course: Key
    result: int
    student: int
    branch: int
    semester: int
    section: str
    batch: int | None
    entered: int | None
    left: int | None
    attempts: int | None
    outcome: str

    @property
    def subject(self) -> int:
        return self.course[0]

    @property
    def is_punctual(self) -> bool:
        """Whether there from the first day on, as far as anybody knows."""
        return self.entered is None or self.entered <= 0

    def is_in(self, day: int) -> bool:
        """Whether enrolled at the end of a day; who left on a day nobody noted is taken for it."""
        begun = self.entered is None or self.entered <= day
        return begun and (self.left is None or self.left > day)


def counted_enrolments(scope: Scope) -> QuerySet[Enrolment]:
    """Enrolments whose figures are the viewer's, whatever has become of their term."""
    sight = scope.sight
    seen = sight.classes(figures=True, prefix=MARKED) | sight.mentees(MARKED)
    rows = Enrolment.objects.filter(scope.narrowed(MARKED)).order_by()
    if scope.basis == SUBJECT:
        seen |= sight.taught("subject", MARKED)
        rows = rows.filter(subject__in=scope.picked[SUBJECT])
    return rows.filter(seen)


def counts_everybody(scope: Scope) -> bool:
    """Whether these are all who are in their courses, so that nobody else need be looked for."""
    whole = scope.sight.where(*FIGURE_ROLES).issuperset(scope.institution_ids)
    return (whole or scope.sight.everything) and not any(one in scope.picked for one in NARROWING)


def read(scope: Scope) -> tuple[dict[Key, Course], list[Enrolled]]:
    """The courses by their keys, in the order of their codes, and the enrolments. Six queries."""
    rows = _rows(counted_enrolments(scope))
    courses = _courses(scope, {row[1:3] for row in rows})
    return courses, _enrolled(courses, rows)


def everybody(courses: Mapping[Key, Course], known: list[Enrolled]) -> list[Enrolled]:
    """All who are in these courses, whoever looks; `known` are some of them, maybe all."""
    rows = in_courses(courses)
    if said(rows).count() == len(known):
        return known
    return _enrolled(courses, (row for row in _rows(rows) if row[1:3] in courses))


def in_courses(courses: Iterable[Key]) -> QuerySet[Enrolment]:
    """The enrolments of these subjects in these terms."""
    subjects, terms = {key[0] for key in courses}, {key[1] for key in courses}
    return Enrolment.objects.filter(subject__in=subjects, result__term__in=terms).order_by()


def _rows(enrolments: QuerySet[Enrolment]) -> list[tuple]:
    """The columns of those of online learning, with how they ended by what is said or by marks."""
    online = said(enrolments)
    rows = list(online.values_list(*COLUMNS))
    marked = ends_by_marks(online) if any(row[-1] in UNSAID for row in rows) else {}
    return [(*row[:-1], marked.get(row[0], row[-1])) for row in rows] if marked else rows


def _courses(scope: Scope, keys: Iterable[Key]) -> dict[Key, Course]:
    terms = {term.pk: term for term in scope.terms}
    offered = {
        (one.subject_id, one.term_id): one for one in Offering.objects.filter(term__in=terms)
    }
    subjects = Subject.objects.in_bulk({subject for subject, _ in keys})
    institutions = {one.pk: one.code for one in scope.institutions}
    found = []
    for key in keys:
        subject, term = subjects[key[0]], terms[key[1]]
        days = offered.get(key, term)
        found.append(
            Course(
                key,
                subject.code,
                subject.title,
                term.code,
                institutions[term.institution_id],
                days.starts_on,
                days.ends_on,
            )
        )
    return {one.key: one for one in sorted(found, key=lambda one: (one.code, one.term, one.key))}


def _enrolled(courses: Mapping[Key, Course], rows: Iterable[tuple]) -> list[Enrolled]:
    """Rows of COLUMNS with their dates as days of the course; written out, there are many."""
    keys = {key: (key, one.starts_on.toordinal()) for key, one in courses.items()}
    found = []
    for pk, subject, term, result, student, *place, entered, left, attempts, outcome in rows:
        key, start = keys[subject, term]
        entered = entered and entered.toordinal() - start
        left = left and left.toordinal() - start
        found.append(Enrolled(pk, key, result, student, *place, entered, left, attempts, outcome))
    return found
