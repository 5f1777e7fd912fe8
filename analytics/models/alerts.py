"""Alerts: what an institution asks to be told, what was found, and who has seen it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from students.models import Institution, Student, Term, TermResult, User

KIND_LENGTH = 40


class AlertDesk(models.Model):
    """What an institution chose for all its alerts, and when they were last looked for.

    It is made when first asked for; runs that come at once take turns by its row.
    """

    institution = models.OneToOneField(
        Institution, on_delete=models.CASCADE, primary_key=True, related_name="alert_desk"
    )
    names_in_mail = models.BooleanField(default=False)
    looked_on = models.DateField(null=True)
    looked_at = models.DateTimeField(null=True)

    def __str__(self):
        return f"{self.institution_id}, {self.looked_on}"


class AlertRule(models.Model):
    """A rule as one institution changed it; without a row it is as its file in `alerts` says."""

    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, related_name="alert_rules"
    )
    kind = models.CharField(max_length=KIND_LENGTH)
    on = models.BooleanField(default=True)
    number = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["institution", "kind"], name="alert_rule_unique"),
        )

    def __str__(self):
        return f"{self.institution}: {self.kind} {self.number or ''}".strip()


class AlertQuerySet(models.QuerySet):
    def seen_by(self, user_id: int):
        """Those this person has ticked."""
        return self.filter(_ticks(user_id))

    def unseen_by(self, user_id: int):
        """Those this person has not ticked yet."""
        return self.filter(~_ticks(user_id))

    def with_seen(self, user_id: int):
        """Each with `seen`, whether this person has ticked it."""
        return self.annotate(seen=_ticks(user_id))

    def rejoin(self) -> int:
        """Give those whose result was gone the one that stands in its place; how many there are."""
        same = TermResult.objects.filter(
            student=models.OuterRef("student"), term=models.OuterRef("term")
        )
        rows = self.filter(models.Exists(same), result__isnull=True)
        return rows.update(result=models.Subquery(same.values("pk")[:1]))


class Alert(models.Model):
    """One piece of evidence that a rule of an institution found; the same is never found again.

    The evidence is what began on the day `since`; where words with the student end it, `word` is
    the number of the last one noted before the alert, 0 for none. Figures and lines are those of
    the moment: `line` is the number of the rule, `average_line` and `attendance_line` (1e-10
    percent) stand where that measure is a reason.

    Student and term say of whom it is. `result` is None while their result is gone, as between an
    import that was undone and the mended one; nobody is shown it then.
    """

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    result = models.ForeignKey(
        TermResult, on_delete=models.SET_NULL, null=True, related_name="alerts"
    )
    kind = models.CharField(max_length=KIND_LENGTH)
    since = models.DateField()
    word = models.BigIntegerField(default=0)
    line = models.PositiveSmallIntegerField(null=True)
    level = models.CharField(max_length=7)
    mark_sum = models.BigIntegerField(default=0)
    mark_count = models.PositiveSmallIntegerField(default=0)
    average_line = models.BigIntegerField(null=True)
    attendance_part = models.BigIntegerField(null=True)
    attendance_whole = models.BigIntegerField(null=True)
    attendance_line = models.BigIntegerField(null=True)
    raised_on = models.DateField()
    raised_at = models.DateTimeField(default=timezone.now)

    objects = AlertQuerySet.as_manager()
    begun_by = 0  # of one just found: the number of the word with which it began, 0 for none

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["student", "term", "kind", "since", "word"], name="alert_unique_evidence"
            ),
            models.CheckConstraint(
                condition=Q(raised_on__gte=models.F("since")), name="alert_after_its_evidence"
            ),
            models.CheckConstraint(
                condition=Q(average_line__isnull=True) | Q(mark_count__gt=0),
                name="alert_average_is_known",
            ),
            models.CheckConstraint(
                condition=Q(attendance_line__isnull=True)
                | Q(attendance_part__isnull=False, attendance_whole__gt=0),
                name="alert_attendance_is_known",
            ),
        )

    def __str__(self):
        return f"{self.kind} of {self.student_id} since {self.since}"


class AlertSeen(models.Model):
    """One person has ticked an alert; it stays new to everybody else."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="ticks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["alert", "user"], name="alert_seen_once"),)

    def __str__(self):
        return f"{self.alert_id} by {self.user_id}"


def _ticks(user_id: int) -> models.Exists:
    return models.Exists(AlertSeen.objects.filter(alert=models.OuterRef("pk"), user=user_id))
