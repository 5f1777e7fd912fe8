"""What the roles may do with the office's records: batches, trainers, fees, outreach."""

from django.db.models import Q, QuerySet

from students.models import (
    Batch,
    BatchTrainer,
    Channel,
    FeeDue,
    Institution,
    Payment,
    Role,
    Student,
    TermResult,
    TrainerRating,
)

FEE_KEEPERS = (Role.REGISTRAR, Role.ACCOUNTANT)
FEE_ROLES = (Role.PRINCIPAL, *FEE_KEEPERS)
REVENUE_ROLES = (*FEE_ROLES, Role.MANAGER)
BATCH_KEEPERS = (Role.REGISTRAR, Role.MANAGER)
BATCH_ROLES = (Role.PRINCIPAL, *BATCH_KEEPERS)
RATING_ROLES = (Role.PRINCIPAL, Role.MANAGER)
SINGLE_RATING_ROLES = (Role.PRINCIPAL,)  # answers one by one, in their own words


class OfficeRights:
    """A part of Sight, from which it takes `where`, `has`, `staff` and `branches`."""

    @property
    def sees_fees(self) -> bool:
        """Whether what a student owes and paid is theirs to see at all."""
        return self.has(*FEE_ROLES)

    @property
    def sees_revenue(self) -> bool:
        """Whether sums of fees are theirs to see at all; a manager sees no student's."""
        return self.has(*REVENUE_ROLES)

    @property
    def sees_batches(self) -> bool:
        """Whether the figures of batches and trainers are theirs, if only of those they train."""
        return self.has(*BATCH_ROLES, Role.HEAD, Role.FACULTY)

    @property
    def sees_ratings(self) -> bool:
        """Whether answers about trainers are theirs, if only of a branch or about oneself."""
        return self.has(*RATING_ROLES, Role.HEAD, Role.FACULTY)

    @property
    def sees_outreach(self) -> bool:
        """Whether channels and posts are theirs to see at all."""
        return self.has(*BATCH_ROLES)

    @property
    def sees_kpis(self) -> bool:
        """Whether any key figure is theirs to see: of batches, of fees or of outreach."""
        return self.sees_batches or self.sees_revenue

    @property
    def sets_kpis(self) -> bool:
        """Whether weights and targets are theirs to set: who answers for the institution."""
        return self.has(Role.PRINCIPAL)

    def kpi_institutions(self) -> QuerySet[Institution]:
        """The institutions whose weights and targets they set."""
        return Institution.objects.filter(self._in("pk", Role.PRINCIPAL))

    @property
    def orders_reports(self) -> bool:
        """Whether reports as files are made for them at all, if only of what they teach."""
        return self.has(*BATCH_ROLES, Role.HEAD, Role.FACULTY, Role.MENTOR, Role.ACCOUNTANT)

    def report_institutions(self) -> QuerySet[Institution]:
        """The institutions in which they see whom reports are made for, and say to whom they go."""
        return Institution.objects.filter(self._in("pk", Role.PRINCIPAL, Role.REGISTRAR))

    def fee_students(self) -> QuerySet[Student]:
        """Students whose dues and payments may be seen one by one."""
        return Student.objects.filter(self._in("institution", *FEE_ROLES))

    def fee_dues(self, figures: bool = False) -> QuerySet[FeeDue]:
        """Dues that may be seen; `figures=True` adds those of which only sums are shown."""
        roles = REVENUE_ROLES if figures else FEE_ROLES
        return FeeDue.objects.filter(self._in("student__institution", *roles))

    def payments(self, figures: bool = False) -> QuerySet[Payment]:
        """Payments and refunds likewise."""
        roles = REVENUE_ROLES if figures else FEE_ROLES
        return Payment.objects.filter(self._in("institution", *roles))

    def own_fee_dues(self) -> QuerySet[FeeDue]:
        """A student's own dues; nothing for who is none."""
        return FeeDue.objects.filter(student=self.student_id)

    def own_payments(self) -> QuerySet[Payment]:
        """A student's own payments and refunds likewise."""
        return Payment.objects.filter(student=self.student_id)

    def batches(self) -> QuerySet[Batch]:
        """Batches whose figures may be seen: a head's of the branch, a trainer's of today."""
        theirs = self._in("institution", *BATCH_ROLES) | Q(branch__in=self.branches)
        trained = BatchTrainer.objects.today().filter(staff__in=self.staff.get(Role.FACULTY, ()))
        return Batch.objects.filter(theirs | Q(pk__in=trained.values("batch")))

    def ratings(self) -> QuerySet[TrainerRating]:
        """Answers about trainers: all of an institution, a head's of batches of the branch, else
        those about oneself."""
        own = Q(staff__in=self.staff.get(Role.FACULTY, ())) | self._of_branches()
        return TrainerRating.objects.filter(self._in("staff__institution", *RATING_ROLES) | own)

    def ratings_held_back(self) -> QuerySet[TrainerRating]:
        """Answers of the institutions they lead a branch of that are not theirs to see."""
        rows = TrainerRating.objects.filter(staff__institution__in=self.where(Role.HEAD))
        return rows.exclude(pk__in=self.ratings().order_by().values("pk"))

    def _of_branches(self) -> Q:
        """Batches of their branches; one without a course is of all whose students are in it."""
        if not self.branches:
            return Q(pk__in=())
        studying = TermResult.objects.filter(branch__in=self.branches, batch__isnull=False)
        mixed = Q(batch__branch=None, batch__in=studying.order_by().values("batch"))
        return Q(batch__branch__in=self.branches) | mixed

    @property
    def sees_single_ratings(self) -> bool:
        """Whether answers about trainers are theirs one by one; of others are the sums alone."""
        return self.has(*SINGLE_RATING_ROLES)

    def single_ratings(self) -> QuerySet[TrainerRating]:
        """Answers that may be seen one by one, however few there are of a trainer."""
        return TrainerRating.objects.filter(self._in("staff__institution", *SINGLE_RATING_ROLES))

    def channels(self) -> QuerySet[Channel]:
        """Channels whose posts and days may be seen."""
        return Channel.objects.filter(self._in("institution", *BATCH_ROLES))

    def _in(self, institution: str, *roles: str) -> Q:
        if self.everything:
            return ~Q(pk__in=())
        return Q(**{f"{institution}__in": self.where(*roles)})
