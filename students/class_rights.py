"""Which classes, subjects of them and mentees somebody sees, as conditions on their rows."""

from functools import cached_property

from django.db.models import Exists, OuterRef, Q, QuerySet

from students.models import ClassCharge, Mentorship, Role

NOTHING = Q(pk__in=())
EVERYTHING = ~Q(pk__in=())
CLASS = ("term", "branch", "semester", "section")

WHOLE_RECORD_ROLES = (Role.PRINCIPAL, Role.REGISTRAR)
FIGURE_ROLES = (*WHOLE_RECORD_ROLES, Role.MANAGER)


class ClassRights:
    """A part of Sight, from which it takes `everything`, `where`, `branches`, `staff`."""

    def classes(self, figures: bool = False, prefix: str = "") -> Q:
        """Classes seen whole, as a condition on the columns results and summaries share.

        `figures=True` adds those of which only figures are shown (managers); `prefix` leads to a
        result from another table, such as "result__".
        """
        if self.everything:
            return EVERYTHING
        roles = FIGURE_ROLES if figures else WHOLE_RECORD_ROLES
        charges = ClassCharge.objects.filter(staff__in=self.staff.get(Role.FACULTY, ()))
        return (
            Q(**{f"{prefix}institution__in": self.where(*roles)})
            | Q(**{f"{prefix}branch__in": self.branches})
            | self._staffed(Role.FACULTY, charges, prefix)
        )

    @cached_property
    def _classes_near(self) -> dict[str, set]:
        """The values that the columns of their classes have, a superset of these. One query."""
        charges = ClassCharge.objects.filter(staff__in=self.staff[Role.FACULTY])
        rows = charges.values_list(*CLASS).union(self.teachings().values_list(*CLASS))
        return dict(zip(CLASS, map(set, zip(*rows, strict=True)), strict=False))

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
        teachings = self.teachings().filter(subject=OuterRef(subject))
        return self._staffed(Role.FACULTY, teachings, prefix)

    def classes_taught(self) -> Q:
        """Classes in which some subject is taught, as a condition on results and summaries."""
        return self._staffed(Role.FACULTY, self.teachings(), "")

    def mentees(self, prefix: str = "") -> Q:
        """Results of the students mentored today."""
        students = Mentorship.objects.today().filter(staff__in=self.staff.get(Role.MENTOR, ()))
        if not self.staff.get(Role.MENTOR):
            return NOTHING
        return Q(**{f"{prefix}student__in": students.values("student")})

    def _staffed(self, role: str, rows: QuerySet, prefix: str) -> Q:
        if not self.staff.get(role):
            return NOTHING
        classes = Exists(rows.filter(**{name: OuterRef(f"{prefix}{name}") for name in CLASS}))
        return Q(classes) & self.near(prefix)
