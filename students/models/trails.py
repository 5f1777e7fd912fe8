"""Who looked at whose record, day by day, and who took which list along; only ever added to."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class RecordView(models.Model):
    """One person's looks at one student's record on one day; plain values that outlive both."""

    class What(models.TextChoices):
        PAGE = "page", _("Student’s page")
        ADMIN = "admin", _("Data entry")
        API = "api", _("Program (API)")
        EXPORT = "export", _("In a list taken as a file")

    student_id = models.BigIntegerField()
    viewer_id = models.BigIntegerField()
    role = models.CharField(max_length=15)
    day = models.DateField()
    what = models.CharField(max_length=6, choices=What)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-last_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["student_id", "day", "viewer_id", "what"], name="record_view_unique"
            ),
            models.CheckConstraint(
                condition=Q(what__in=["page", "admin", "api", "export"]),
                name="record_view_what_known",
            ),
        )

    def __str__(self):
        return f"{self.viewer_id} at {self.student_id}, {self.day}"


class ListExport(models.Model):
    """One list taken as a file: which one, narrowed to what, with how many students."""

    at = models.DateTimeField()
    viewer_id = models.BigIntegerField()
    role = models.CharField(max_length=15)
    name = models.CharField(max_length=60)
    scope = models.CharField(max_length=300, blank=True)
    students = models.PositiveIntegerField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        return f"{self.name} ({self.students})"
