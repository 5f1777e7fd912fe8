"""Who joined which batch, from when, and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.people import Student
from students.models.structure import Batch, Term
from students.rules.admitted import Joined, Span, batches_in_term


class AdmissionQuerySet(models.QuerySet):
    def batch_of(self, student_id: int, term: Term, branch_id: int) -> int | None:
        """The batch a student is in during a term, None where there is none or several."""
        columns = ("batch", "batch__branch", "admitted_on", "left_on")
        rows = self.filter(student=student_id).order_by().values_list(*columns)
        span = Span(term.starts_on, term.ends_on)
        found = batches_in_term([Joined(*row) for row in rows], span, branch_id)
        return found[0] if len(found) == 1 else None


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
