"""Shortages of attendance that are overlooked: for whom, down to what, by whom and why."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.changes import RecordChange
from students.models.fields import FixedPointField
from students.models.people import User
from students.models.results import TermResult
from students.models.structure import Subject
from students.rules.units import units_of

ALREADY = _("There is a condonation of this already: revoke it before another one is granted.")


class CondonationQuerySet(models.QuerySet):
    def in_force(self):
        """Those not revoked."""
        return self.filter(revoked_at__isnull=True)


class Condonation(models.Model):
    """A student may sit the examination although attendance is short, down to a percent.

    It changes the right to sit the examination alone: never a percent, a risk or a reason. Without
    a subject it is one for the whole term. It is never changed, only revoked.
    """

    result = models.ForeignKey(TermResult, on_delete=models.PROTECT, related_name="condonations")
    subject = models.ForeignKey(
        Subject,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="condonations",
        help_text=_("Empty: the whole term, every subject of it."),
    )
    down_to = FixedPointField(
        _("down to, percent"),
        help_text=_("The least attendance that is overlooked."),
    )
    reason = models.TextField(max_length=1000)
    reference = models.CharField(
        _("ordinance or order"),
        max_length=200,
        help_text=_("The rule or the order it is granted under, such as “Ordinance 12.3”."),
    )
    granted_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)
    revoked_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, editable=False)
    revoked_because = models.TextField(max_length=1000, blank=True, editable=False)

    objects = CondonationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(down_to__gte=0, down_to__lt=100),
                name="condonation_percent_in_range",
                violation_error_message=_("The percent lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(reference=""), name="condonation_says_why"
            ),
        )

    def __str__(self):
        return _("%(result)s, %(subject)s, down to %(percent)s %%") % {
            "result": self.result,
            "subject": self.subject or _("whole term"),
            "percent": f"{self.down_to:f}",
        }

    @property
    def line(self) -> int:
        """The line it goes down to, in 1e-10 percent."""
        return units_of(self.down_to, 10)

    def grant(self, user: User):
        """Store it, with its history; ValidationError where one of the same is in force."""
        with transaction.atomic():
            _hold(self.result_id)
            same = Condonation.objects.in_force().filter(result=self.result_id)
            if same.filter(subject=self.subject_id).exists():
                raise ValidationError(ALREADY)
            self.granted_by = user
            self.save(force_insert=True)
            self._write_down(RecordChange.Kind.MADE, new=self._said())

    def revoke(self, user: User, because: str):
        """End it from now on, with its history; ValidationError where it has ended already."""
        with transaction.atomic():
            _hold(self.result_id)
            now = {"revoked_at": timezone.now(), "revoked_by": user, "revoked_because": because}
            if not Condonation.objects.in_force().filter(pk=self.pk).update(**now):
                raise ValidationError(_("This condonation has been revoked already."))
            self.refresh_from_db()
            changed = {"field": "revoked_because", "new": because}
            self._write_down(RecordChange.Kind.CHANGED, **changed)

    def _said(self) -> str:
        subject = self.subject.code if self.subject else "whole term"
        return f"{subject} down to {self.down_to:f} %, {self.reference}: {self.reason}"

    def _write_down(self, kind: str, **values):
        RecordChange.objects.create(
            kind=kind,
            model="condonation",
            record_id=self.pk,
            record=self.result.student.roll_no,
            **values,
        )


def remove_condonations(result_ids):
    """Remove those of results that are removed themselves; the history keeps what they said."""
    rows = Condonation.objects.filter(result__in=result_ids)
    for one in rows.select_related("result__student", "subject"):
        one._write_down(RecordChange.Kind.REMOVED, old=one._said())
    rows.delete()


def _hold(result_id: int):
    """Whoever grants or revokes for one student does so after the other."""
    list(TermResult.objects.select_for_update().filter(pk=result_id).order_by("pk").values("pk"))
