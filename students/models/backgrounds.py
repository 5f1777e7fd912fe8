"""Protected attributes of students, kept to audit what is concluded about groups, for nothing else.

No rule, prediction, roster or export of people reads them.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models.results import TermResult

OLDEST = 120


class StudentBackground(models.Model):
    """What a source said of a student's person in a term; empty where it said nothing."""

    result = models.OneToOneField(TermResult, on_delete=models.PROTECT, related_name="background")
    gender = models.CharField(max_length=20, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    age_band = models.CharField(max_length=20, blank=True)
    region = models.CharField(max_length=60, blank=True)
    deprivation_band = models.CharField(max_length=20, blank=True)
    disability = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ("result",)
        constraints = (
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__gte=1, age__lte=OLDEST),
                name="student_background_age_in_range",
                violation_error_message=_("An age lies between 1 and 120."),
            ),
        )

    def __str__(self):
        return f"{self.result}, background"
