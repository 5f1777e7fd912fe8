"""What one person sees today: rows and conditions, already narrowed to it."""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from students.camera_rights import CameraRights
from students.contact_rights import ContactRights
from students.declaration_rights import DeclarationRights
from students.engagement_rights import EngagementRights
from students.import_rights import ImportRights
from students.mark_rights import MarkRights
from students.model_rights import ModelRights
from students.models import (
    ClassCharge,
    Institution,
    Mark,
    Mentorship,
    Role,
    Student,
    SubjectAttendance,
    Teaching,
    TermResult,
)
from students.office_rights import OfficeRights
from students.policy_rights import PolicyRights
from students.quality_rights import QualityRights
from students.register_rights import RegisterRights

NOTHING = Q(pk__in=())
EVERYTHING = ~Q(pk__in=())
CLASS = ("term", "branch", "semester", "section")

WHOLE_RECORD_ROLES = (Role.PRINCIPAL, Role.REGISTRAR)
FIGURE_ROLES = (*WHOLE_RECORD_ROLES, Role.MANAGER)
PEOPLE_ROLES = (*WHOLE_RECORD_ROLES, Role.HEAD, Role.FACULTY, Role.MENTOR)


@dataclass(frozen=True)
class Sight(
    MarkRights,
    RegisterRights,
    DeclarationRights,
    ContactRights,
    PolicyRights,
    EngagementRights,
    CameraRights,
    ModelRights,
    OfficeRights,
    QualityRights,
    ImportRights,
):
    """What one person sees today; every method gives rows or conditions already narrowed to it."""

    user_id: int | None
    everything: bool = False
    places: dict[str, frozenset[int]] = field(default_factory=dict)
    branches: frozenset[int] = frozenset()
    staff: dict[str, frozenset[int]] = field(default_factory=dict)
    student_id: int | None = None
    rooms: frozenset[int] = frozenset()  # institutions in which rooms are measured by camera
    place: str = ""  # the institution or group in words, for the bar of every page

    @property
    def key(self) -> tuple:
        """All that its conditions depend on today: whoever has the same key sees the same."""
        values = (getattr(self, one.name) for one in fields(self))
        plain = (frozenset(one.items()) if isinstance(one, dict) else one for one in values)
        return (timezone.localdate(), *plain, self.own_classes if self.by_section else ())

    def has(self, *roles: str) -> bool:
        """Whether one of these roles is held anywhere today."""
        return self.everything or any(self.places.get(role) for role in roles)

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles held today, in the order of `Role`."""
        return tuple(role for role in Role.values if self.places.get(role))

    @property
    def sees_people(self) -> bool:
        """Whether pages about individual students are theirs at all."""
        return self.has(*PEOPLE_ROLES)

    @property
    def sees_figures(self) -> bool:
        """Whether dashboards are theirs at all."""
        return self.has(*PEOPLE_ROLES, Role.MANAGER)

    @property
    def starts_jobs(self) -> bool:
        """Whether any long work is theirs to start: imports and recomputing, or exports alone."""
        return self.has(*WHOLE_RECORD_ROLES)

    def may_edit(self, institution_id: int) -> bool:
        """Whether facts of this institution may be imported, changed, undone and deleted."""
        return self.everything or institution_id in self.where(Role.REGISTRAR)

    def where(self, *roles: str) -> frozenset[int]:
        """The institutions in which one of these roles is held."""
        return frozenset().union(*(self.places.get(role, frozenset()) for role in roles))

    def at(self, institution_id: int) -> "Sight":
        """What is seen by the roles held in this institution alone."""
        places = {role: ids & {institution_id} for role, ids in self.places.items()}
        return replace(self, places=places)

    def lets_in(self, role: str) -> frozenset[int]:
        """The institutions where they give this role, and passwords to those who have it.

        Roles that see students' marks are a principal's to give, the others an administrator's too.
        """
        sees_marks = role in PEOPLE_ROLES
        givers = (Role.PRINCIPAL,) if sees_marks else (Role.PRINCIPAL, Role.ADMINISTRATOR)
        return self.where(*givers)

    def institutions(self) -> QuerySet[Institution]:
        """Those of any membership."""
        if self.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.where(*self.places))

    def editable_institutions(self) -> QuerySet[Institution]:
        """Those whose facts may be imported and changed."""
        if self.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=self.where(Role.REGISTRAR))

    @property
    def sees_imports(self) -> bool:
        """Whether import runs are theirs at all: whole records are read in them."""
        return self.has(*WHOLE_RECORD_ROLES)

    @property
    def by_section(self) -> bool:
        """Whether single sections are theirs, so that totals of whole classes tell too much."""
        return bool(self.staff.get(Role.FACULTY))

    def classes(self, figures: bool = False, prefix: str = "") -> Q:
        """Classes seen whole, as a condition on the columns results and summaries share.

        `figures=True` adds those of which only figures are shown (managers); `prefix` leads to a
        result from another table, such as "result__".
        """
        if self.everything:
            return EVERYTHING
        roles = FIGURE_ROLES if figures else WHOLE_RECORD_ROLES
        seen = Q(**{f"{prefix}institution__in": self.where(*roles)})
        if self.branches:
            seen |= Q(**{f"{prefix}branch__in": self.branches})
        return seen | self._staffed(self._charges, prefix)

    def _charges(self) -> QuerySet[ClassCharge]:
        return ClassCharge.objects.filter(staff__in=self.staff[Role.FACULTY])

    @cached_property
    def own_classes(self) -> tuple[tuple, ...]:
        """The classes in charge, and those taught with the subject's key and code, else empty.

        A class has the columns of CLASS. One query.
        """
        nothing = Value("")
        taught = self.teachings().values_list(*CLASS, "subject__code_key", "subject__code")
        return tuple(self._charges().values_list(*CLASS, nothing, nothing).union(taught))

    @cached_property
    def _classes_near(self) -> dict[str, set]:
        """The values that the columns of their classes have, a superset of these."""
        columns = map(set, zip(*self.own_classes, strict=True))
        return dict(zip(CLASS, columns, strict=False))

    def near(self, prefix: str = "", names: tuple[str, ...] = CLASS[1:]) -> Q:
        """What follows for a class from its being theirs, as values that an index finds.

        Without the term, which whoever asks has named: twice named, SQLite looks by it alone.
        """
        found = self._classes_near
        return Q(**{f"{prefix}{name}__in": found[name] for name in names}) if found else NOTHING

    def cells_near(self, names: tuple[str, ...] = CLASS[1:]) -> Q:
        """The same for all cells in sight: nothing where any are theirs in another way."""
        elsewhere = self.everything or self.where(*FIGURE_ROLES) or self.branches
        return Q() if elsewhere or not self.by_section else self.near(names=names)

    def taught(self, subject: str = "subject", prefix: str = "") -> Q:
        """Subjects taught to a class, as a condition on rows that have both."""
        return self._staffed(lambda: self.teachings().filter(subject=OuterRef(subject)), prefix)

    def classes_taught(self) -> Q:
        """Classes in which some subject is taught, as a condition on results and summaries."""
        return self._staffed(self.teachings)

    def mentees(self, prefix: str = "") -> Q:
        """Results of the students mentored today."""
        if not self.staff.get(Role.MENTOR):
            return NOTHING
        students = Mentorship.objects.today().filter(staff__in=self.staff[Role.MENTOR])
        return Q(**{f"{prefix}student__in": students.values("student")})

    def _staffed(self, rows: Callable[[], QuerySet], prefix: str = "") -> Q:
        if not self.by_section:
            return NOTHING
        classes = Exists(rows().filter(**{name: OuterRef(f"{prefix}{name}") for name in CLASS}))
        return Q(classes) & self.near(prefix)

    def whole_results(self) -> QuerySet[TermResult]:
        """Results whose every mark may be seen, with average, grade and reasons."""
        return TermResult.objects.filter(self.classes() | self.mentees())

    def results(self) -> QuerySet[TermResult]:
        """Results of which something may be seen: the whole, or the mark in a subject taught."""
        return TermResult.objects.filter(self.classes() | self.mentees() | self._taught_results())

    def taught_subject_ids(self) -> QuerySet[Teaching]:
        """The subjects taught, in whichever class."""
        return self.teachings().values_list("subject", flat=True).distinct()

    def _taught_results(self) -> Q:
        of_result = {"subject__marks__result": OuterRef("pk")}
        return self._staffed(lambda: self.teachings().filter(**of_result))

    def marks(self) -> QuerySet[Mark]:
        """Marks that may be seen; a student's own come from `own_marks`."""
        return Mark.objects.filter(self._of_results())

    def subject_attendances(self) -> QuerySet[SubjectAttendance]:
        """Registers that may be seen."""
        return SubjectAttendance.objects.filter(self._of_results())

    def _of_results(self) -> Q:
        whole = self.classes(prefix="result__") | self.mentees("result__")
        return whole | self.taught(prefix="result__")

    def students(self) -> QuerySet[Student]:
        """Students with a visible result; in editable institutions also those without any."""
        if self.everything:
            return Student.objects.all()
        whole = Q(institution__in=self.where(*WHOLE_RECORD_ROLES))
        if not self.branches and not any(self.staff.values()):
            return Student.objects.filter(whole)
        # Asked of each student in turn: a list of all visible results takes seconds to gather.
        seen = Exists(self.results().order_by().filter(student=OuterRef("pk")))
        return Student.objects.filter(whole | seen)

    def own_results(self) -> QuerySet[TermResult]:
        """A student's own terms. Their derived columns know unpublished marks: never show those."""
        if self.student_id is None:
            return TermResult.objects.none()
        return TermResult.objects.filter(student=self.student_id)

    def own_marks(self) -> QuerySet[Mark]:
        """A student's own published marks; one made of a component still unpublished is not out.

        Whoever knew the mark and its other components could work that component out.
        """
        own = Mark.objects.filter(result__in=self.own_results().values("pk"), published=True)
        return own.exclude(component_marks__published=False)
