"""Engagement of a room by camera: what was consented to, sessions, and their minutes; nobody in it.

No image, no face, no student: what is kept of a minute are numbers of frames.
"""

import datetime

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.changes import Change
from students.models.people import User
from students.models.structure import Batch, Institution, Subject
from students.rules.room_engagement import Minute

MOST_DAYS = 365  # of keeping
MOST_MINUTES = 24 * 60  # in a session
LOST_AFTER = datetime.timedelta(minutes=5)  # without a word
FRAMES = ("focused", "neutral", "distracted", "faceless")


class Region(models.TextChoices):
    """The law that holds where the room is."""

    INDIA = "india", _("India")
    EU = "eu", _("European Union or European Economic Area")
    OTHER = "other", _("Another country")


class CameraConsent(Change):
    """One turning on, change or turning off in an institution; the newest row is in force."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="camera_consents"
    )
    is_on = models.BooleanField()
    region = models.CharField(max_length=5, choices=Region)
    purpose = models.TextField(max_length=500)
    notice = models.TextField(max_length=2000)
    lawful_basis = models.TextField(max_length=500)
    contact = models.CharField(max_length=200)
    retention_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(region__in=Region.values), name="camera_consent_region_known"
            ),
            models.CheckConstraint(
                condition=~Q(region="eu", is_on=True), name="camera_consent_not_in_the_eu"
            ),
            models.CheckConstraint(
                condition=Q(retention_days__gte=1, retention_days__lte=MOST_DAYS),
                name="camera_consent_retention_in_range",
            ),
            models.CheckConstraint(
                condition=~Q(purpose="") & ~Q(notice="") & ~Q(lawful_basis="") & ~Q(contact=""),
                name="camera_consent_says_all",
            ),
        )

    def __str__(self):
        return f"{self.institution}: {'on' if self.is_on else 'off'}"


def camera_consents(institution_ids) -> dict[int, CameraConsent]:
    """What is in force, by institution; those without have it off. One query."""
    newest = CameraConsent.objects.filter(institution=OuterRef("institution")).order_by("-pk")
    rows = CameraConsent.objects.filter(
        institution__in=institution_ids, pk=Subquery(newest.values("pk")[:1]), is_on=True
    )
    return {one.institution_id: one for one in rows.select_related("institution").order_by()}


class CameraSessionQuerySet(models.QuerySet):
    def kept(self, on: datetime.date | None = None):
        """Those whose day of deletion lies ahead."""
        return self.filter(delete_on__gt=on or timezone.localdate())

    def expired(self, on: datetime.date | None = None):
        """Those that are to be gone."""
        return self.filter(delete_on__lte=on or timezone.localdate())


class CameraSession(models.Model):
    """One measuring of a room; of its source only the kind is kept."""

    class Source(models.TextChoices):
        FILE = "file", _("Video file")
        CAMERA = "camera", _("Camera")
        STREAM = "stream", _("Stream")
        DEMO = "demo", _("Demo: made up, no camera")

    class Outcome(models.TextChoices):
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Failed")

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="camera_sessions"
    )
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="camera_sessions")
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, null=True, related_name="camera_sessions"
    )
    consent = models.ForeignKey(CameraConsent, on_delete=models.PROTECT, related_name="sessions")
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=6, choices=Source)
    every_ms = models.PositiveIntegerField()
    detector = models.CharField(max_length=120)
    run_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    delete_on = models.DateField(db_index=True)

    objects = CameraSessionQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at", "-pk")
        indexes = (models.Index(fields=["batch", "started_at"], name="camera_session_of_batch"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(source__in=["file", "camera", "stream", "demo"]),
                name="camera_session_source_known",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", ended_at__isnull=True)
                | Q(outcome__in=["finished", "stopped", "failed"], ended_at__isnull=False),
                name="camera_session_ends_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(every_ms__gte=1, every_ms__lte=60_000),
                name="camera_session_interval_in_range",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="camera_session_ends_after_start",
            ),
        )

    def __str__(self):
        return f"{self.batch} {self.started_at:%Y-%m-%d %H:%M}"

    def state(self, now: datetime.datetime) -> str:
        """How it went, in words: one that was never closed and is silent was interrupted."""
        if self.outcome:
            return str(self.get_outcome_display())
        return str(_("Interrupted") if now - self.heard_at > LOST_AFTER else _("Running"))


class CameraMinute(models.Model):
    """The frames of one minute, counted, as `rules/room_engagement.py` has them."""

    session = models.ForeignKey(CameraSession, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    faces = models.PositiveIntegerField()
    focused = models.PositiveIntegerField()
    neutral = models.PositiveIntegerField()
    distracted = models.PositiveIntegerField()
    faceless = models.PositiveIntegerField()

    class Meta:
        ordering = ("session", "number")
        constraints = (
            models.UniqueConstraint(fields=["session", "number"], name="camera_minute_unique"),
            models.CheckConstraint(
                condition=Q(number__lt=MOST_MINUTES), name="camera_minute_number_in_range"
            ),
            models.CheckConstraint(
                condition=Q(faces__gte=F("focused") + F("neutral") + F("distracted")),
                name="camera_minute_has_a_face_in_each_frame",
            ),
            models.CheckConstraint(
                condition=Q(faces=0) | Q(focused__gt=0) | Q(neutral__gt=0) | Q(distracted__gt=0),
                name="camera_minute_has_no_face_without_a_frame",
            ),
        )

    def __str__(self):
        return f"{self.session_id}, {self.number}"

    @property
    def counted(self) -> Minute:
        """The same as the rules read it."""
        return Minute(self.number, self.faces, *(getattr(self, name) for name in FRAMES))
