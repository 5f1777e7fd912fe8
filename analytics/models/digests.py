"""Alerts by mail: how often a person wants them, and what was sent to whom."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.models.alerts import Alert
from students.models import User

LANGUAGE_LENGTH = 15


class DigestChoice(models.Model):
    """How often a person wants their alerts by mail, and in which language.

    Without a row it is once a week.
    """

    class Often(models.TextChoices):
        NEVER = "never", _("Never")
        DAILY = "daily", _("Every day on which there is something new")
        WEEKLY = "weekly", _("Once a week")

    USUAL = Often.WEEKLY

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="digest_choice"
    )
    often = models.CharField(max_length=6, choices=Often, default=USUAL)
    language = models.CharField(max_length=LANGUAGE_LENGTH, blank=True)  # "": the installation's

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(often__in=["never", "daily", "weekly"]),
                name="digest_choice_known",
            ),
        )

    def __str__(self):
        return f"{self.user_id}: {self.often}"


class Digest(models.Model):
    """One mail to one person, or that there was nothing to send; at most one a day.

    The row is stored before the mail goes out, so that a second run finds it taken. A run that died
    in between leaves it SENDING, a server that broke off UNKNOWN: nobody knows whether it arrived,
    and it is not sent again.
    """

    class State(models.TextChoices):
        SENDING = "sending", "Sending"
        SENT = "sent", "Sent"
        EMPTY = "empty", "Nothing new"
        FAILED = "failed", "Failed"
        UNKNOWN = "unknown", "Interrupted"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="digests")
    on = models.DateField()
    state = models.CharField(max_length=7, choices=State)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "on"], name="digest_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(state__in=["sending", "sent", "empty", "failed", "unknown"]),
                name="digest_state_known",
            ),
        )

    def __str__(self):
        return f"{self.user_id}, {self.on}: {self.state}"


class MailedAlert(models.Model):
    """An alert that is in a mail to a person, and so in no other one."""

    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="mailed")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "alert"], name="mailed_alert_once"),)

    def __str__(self):
        return f"{self.alert_id} to {self.user_id}"
