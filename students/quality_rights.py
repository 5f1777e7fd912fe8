"""What the roles may do about records that are missing, doubtful, or two of one person."""

from django.db.models import Q, QuerySet

from students.models import Doubt, Institution, Role, Student

WHOLE = (Role.PRINCIPAL, Role.REGISTRAR)
FEE_RECORDS = ("feedue", "feeplan", "payment")


class QualityRights:
    """A part of Sight, from which it takes `where`, `has`, `everything` and `branches`."""

    @property
    def sees_quality(self) -> bool:
        """Whether what is missing and doubtful is theirs to see, be it of a branch or of fees."""
        return self.has(*WHOLE, Role.HEAD, Role.ACCOUNTANT)

    @property
    def opens_quality_records(self) -> bool:
        """Whether records beside the fees' are theirs to look through, be it of a branch."""
        return self.has(*WHOLE, Role.HEAD)

    @property
    def judges_people(self) -> bool:
        """Whether it is theirs to say that two records are of one person."""
        return self.has(*WHOLE)

    @property
    def sees_doubts(self) -> bool:
        """Whether doubtful values are theirs to see one by one."""
        return self.has(*WHOLE, Role.ACCOUNTANT)

    def quality_institutions(self) -> QuerySet[Institution]:
        """The institutions of which anything is shown."""
        if self.everything:
            return Institution.objects.all()
        places = self.where(*WHOLE, Role.HEAD, Role.ACCOUNTANT)
        return Institution.objects.filter(pk__in=places)

    def judged_students(self) -> QuerySet[Student]:
        """Those of whom they may say who else they are: both records of a pair are among them."""
        if self.everything:
            return Student.objects.all()
        return Student.objects.filter(institution__in=self.where(*WHOLE))

    def doubts(self) -> QuerySet[Doubt]:
        """Doubtful values they may read, with what was said of them."""
        return self._doubts(WHOLE)

    def settled_doubts(self) -> QuerySet[Doubt]:
        """Those that are theirs to settle: whoever may bring such records in."""
        return self._doubts((Role.REGISTRAR,))

    def _doubts(self, roles: tuple) -> QuerySet[Doubt]:
        if self.everything:
            return Doubt.objects.all()
        fees = Q(institution__in=self.where(Role.ACCOUNTANT), model__in=FEE_RECORDS)
        return Doubt.objects.filter(Q(institution__in=self.where(*roles)) | fees)
