"""Reports that come by themselves, and the history of what was made for whom."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models import Institution, Job, User

REPORT_LENGTH = 40
KEY_LENGTH = 32
WEEKDAYS = 7
DAYS = 31


class ReportSchedule(models.Model):
    """A report of an institution that comes to a person every day, week or month.

    It is made within that person's own scope. `weekday` is 0 for Monday; a `day` that a month has
    not is its last one. `done_to` is the last day whose report was claimed by a run. `stopped` says
    why it does not come any more; empty while it does.
    """

    class Every(models.TextChoices):
        DAILY = "daily", _("Every day")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")

    class Stopped(models.TextChoices):
        BY_HAND = "by_hand", _("Stopped by hand")
        NO_ACCOUNT = "no_account", _("Stopped: the account it was for was removed")
        CLOSED = "closed", _("Stopped: the account it is for is closed")
        NO_RIGHT = "no_right", _("Stopped: the person it is for may not see this report")

    report = models.CharField(max_length=REPORT_LENGTH)
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="report_schedules"
    )
    recipient = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="report_schedules"
    )
    every = models.CharField(max_length=7, choices=Every)
    weekday = models.PositiveSmallIntegerField(null=True)
    day = models.PositiveSmallIntegerField(null=True)
    done_to = models.DateField()
    stopped = models.CharField(max_length=10, choices=Stopped, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("institution", "report", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "institution", "recipient", "every"],
                name="report_schedule_once",
            ),
            models.CheckConstraint(
                condition=Q(every="daily", weekday__isnull=True, day__isnull=True)
                | Q(
                    every="weekly",
                    weekday__isnull=False,
                    weekday__lt=WEEKDAYS,
                    day__isnull=True,
                )
                | Q(
                    every="monthly",
                    weekday__isnull=True,
                    day__isnull=False,
                    day__gte=1,
                    day__lte=DAYS,
                ),
                name="report_schedule_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(stopped__in=["", "by_hand", "no_account", "closed", "no_right"]),
                name="report_schedule_stop_known",
            ),
        )

    def __str__(self):
        return f"{self.report} of {self.institution_id} to {self.recipient_id}, {self.every}"


class ReportRunQuerySet(models.QuerySet):
    def expired(self, now):
        """Those whose file was to be kept until before this moment."""
        return self.filter(expires_at__lte=now)


class ReportRun(models.Model):
    """One report made, or to be made, for a person; the line stays when its file is gone.

    `key` names the file. `scope` says what the recipient's rights were when it was made, as
    `deliveries/rights.py` has them. `rows` are those of the report, `size` is in bytes. `asked_by`
    is empty for what a schedule made.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Not made yet")
        MADE = "made", _("Made")
        FAILED = "failed", _("Not made")

    class Reason(models.TextChoices):
        NO_ACCOUNT = "no_account", _("The account it was for was removed")
        CLOSED = "closed", _("The account it is for is closed")
        NO_RIGHT = "no_right", _("The person it is for may not see this report")
        UNKNOWN = "unknown", _("There is no report of this kind any more")
        CANCELLED = "cancelled", _("It was cancelled")
        BROKEN = "broken", _("Something went wrong on our side; the log says what")

    class Mail(models.TextChoices):
        NONE = "none", _("None")
        WAITING = "waiting", _("To be sent")
        SENDING = "sending", _("On its way, or broken off")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Refused by the mail server")
        UNKNOWN = "unknown", _("Broken off; it may have arrived")
        NO_ADDRESS = "no_address", _("The account has no address, or is closed")
        NOT_SET_UP = "not_set_up", _("Mail is not set up here")

    key = models.CharField(max_length=KEY_LENGTH, unique=True, editable=False)
    schedule = models.ForeignKey(
        ReportSchedule, on_delete=models.SET_NULL, null=True, related_name="runs"
    )
    report = models.CharField(max_length=REPORT_LENGTH)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, related_name="report_runs"
    )
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    job = models.ForeignKey(Job, on_delete=models.SET_NULL, null=True, related_name="+")
    day = models.DateField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)
    scope = models.JSONField(default=dict)
    size = models.PositiveBigIntegerField(null=True)
    rows = models.PositiveBigIntegerField(null=True)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)
    mail = models.CharField(max_length=10, choices=Mail, default=Mail.NONE)

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["recipient", "-id"], name="report_run_of_recipient"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="waiting", reason="", made_at__isnull=True)
                | Q(state="failed", made_at__isnull=True) & ~Q(reason="")
                | Q(
                    state="made",
                    reason="",
                    made_at__isnull=False,
                    expires_at__isnull=False,
                    size__isnull=False,
                    rows__isnull=False,
                ),
                name="report_run_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(
                    reason__in=[
                        "",
                        "no_account",
                        "closed",
                        "no_right",
                        "unknown",
                        "cancelled",
                        "broken",
                    ]
                ),
                name="report_run_reason_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    mail__in=[
                        "none",
                        "waiting",
                        "sending",
                        "sent",
                        "failed",
                        "unknown",
                        "no_address",
                        "not_set_up",
                    ]
                ),
                name="report_run_mail_known",
            ),
        )

    def __str__(self):
        return f"{self.report} of {self.institution_id} for {self.recipient_id}: {self.state}"
