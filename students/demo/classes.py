"""The students of one class with all their terms, from the seed and the place of the class alone.

Every class and every student draws from a generator of their own, so that it makes no difference
how many classes are made at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from students.demo import attendances, marks
from students.demo.attendances import AttendancePlan, classes_held, classes_planned
from students.demo.calendars import TermPlan
from students.demo.cohorts import Standing, standings
from students.demo.curriculum import SubjectPlan, components_of, subjects_of
from students.demo.marks import MarkPlan
from students.demo.mishaps import Mishap, is_late, mishaps, without_attendance
from students.demo.names import person_name
from students.demo.plans import THREE_TERMS_UP_TO, ClassPlan, InstitutionPlan, Plan

BRANCH_SHIFT, CLASS_SHIFT, DIFFICULTY = 2.5, 1.5, 6.0
DRIFT, WAVERING = 1.5, 3.0
STILL_UNMARKED = 1  # subject of five, where a subject has one mark and no components


@dataclass(frozen=True)
class TermRecord:
    """A student's marks and attendance in one term, newest term first among a student's records.

    Attendance is a register for each subject, or one total, or a percent alone, or nothing.
    """

    term: TermPlan
    marks: tuple[MarkPlan, ...]
    registers: tuple[AttendancePlan, ...] = ()
    total: AttendancePlan | None = None
    percent: int | None = None


@dataclass(frozen=True)
class StudentPlan:
    """One student."""

    name: str
    roll_no: str
    records: tuple[TermRecord, ...]


@dataclass(frozen=True)
class Course:
    """What a class takes in one term, how hard each subject is for it, and what goes wrong.

    `parts` seeds the components of each student's marks; empty: marks have none, and of the newest
    term the first ones alone are in.
    """

    term: TermPlan
    newest: bool
    parts: str
    subjects: tuple[SubjectPlan, ...]
    difficulties: tuple[float, ...]
    held: tuple[int, ...]
    mishaps: dict[int, Mishap]
    unknown_attendance: frozenset[int]
    drift: float

    @property
    def marked(self) -> int:
        """In how many of the subjects marks are in."""
        waits = self.newest and not self.parts
        return len(self.subjects) - (STILL_UNMARKED if waits else 0)


def chance(plan: Plan, *place) -> Random:
    """The generator of a place in the demo, the same in every run."""
    return Random("/".join(map(str, (plan.seed, *place))))  # noqa: S311


def students_of(
    plan: Plan, institution: InstitutionPlan, group: ClassPlan
) -> Iterator[StudentPlan]:
    """The students of a class, in the order of their roll numbers."""
    cohort, offset = _cohort(plan, institution, group)
    courses = [
        _course(plan, institution, group, cohort, back) for back in range(len(institution.terms))
    ]
    courses = [course for course in courses if course.subjects]
    batch = institution.terms[0].batch(group.year)
    for place in range(group.size):
        rng = chance(plan, institution.code, group.first + place)
        yield StudentPlan(
            person_name(rng),
            f"{batch[2:4]}{group.branch}{group.serial + place:04}",
            tuple(
                _record(rng, institution, group, course, offset + place, cohort[offset + place])
                for course in courses
            ),
        )


def is_published(group: ClassPlan, place: int, newest: bool) -> bool:
    """Marks of earlier terms are out; of the newest, what is in of two subjects in three."""
    return not newest or (group.ordinal + place) % 3 != 0


def _cohort(
    plan: Plan, institution: InstitutionPlan, group: ClassPlan
) -> tuple[list[Standing], int]:
    """The students among whom marks are spread, and where this class begins among them."""
    if institution.one_cohort:
        rng = chance(plan, institution.code, "cohort")
        return standings(rng, institution.students, handful=True), group.first
    branch = chance(plan, institution.code, group.branch).uniform(-BRANCH_SHIFT, BRANCH_SHIFT)
    rng = chance(plan, institution.code, "class", group.ordinal)
    return standings(rng, group.size, branch + rng.uniform(-CLASS_SHIFT, CLASS_SHIFT)), 0


def _course(plan, institution, group, cohort, back) -> Course:
    term, code = institution.terms[back], institution.code
    semester = institution.terms[0].semester(group.year) - back
    subjects = subjects_of(group.branch, semester) if semester > 0 else ()
    rng = chance(plan, code, "course", group.ordinal, back)
    troubled = chance(plan, code, "cohort", back) if institution.one_cohort else rng
    hard = (chance(plan, code, subject.code, term.code) for subject in subjects)
    return Course(
        term,
        newest=back == 0,
        parts=_parts_seed(plan, institution, group, back),
        subjects=subjects,
        difficulties=tuple(one.uniform(-DIFFICULTY, DIFFICULTY) for one in hard),
        held=classes_held(classes_planned(rng, len(subjects)), term.gone(plan.date)),
        mishaps=mishaps(troubled, cohort, newest=back == 0),
        unknown_attendance=without_attendance(rng, len(cohort)),
        drift=back * rng.uniform(-DRIFT, DRIFT),
    )


def _parts_seed(plan: Plan, institution: InstitutionPlan, group: ClassPlan, back: int) -> str:
    """Every term of a smaller college has components, of a large one the newest alone."""
    if not institution.by_register or (back and plan.students > THREE_TERMS_UP_TO):
        return ""
    return f"{plan.seed}/{institution.code}/parts/{institution.terms[back].code}/{group.ordinal}"


def _record(rng, institution, group, course, place, standing) -> TermRecord:
    wavering = 0 if course.newest else course.drift + rng.gauss(0, WAVERING)
    difficulties = course.difficulties[: course.marked]
    percents = marks.percents(rng, standing.level + wavering, difficulties)
    mishap = course.mishaps.get(place)
    parts = rng if course.newest else Random(f"{course.parts}/{place}")  # noqa: S311
    taken = tuple(
        _mark(parts, group, course, at, percent, mishap) for at, percent in enumerate(percents)
    )
    taken += (marks.UNMARKED,) * (len(course.subjects) - course.marked)
    known = {}
    if place not in course.unknown_attendance:
        known = _attendance(rng, institution, course, standing.attendance)
    return TermRecord(course.term, taken, **known)


def _mark(rng, group, course, at, percent, mishap) -> MarkPlan:
    state = marks.state_at(at, mishap)
    if not course.parts:
        return marks.plain_mark(percent, state)
    assessed = components_of(course.subjects[at])
    if course.newest:
        assessed = assessed[: -2 if is_late(group.ordinal, at) else -1]
    return marks.combined_mark(rng, percent, state, assessed)


def _attendance(rng, institution, course, percent) -> dict:
    """Registers in the newest term of the college, totals before; the polytechnic counts less."""
    if course.newest and institution.by_register:
        return {"registers": attendances.registers(rng, percent, course.held)}
    if course.newest or institution.by_register:
        return {"total": attendances.total(rng, percent, course.held)}
    return {"percent": round(percent * 10) * 10}
