"""Attendance in whole classes, by subject or for the whole term, or as a reported percent alone."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from students.models.changes import AttendanceChange
from students.models.fields import FixedPointField
from students.models.guards import RefreshedQuerySet
from students.models.marks import result_keys
from students.models.results import TermResult
from students.models.structure import Subject

MOST_HELD = 2000
COUNTS = ("held", "attended", "excused")
KEPT_BY_SESSION = _("This attendance is taken class by class: correct the class in question.")


# What is NULL passes a check constraint, so each range says that its values are there.
def counts_in_range() -> Q:
    """Whole numbers that can be: attended and excused together are at most held."""
    return Q(held__lte=MOST_HELD, held__gte=F("attended") + F("excused"))


def reported_nothing() -> Q:
    """No total beside the sessions."""
    return Q(**{f"reported_{name}__isnull": True for name in COUNTS})


def reported_counts() -> Q:
    """A whole total beside the sessions."""
    known = Q(**{f"reported_{name}__isnull": False for name in COUNTS})
    return known & Q(reported_held__gte=F("reported_attended") + F("reported_excused"))


class AttendanceRecord(models.Model):
    """Saving and deleting that write the change down and derive the result."""

    objects = RefreshedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Store it and its change, then derive the result."""
        with TermResult.objects.refreshing([self.result_id]):
            old = type(self).objects.filter(pk=self.pk).first() if self.pk else None
            if old and (old.result_id, old.place) != (self.result_id, self.place):
                raise ValueError("attendance stays with its result and subject; add another one")
            super().save(*args, **kwargs)
            change = attendance_change_of(old, self)
            if change:
                change.save()

    def delete(self, *args, **kwargs):
        """Remove it, keep its last values in the history, derive the result."""
        with TermResult.objects.refreshing([self.result_id]):
            attendance_change_of(type(self).objects.get(pk=self.pk), None).save()
            return super().delete(*args, **kwargs)


class TermAttendance(AttendanceRecord):
    """A term's attendance where no register by subject is kept: counts, or a percent."""

    place = None
    subject = None

    result = models.OneToOneField(
        TermResult, on_delete=models.PROTECT, related_name="term_attendance"
    )
    held = models.PositiveSmallIntegerField(_("classes held"), null=True, blank=True)
    attended = models.PositiveSmallIntegerField(_("classes attended"), null=True, blank=True)
    excused = models.PositiveSmallIntegerField(
        default=0, help_text=_("Absences with leave; they stay absences in the percent.")
    )
    percent = FixedPointField(
        _("reported percent"),
        null=True,
        blank=True,
        help_text=_("Where only a percent is known."),
    )

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__isnull=True, held__isnull=False, attended__isnull=False)
                & counts_in_range()
                | Q(
                    percent__isnull=False,
                    percent__gte=0,
                    percent__lte=100,
                    held__isnull=True,
                    attended__isnull=True,
                    excused=0,
                ),
                name="term_attendance_in_range",
                violation_error_message=_(
                    "Enter classes held and attended (attended and excused together at most "
                    "held), or a percent between 0 and 100 alone."
                ),
            ),
        )

    def __str__(self):
        return _("%(result)s attendance") % {"result": self.result}


class SubjectAttendance(AttendanceRecord):
    """Classes held and attended in one subject of a term.

    Where classes are taken one by one, the counts follow from their sessions (see registers.py) and
    are not typed in; a total that was there before stands beside them as reported.
    """

    result = models.ForeignKey(
        TermResult, on_delete=models.PROTECT, related_name="subject_attendances"
    )
    subject = models.ForeignKey(
        Subject, on_delete=models.PROTECT, related_name="subject_attendances"
    )
    held = models.PositiveSmallIntegerField(_("classes held"))
    attended = models.PositiveSmallIntegerField(_("classes attended"))
    excused = models.PositiveSmallIntegerField(
        default=0, help_text=_("Absences with leave; they stay absences in the percent.")
    )
    by_session = models.BooleanField(default=False, db_default=False, editable=False)
    reported_held = models.PositiveSmallIntegerField(null=True, editable=False)
    reported_attended = models.PositiveSmallIntegerField(null=True, editable=False)
    reported_excused = models.PositiveSmallIntegerField(null=True, editable=False)

    percent = None

    class Meta:
        ordering = ("subject__code_key",)
        constraints = (
            models.UniqueConstraint(fields=["result", "subject"], name="subject_attendance_unique"),
            models.CheckConstraint(
                condition=counts_in_range(),
                name="subject_attendance_in_range",
                violation_error_message=format_lazy(
                    _("Attended and excused together are at most held, and held at most {most}."),
                    most=MOST_HELD,
                ),
            ),
            models.CheckConstraint(
                condition=reported_nothing() | (reported_counts() & Q(by_session=True)),
                name="subject_attendance_reported_beside_sessions",
            ),
        )

    def __str__(self):
        return _("%(result)s %(subject)s attendance") % {
            "result": self.result,
            "subject": self.subject,
        }

    @property
    def place(self) -> int:
        return self.subject_id

    def save(self, *args, **kwargs):
        """Store it as every attendance; ValidationError where sessions say something else."""
        self._check_sessions()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Remove it as every attendance; ValidationError where it follows from sessions."""
        if self.by_session:
            raise ValidationError(KEPT_BY_SESSION)
        return super().delete(*args, **kwargs)

    def clean(self):
        super().clean()
        self._check_sessions()

    def _check_sessions(self):
        kept = SubjectAttendance.objects.filter(pk=self.pk, by_session=True).first()
        if kept and any(getattr(kept, name) != getattr(self, name) for name in COUNTS):
            raise ValidationError(KEPT_BY_SESSION)


def attendance_change_of(old, new) -> AttendanceChange | None:
    """The history row for attendance that was `old` and is `new`; None when nothing changed."""
    record = new or old
    values = {
        f"{side}_{name}": getattr(version, name)
        for side, version in (("old", old), ("new", new))
        if version is not None
        for name in AttendanceChange.VALUES
    }
    change = AttendanceChange(**result_keys(record.result, record.subject), **values)
    return change if change.differs else None
