"""A student's term as staff see it: the whole of it, or the subjects they teach in it."""

from collections.abc import Iterable
from dataclasses import dataclass

from analytics.people.attendances import Presence, presence_of, registers_of
from analytics.people.changes import ChangeRow, changes_of
from analytics.people.declared import Declared, DeclaredTerm, declared, declared_terms
from analytics.people.scores import Score, components_defined, part_of, score_of
from analytics.people.terms import NEWEST_FIRST, TermLine, chosen_result
from students.models import Mark, Mentorship, Student, TermAttendance, TermResult
from students.registers.remaining import StillToCome
from students.rules.policy import Policy
from students.rules.shown import shown_attendance, shown_average
from students.sight import Sight


@dataclass(frozen=True)
class StudentRecord:
    """One term of a student in one person's sight; `result` is None where there is no term.

    Unless `whole`, it holds the viewer's own subjects, and of the rest the level of risk alone:
    neither average, grade nor attendance over all subjects, and no history. `remaining` classes are
    to come, None where that is not known.
    """

    student: Student
    result: TermResult | None = None
    whole: bool = False
    scores: tuple[Score, ...] = ()
    presence: Presence | None = None
    terms: tuple[TermLine, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    mentors: tuple[str, ...] = ()
    declared: Declared | None = None
    declared_terms: tuple[DeclaredTerm, ...] = ()
    remaining: int | None = None

    @property
    def policy(self) -> Policy:
        return self.result.policy_version.policy

    @property
    def average(self) -> str:
        return average_of(self.result) if self.whole else ""

    @property
    def passed(self) -> int:
        """Subjects here with a mark that passes."""
        return sum(bool(score.grade) and not score.failed for score in self.scores)


def student_record(sight: Sight, student: Student, term_id: int | None = None) -> StudentRecord:
    """The term asked for, or the current one, as this sight allows it."""
    related = ("term", "branch", "batch", "policy_version", "student")
    results = list(
        sight.results().filter(student=student).select_related(*related).order_by(*NEWEST_FIRST)
    )
    if not results:
        return StudentRecord(student)
    wholes = set(sight.whole_results().filter(student=student).values_list("pk", flat=True))
    result = chosen_result(results, term_id)
    whole = result.pk in wholes
    return StudentRecord(
        student=student,
        result=result,
        whole=whole,
        scores=tuple(_scores(sight, result)),
        presence=_presence(sight, result, whole),
        terms=tuple(_term(one, one.pk in wholes, one == result) for one in results),
        changes=tuple(changes_of(result)) if whole else (),
        mentors=tuple(_mentors(student)) if whole else (),
        declared=declared(sight, result) if whole else None,
        declared_terms=declared_terms(sight, student) if whole else (),
        remaining=StillToCome([result]).of(result) if whole else None,
    )


def average_of(result: TermResult) -> str:
    """A result's average as text, empty without one."""
    return shown_average(result.mark_sum, result.mark_count, result.policy_version.policy)


def _scores(sight: Sight, result: TermResult) -> Iterable[Score]:
    marks = sight.marks().filter(result=result).select_related("subject", "sat_term")
    marks = list(marks.prefetch_related("component_marks__component"))
    defined, policy = components_defined([result]), result.policy_version.policy
    for mark in marks:
        if mark.attempt == 1:
            parts = [part_of(part) for part in mark.component_marks.all()]
            many = defined[mark.subject_id, result.term_id]
            yield score_of(mark, policy, parts, _later(marks, mark), many)


def _later(marks: list[Mark], first: Mark) -> list[Mark]:
    return [one for one in marks if one.subject_id == first.subject_id and one.attempt > 1]


def _presence(sight: Sight, result: TermResult, whole: bool) -> Presence:
    registers = registers_of(result, sight.subject_attendances())
    total = TermAttendance.objects.filter(result=result).first() if whole else None
    known = result.exact_attendance if whole else None
    return presence_of(known, result.policy_version.policy, registers, total)


def _mentors(student: Student) -> Iterable[str]:
    return Mentorship.objects.today().filter(student=student).values_list("staff__name", flat=True)


def _term(result: TermResult, whole: bool, chosen: bool) -> TermLine:
    """Of a term seen in part only the way to it is shown."""
    policy = result.policy_version.policy
    line = {"average": None, "average_shown": "", "grade": "", "attendance": None}
    if whole:
        line |= {name: getattr(result, name) for name in ("average", "grade", "attendance")}
        line["average_shown"] = average_of(result)
    return TermLine(
        term_id=result.term_id,
        title=result.term.title,
        semester=result.semester,
        attendance_shown=shown_attendance(result.exact_attendance, policy) if whole else "",
        chosen=chosen,
        **line,
    )
