"""Who teaches which class what, who has charge of a class, who mentors whom."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from students.models.fields import KeyField
from students.models.people import Staff, Student, ValidQuerySet
from students.models.structure import MOST_SEMESTERS, Branch, Subject, Term
from students.rules.keys import key_of


def semester_in_range(name: str) -> models.CheckConstraint:
    """A class lies in a semester that a result can lie in; `name` begins the constraint's."""
    return models.CheckConstraint(
        condition=Q(semester__gte=1, semester__lte=MOST_SEMESTERS),
        name=f"{name}_semester_in_range",
        violation_error_message=format_lazy(
            _("A semester lies between 1 and {most}."), most=MOST_SEMESTERS
        ),
    )


class Class(models.Model):
    """The class (term, branch, semester, section) a member of staff is answerable for."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="+")
    semester = models.PositiveSmallIntegerField()
    section = KeyField(
        max_length=20, blank=True, help_text=_("Empty: the class that has no sections.")
    )

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.branch} {self.semester}{self.section and ' ' + self.section}"

    def save(self, *args, **kwargs):
        self.section = key_of(self.section)
        super().save(*args, **kwargs)


class Teaching(Class):
    """A member of staff teaches a subject to a class, and so sees that subject's marks of it."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="teachings")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="teachings")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["staff", "term", "branch", "semester", "section", "subject"],
                name="teaching_unique",
            ),
            semester_in_range("teaching"),
        )

    def __str__(self):
        return f"{self.staff}: {self.subject}, {super().__str__()}"


class ClassCharge(Class):
    """A class teacher's charge: the whole record of the class."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="class_charges")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["staff", "term", "branch", "semester", "section"],
                name="class_charge_unique",
            ),
            semester_in_range("class_charge"),
        )


class Mentorship(models.Model):
    """A mentor looks after a student for a time, across terms."""

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="mentorships")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="mentorships")
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = ValidQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["staff", "student", "starts_on"], name="mentorship_unique"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="mentorship_ends_after_start",
                violation_error_message=_("A mentorship does not end before it starts."),
            ),
        )

    def __str__(self):
        return _("%(staff)s mentors %(student)s") % {"staff": self.staff, "student": self.student}
