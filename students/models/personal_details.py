"""What tells two people of one name apart: day of birth, telephone, guardian."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models.people import Student


class PersonalDetail(models.Model):
    """What the office knows of a student's person, empty where nobody said it.

    Kept beside the student, whom every roster reads: these are read where somebody is to be
    reached, or told from somebody else, and nowhere besides.
    """

    student = models.OneToOneField(
        Student, on_delete=models.CASCADE, related_name="personal_detail"
    )
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    guardian = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("student__roll_key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(born_on__isnull=False) | ~Q(phone="") | ~Q(guardian=""),
                name="personal_detail_says_something",
                violation_error_message=_("Fill in one of them."),
            ),
        )

    def __str__(self):
        return self.student.roll_no
