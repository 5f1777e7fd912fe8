"""One file on its way in, or taken back: what it is, where it stands, what came of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from students.models.people import User
from students.models.structure import Institution, Term


class ImportRun(models.Model):
    """An import previewed, stored, undone or discarded; its plan lies in the staging folder."""

    class Kind(models.TextChoices):
        STUDENTS = "students", "Students"
        MARKS = "marks", "Marks"
        ATTENDANCE = "attendance", "Attendance"
        UNDO = "undo", "Undo of an import"

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Previewed"
        STORED = "stored", "Stored"
        UNDONE = "undone", "Undone"
        DISCARDED = "discarded", "Discarded"

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="import_runs",
        help_text="Empty while a preview waits that would make the first institution.",
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    plan_digest = models.CharField(max_length=64, blank=True)
    options = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    user = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_runs"
    )
    door = models.CharField(max_length=10)
    undo_of = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="undone_by"
    )
    created_at = models.DateTimeField(default=timezone.now)
    stored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["previewed", "stored", "undone", "discarded"]),
                name="import_run_state_known",
            ),
            models.CheckConstraint(
                condition=Q(institution__isnull=False) | Q(state__in=["previewed", "discarded"]),
                name="import_run_stored_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["students", "marks", "attendance", "undo"]),
                name="import_run_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind="undo", undo_of__isnull=False)
                | (~Q(kind="undo") & Q(undo_of__isnull=True)),
                name="import_run_undo_names_its_run",
            ),
        )

    def __str__(self):
        return f"Run {self.pk}: {self.get_kind_display()} {self.file_name}".strip()
