"""What one person sees today: rows and conditions, already narrowed to it."""

from dataclasses import dataclass, field, fields, replace

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from students.camera_rights import CameraRights
from students.class_rights import WHOLE_RECORD_ROLES, ClassRights
from students.contact_rights import ContactRights
from students.declaration_rights import DeclarationRights
from students.engagement_rights import EngagementRights
from students.import_rights import ImportRights
from students.mark_rights import MarkRights
from students.model_rights import ModelRights
from students.models import (
    Institution,
    Mark,
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

PEOPLE_ROLES = (*WHOLE_RECORD_ROLES, Role.HEAD, Role.FACULTY, Role.MENTOR)


@dataclass(frozen=True)
class Sight(
    ClassRights,
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
