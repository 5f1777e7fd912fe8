"""Two students' records that were said to be of one person, or of two, by somebody who looked."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.people import Student, User


class SamePerson(models.Model):
    """A verdict on two records, the lower number first; both records stay what they are.

    Nothing is merged: figures of a group count the person once, and the verdict can be taken back.
    """

    class Verdict(models.TextChoices):
        SAME = "same", _("One person")
        OTHER = "other", _("Two people")

    first = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="said_same_after")
    second = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="said_same_before")
    verdict = models.CharField(max_length=5, choices=Verdict)
    reason = models.CharField(max_length=300, blank=True)
    said_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="said_same"
    )
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-said_at", "-pk")
        verbose_name_plural = _("same people")
        constraints = (
            models.UniqueConstraint(fields=["first", "second"], name="same_person_unique"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="same_person_in_order",
                violation_error_message=_("Two different records, the lower number first."),
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=["same", "other"]), name="same_person_verdict_known"
            ),
        )

    def __str__(self):
        return f"{self.first_id} {self.verdict} {self.second_id}"
