"""What the roles may do with marks one by one: open the grid of a class, enter, change."""

from django.db.models import Q, QuerySet

from students.models import Role, Teaching, TermResult


class MarkRights:
    """A part of Sight, from which it takes `has`, `where`, `staff` and the like."""

    @property
    def opens_marks_grids(self) -> bool:
        """Whether grids of a class's marks are theirs at all, to type in or to look at."""
        return self.has(Role.PRINCIPAL, Role.REGISTRAR, Role.HEAD, Role.FACULTY)

    @property
    def enters_marks(self) -> bool:
        """Whether marks are theirs to enter anywhere: a registrar's, or a teacher's own subject."""
        return self.has(Role.REGISTRAR) or bool(self.staff.get(Role.FACULTY))

    def teachings(self) -> QuerySet[Teaching]:
        """What is taught to which class: a subject teacher enters the marks of it."""
        return Teaching.objects.filter(staff__in=self.staff.get(Role.FACULTY, ()))

    def enterable(self, subject_id: int) -> QuerySet[TermResult]:
        """Results whose marks and attendance in this subject are theirs to enter.

        They are the registrar's, and the subject teacher's own classes'.
        """
        if self.everything:
            return TermResult.objects.all()
        edited = Q(institution__in=self.where(Role.REGISTRAR))
        taught = self._staffed(lambda: self.teachings().filter(subject=subject_id))
        return TermResult.objects.filter(edited | taught)

    def may_enter_marks(self, subject_id: int, of_class: dict) -> bool:
        """Whether a class's marks in a subject are theirs to enter; `of_class` has CLASS columns.

        Where nobody is in the class there are none.
        """
        return self.enterable(subject_id).filter(**of_class).exists()
