"""Who joined which batch, from when, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.people import Student
from students.models.structure import Batch

ACTIVE_AND_LEFT = _("Who is active has no day of leaving.")


class AdmissionQuerySet(models.QuerySet):
    def in_term(self, term):
        """Those that hold on some day of a term; a day that is unknown bounds none."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=term.starts_on),
            Q(admitted_on__isnull=True) | Q(admitted_on__lte=term.ends_on),
        )

    def going_on(self, day):
        """Those that have not ended by a day, nor at a day that nobody knows."""
        return self.filter(
            Q(left_on__gt=day) | Q(left_on__isnull=True, standing=Admission.Standing.ACTIVE)
        )

    def batch_of(self, student_id: int, term, branch_id: int) -> int | None:
        """The batch a student is in during a term, None where none or several may be meant."""
        columns = ("admitted_on", "batch", "batch__branch")
        rows = self.in_term(term).filter(student=student_id).order_by().values_list(*columns)
        _day, batch, branch = newest(list(rows)) or (None, None, None)
        return batch if branch in (None, branch_id) else None


def newest(admissions: list[tuple]) -> tuple | None:
    """Of admissions, each beginning with its day, the newest; None where days do not tell which."""
    if len(admissions) > 1:
        days = [day for day, *_ in admissions]
        admissions = [] if None in days else [one for one in admissions if one[0] == max(days)]
    return admissions[0] if len(admissions) == 1 else None


class Admission(models.Model):
    """A student in a batch; `left_on` is the first day on which they were no longer in it.

    `standing`: whether it goes on, or how it ended; that a student is counted in a term is another
    thing, and the status of the term's result.
    """

    class Standing(models.TextChoices):
        ACTIVE = "active", _("Active")
        LEFT = "left", _("Left")
        COMPLETED = "completed", _("Completed")

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="admissions")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="admissions")
    admitted_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    standing = models.CharField(max_length=9, choices=Standing, default=Standing.ACTIVE)

    objects = AdmissionQuerySet.as_manager()

    class Meta:
        ordering = ("student__roll_key", "batch__code_key")
        constraints = (
            models.UniqueConstraint(fields=["student", "batch"], name="admission_unique"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(admitted_on__isnull=True)
                | Q(left_on__gte=F("admitted_on")),
                name="admission_left_after_start",
                violation_error_message=_("Nobody leaves a batch before joining it."),
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["active", "left", "completed"]),
                name="admission_standing_known",
                violation_error_message=_("This standing is not known."),
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | ~Q(standing="active"),
                name="admission_active_has_no_end",
                violation_error_message=ACTIVE_AND_LEFT,
            ),
        )

    def __str__(self):
        return f"{self.student.roll_no} {self.batch}"
