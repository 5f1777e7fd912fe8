"""Who joined which batch, from when, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.people import Student
from students.models.structure import Batch


class AdmissionQuerySet(models.QuerySet):
    def in_term(self, term):
        """Those that hold on some day of a term; a day that is unknown bounds none."""
        return self.filter(
            Q(left_on__isnull=True) | Q(left_on__gt=term.starts_on),
            Q(admitted_on__isnull=True) | Q(admitted_on__lte=term.ends_on),
        )


class Admission(models.Model):
    """A student in a batch; `left_on` is the first day on which they were no longer in it."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="admissions")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="admissions")
    admitted_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

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
        )

    def __str__(self):
        return f"{self.student.roll_no} {self.batch}"
