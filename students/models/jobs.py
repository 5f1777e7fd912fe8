"""A piece of long work on its way: whose it is, what it is about, where it stands."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.people import User
from students.models.structure import Institution


class JobQuerySet(models.QuerySet):
    def under_way(self):
        """Those that wait or run."""
        return self.filter(state__in=Job.UNDER_WAY)


class Job(models.Model):
    """Work outside a request; `arguments` are numbers and choices, `key` names its folder.

    What changes while it runs lies in that folder, not here: see `students/jobs/folders.py`.
    """

    class Kind(models.TextChoices):
        PREVIEW = "preview", _("Preview of an import")
        STORE = "store", _("Import")
        UNDO = "undo", _("Undo of an import")
        RECOMPUTE = "recompute", _("Recompute")
        EXPORT = "export", _("Export")
        TRAIN = "train", _("Training of a model")

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Not done")
        CANCELLED = "cancelled", _("Cancelled")
        INTERRUPTED = "interrupted", _("Interrupted")

    UNDER_WAY = (State.QUEUED, State.RUNNING)
    REPEATABLE = (State.FAILED, State.CANCELLED, State.INTERRUPTED)

    key = models.CharField(max_length=32, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="jobs")
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    arguments = models.JSONField(default=dict, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    outcome = models.TextField(blank=True)
    result_url = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["owner", "state"], name="job_of_owner_by_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=["queued", "running", "done", "failed", "cancelled", "interrupted"]
                ),
                name="job_state_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["preview", "store", "undo", "recompute", "export", "train"]),
                name="job_kind_known",
            ),
        )

    def __str__(self):
        return f"{self.get_kind_display()} {self.title}".strip()

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def may_be_repeated(self) -> bool:
        return self.state in self.REPEATABLE
