"""What the register holds of the students a file speaks of: a few queries for many of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from students.imports.admitted import admitted_batches
from students.imports.cells import plain
from students.imports.engagement_facts import read_engagement
from students.imports.places import Place, policy_for
from students.imports.sessions import read_presences
from students.models import (
    ComponentMark,
    Mark,
    PolicyVersion,
    Student,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.rules.policy import PAPER_POLICY, Policy

STUDENTS_AT_ONCE = 500
MARK_COLUMNS = ("state", "score", "max_score", "published")
ATTENDANCE_COLUMNS = ("held", "attended", "excused")
OWN = ("student", "placement", "background")  # cells a student has one of
BY_SUBJECT = {"attendance": "attendance", "enrolment": "enrolments", "activity": "activities"}
BY_MORE = {"mark": ("marks", 2), "part": ("parts", 3), "presence": ("presences", 3)}


@dataclass
class Standing:
    """One student as stored, in the plain values that a plan keeps (numbers as text).

    `marks` by subject and attempt: [state, score, maximum, published]; `parts` by subject, attempt
    and component: the same; `attendance` by subject ("" for the term): [held, attended, excused,
    percent]; `by_session` the subjects whose attendance follows from classes taken one by one;
    `presences` the states in those, by subject, day and period;
    `sat_in` by subject and attempt the term (its key) in which a later attempt was sat;
    `admitted` the batch and its branch, where they are in no place of the term yet;
    `enrolments` and `activities` (of the whole term) by subject, `background` of the person.
    """

    roll_key: str
    roll_no: str = ""
    student_id: int | None = None
    student: dict | None = None
    student_version: int = 0
    result_id: int | None = None
    placement: dict | None = None
    policy: Policy = PAPER_POLICY
    policy_number: int = 1
    marks: dict[tuple, list] = field(default_factory=dict)
    parts: dict[tuple, list] = field(default_factory=dict)
    attendance: dict[str, list] = field(default_factory=dict)
    by_session: set[str] = field(default_factory=set)
    presences: dict[tuple, str] = field(default_factory=dict)
    sat_in: dict[tuple, str] = field(default_factory=dict)
    background: dict | None = None
    admitted: tuple[str, str] | None = None
    enrolments: dict[str, dict] = field(default_factory=dict)
    activities: dict[str, dict] = field(default_factory=dict)

    def value(self, what: str, key: tuple):
        """The stored value of one cell of a plan; None where there is none."""
        if what in OWN:
            return getattr(self, what)
        cells, place = self._cells(what, key)
        return cells.get(place)

    def put(self, what: str, key: tuple, value):
        """Note that a cell would hold this value."""
        if what in OWN:
            setattr(self, what, value)
        else:
            cells, place = self._cells(what, key)
            cells[place] = value

    def _cells(self, what: str, key: tuple) -> tuple[dict, object]:
        if what in BY_SUBJECT:
            return getattr(self, BY_SUBJECT[what]), key[0]
        cells, length = BY_MORE[what]
        return getattr(self, cells), key[:length]

    def has_parts(self, key: tuple) -> bool:
        """Whether a mark is combined from components."""
        return any(part[:2] == key[:2] for part in self.parts)


def standings(
    place: Place,
    roll_keys: Iterable[str],
    lock: bool = False,
    taken: Collection[str] = (),
    online: bool = False,
) -> dict[str, Standing]:
    """A standing for every roll key, empty for those not known; about eight queries.

    `taken` are subjects (keys) whose presences, class by class, are asked for too; with `online`
    enrolments, what was done online, and backgrounds.

    `lock` holds the students who are known: nobody renames one, or brings one into the term.
    """
    found = {key: Standing(key) for key in roll_keys}
    if place.institution.pk is None:
        return found
    _read_students(place, found, lock)
    if place.term is None or place.term.pk is None:
        return found
    by_result = _read_results(place, found)
    _read_admissions(place, found)
    _read_marks(by_result)
    _read_attendance(by_result)
    if taken:
        read_presences(by_result, taken)
    if online:
        read_engagement(by_result)
    return found


def text_of(number) -> str | None:
    """A decimal of the register as a plan keeps it."""
    return None if number is None else plain(number)


def _read_students(place: Place, found: dict[str, Standing], lock: bool):
    students = Student.objects.select_for_update() if lock else Student.objects.all()
    rows = students.filter(institution=place.institution, roll_key__in=list(found))
    columns = ("roll_key", "roll_no", "pk", "name", "email", "version")
    for key, roll_no, pk, name, email, version in rows.values_list(*columns):
        standing = found[key]
        standing.roll_no, standing.student_id, standing.student_version = roll_no, pk, version
        standing.student = {"name": name, "email": email}


def _read_results(place: Place, found: dict[str, Standing]) -> dict[int, Standing]:
    by_student = {one.student_id: one for one in found.values() if one.student_id}
    number, policy = policy_for(place)
    for standing in found.values():
        standing.policy_number, standing.policy = number, policy
    rows = TermResult.objects.filter(term=place.term, student__in=list(by_student))
    columns = ("branch__code_key", "batch__code_key", "section", "semester")
    versions: dict[int, PolicyVersion] = {}
    by_result = {}
    for pk, student, version, *placement in rows.values_list(
        "pk", "student_id", "policy_version_id", *columns
    ):
        standing = by_result[pk] = by_student[student]
        branch, batch, section, semester = placement
        standing.result_id = pk
        standing.placement = {
            "branch": branch,
            "batch": batch or "",
            "section": section,
            "semester": semester,
        }
        if version not in versions:
            versions[version] = PolicyVersion.objects.get(pk=version)
        standing.policy_number = versions[version].number
        standing.policy = versions[version].policy
    return by_result


def _read_admissions(place: Place, found: dict[str, Standing]):
    new = {one.student_id: one for one in found.values() if one.student_id and not one.placement}
    for student, admitted in admitted_batches(place.term, list(new)).items():
        new[student].admitted = admitted


def _read_marks(by_result: dict[int, Standing]):
    rows = Mark.objects.filter(result__in=list(by_result)).order_by()
    for result, subject, attempt, sat_term, *value in rows.values_list(
        "result_id", "subject__code_key", "attempt", "sat_term__code_key", *MARK_COLUMNS
    ):
        by_result[result].marks[subject, attempt] = mark_value(*value)
        if sat_term:
            by_result[result].sat_in[subject, attempt] = sat_term
    parts = ComponentMark.objects.filter(mark__result__in=list(by_result)).order_by()
    for result, subject, attempt, code, *value in parts.values_list(
        "mark__result_id",
        "mark__subject__code_key",
        "mark__attempt",
        "component__code_key",
        "state",
        "score",
        "component__max_score",
        "published",
    ):
        by_result[result].parts[subject, attempt, code] = mark_value(*value)


def mark_value(state, score, maximum, published) -> list:
    """A mark as a plan keeps it."""
    return [state, text_of(score), text_of(maximum), published]


def _read_attendance(by_result: dict[int, Standing]):
    terms = TermAttendance.objects.filter(result__in=list(by_result))
    for result, *counts, percent in terms.values_list("result_id", *ATTENDANCE_COLUMNS, "percent"):
        by_result[result].attendance[""] = [*counts, text_of(percent)]
    subjects = SubjectAttendance.objects.filter(result__in=list(by_result)).order_by()
    for result, subject, by_session, *counts in subjects.values_list(
        "result_id", "subject__code_key", "by_session", *ATTENDANCE_COLUMNS
    ):
        by_result[result].attendance[subject] = [*counts, None]
        if by_session:
            by_result[result].by_session.add(subject)
