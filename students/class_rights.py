"""Which classes, subjects of them and mentees somebody sees, as conditions on their rows."""

from collections.abc import Callable
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet, Value

from students.kept import fetched
from students.models import ClassCharge, Mentorship, Role

NOTHING = Q(pk__in=())
EVERYTHING = ~Q(pk__in=())
CLASS = ("term", "branch", "semester", "section")

WHOLE_RECORD_ROLES = (Role.PRINCIPAL, Role.REGISTRAR)
FIGURE_ROLES = (*WHOLE_RECORD_ROLES, Role.MANAGER)


class ClassRights:
    """A part of Sight, from which it takes `everything`, `where`, `staff`, `teachings` …"""

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
        return tuple(fetched(("own classes", self.staff[Role.FACULTY]), self._of_own))

    def _of_own(self) -> QuerySet:
        nothing = Value("")
        taught = self.teachings().values_list(*CLASS, "subject__code_key", "subject__code")
        return self._charges().values_list(*CLASS, nothing, nothing).union(taught)

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
