"""What a student's or a term's removal takes along, counted and in words."""

from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, replace

from django.db.models import QuerySet
from django.utils.translation import ngettext_lazy

from students.models.admissions import Admission
from students.models.attendance import SubjectAttendance, TermAttendance
from students.models.backgrounds import StudentBackground
from students.models.components import ComponentMark
from students.models.condonations import Condonation
from students.models.declarations import DeclaredResult
from students.models.engagement import Enrolment, TermActivity, WeeklyActivity
from students.models.fees import FeeDue, Payment
from students.models.marks import Mark
from students.models.people import Student
from students.models.results import TermResult
from students.models.sessions import SessionPresence
from students.models.teaching import Mentorship

WORDS = {
    "terms": ngettext_lazy("%(count)s term", "%(count)s terms", "count"),
    "marks": ngettext_lazy("%(count)s mark", "%(count)s marks", "count"),
    "component_marks": ngettext_lazy(
        "%(count)s component mark", "%(count)s component marks", "count"
    ),
    "attendance_records": ngettext_lazy(
        "%(count)s attendance record", "%(count)s attendance records", "count"
    ),
    "presences": ngettext_lazy(
        "%(count)s presence in a class", "%(count)s presences in classes", "count"
    ),
    "condonations": ngettext_lazy("%(count)s condonation", "%(count)s condonations", "count"),
    "mentorships": ngettext_lazy("%(count)s mentorship", "%(count)s mentorships", "count"),
    "declared_results": ngettext_lazy(
        "%(count)s declared result", "%(count)s declared results", "count"
    ),
    "enrolments": ngettext_lazy(
        "%(count)s enrolment in a course", "%(count)s enrolments in courses", "count"
    ),
    "activities": ngettext_lazy(
        "%(count)s record of online activity", "%(count)s records of online activity", "count"
    ),
    "backgrounds": ngettext_lazy("%(count)s background", "%(count)s backgrounds", "count"),
    "admissions": ngettext_lazy("%(count)s admission", "%(count)s admissions", "count"),
    "fee_dues": ngettext_lazy("%(count)s fee due", "%(count)s fee dues", "count"),
    "payments": ngettext_lazy("%(count)s payment", "%(count)s payments", "count"),
}


def nothing(rows: Iterable) -> list[str]:
    """No words: nothing goes with these."""
    return []


@dataclass(frozen=True)
class Along:
    """What another app keeps of students and goes with them: in words, then removed by number.

    `of_results` says what goes with terms, and so with the students whose terms they are.
    """

    sentences: Callable[[QuerySet[Student]], list[str]] = nothing
    remove: Callable[[Iterable[int]], object] = nothing
    of_results: Callable[[QuerySet[TermResult]], list[str]] = nothing


ALONG: list[Along] = []  # filled by the apps above as they start


@dataclass(frozen=True)
class Facts:
    """What goes with a student or with terms, counted; false when there is nothing."""

    terms: int = 0
    marks: int = 0
    component_marks: int = 0
    attendance_records: int = 0
    presences: int = 0
    condonations: int = 0
    mentorships: int = 0
    declared_results: int = 0
    enrolments: int = 0
    activities: int = 0
    backgrounds: int = 0
    admissions: int = 0
    fee_dues: int = 0
    payments: int = 0
    besides: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(astuple(self))

    def sentences(self) -> list[str]:
        """Each kind that is there, in words: "5 marks"."""
        counted = ((words, getattr(self, name)) for name, words in WORDS.items())
        said = [words % {"count": count} for words, count in counted if count]
        return [*said, *self.besides]


def facts_of(student: Student) -> Facts:
    """What a student's removal would take along."""
    return facts_of_students(Student.objects.filter(pk=student.pk))


def facts_of_students(students: QuerySet[Student]) -> Facts:
    """The same for several students."""
    found = facts_of_results(TermResult.objects.filter(student__in=students))
    mentorships = Mentorship.objects.filter(student__in=students).count()
    besides = tuple(words for along in ALONG for words in along.sentences(students))
    return replace(
        found,
        mentorships=mentorships,
        admissions=Admission.objects.filter(student__in=students).count(),
        fee_dues=FeeDue.objects.filter(student__in=students).count(),
        payments=Payment.objects.filter(student__in=students).count(),
        besides=(*found.besides, *besides),
    )


def facts_of_results(results: QuerySet[TermResult]) -> Facts:
    """What the removal of these terms would take along, themselves included."""
    rows = results.order_by().values("pk")
    registers = SubjectAttendance.objects.filter(result__in=rows).count()
    weeks = WeeklyActivity.objects.filter(enrolment__result__in=rows).count()
    whole_terms = TermActivity.objects.filter(enrolment__result__in=rows).count()
    return Facts(
        terms=results.count(),
        marks=Mark.objects.filter(result__in=rows).count(),
        component_marks=ComponentMark.objects.filter(mark__result__in=rows).count(),
        attendance_records=TermAttendance.objects.filter(result__in=rows).count() + registers,
        presences=SessionPresence.objects.filter(result__in=rows).count(),
        condonations=Condonation.objects.filter(result__in=rows).count(),
        declared_results=DeclaredResult.objects.filter(result__in=rows).count(),
        enrolments=Enrolment.objects.filter(result__in=rows).count(),
        activities=weeks + whole_terms,
        backgrounds=StudentBackground.objects.filter(result__in=rows).count(),
        besides=tuple(words for along in ALONG for words in along.of_results(results)),
    )
