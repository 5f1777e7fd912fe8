"""What the roles may do with registers of classes: look, take attendance, overlook a shortage."""

from django.db.models import Q, QuerySet

from students.models import Role, Teaching, TermResult


class RegisterRights:
    """A part of Sight, from which it takes `has`, `where`, `branches`, `staff` and the like."""

    @property
    def sees_registers(self) -> bool:
        """Whether pages of classes and who was in them are theirs at all."""
        return self.has(Role.PRINCIPAL, Role.REGISTRAR, Role.HEAD, Role.FACULTY)

    def registers(self) -> QuerySet[Teaching]:
        """Classes of a subject whose register may be looked at: one's own, and those seen whole."""
        if self.everything:
            return Teaching.objects.all()
        return Teaching.objects.filter(
            self._kept_registers()
            | Q(branch__institution__in=self.where(Role.PRINCIPAL))
            | Q(branch__in=self.branches)
            | self._staffed(self._charges)
        )

    @property
    def keeps_registers(self) -> bool:
        """Whether taking attendance, and taking it back, is theirs at all."""
        return self.has(Role.REGISTRAR, Role.FACULTY)

    def kept_registers(self) -> QuerySet[Teaching]:
        """Classes of a subject in which attendance may be taken: one's own, and the registrar's."""
        rows = Teaching.objects.all()
        return rows if self.everything else rows.filter(self._kept_registers())

    def _kept_registers(self) -> Q:
        own = Q(staff__in=self.staff.get(Role.FACULTY, ()))
        return own | Q(branch__institution__in=self.where(Role.REGISTRAR))

    @property
    def may_condone(self) -> bool:
        """Whether shortages of attendance are theirs to overlook at all."""
        return self.has(Role.PRINCIPAL, Role.HEAD)

    def condonable_results(self) -> QuerySet[TermResult]:
        """Terms of students whose shortage of attendance may be condoned."""
        if self.everything:
            return TermResult.objects.all()
        places = Q(institution__in=self.where(Role.PRINCIPAL))
        return TermResult.objects.filter(places | Q(branch__in=self.branches))
