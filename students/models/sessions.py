"""Classes held one by one, who was in each, and how many a term plans; registers follow."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from students.models.changes import AttendanceChange
from students.models.guards import RefreshedQuerySet
from students.models.marks import result_keys
from students.models.people import User
from students.models.registers import derive_registers
from students.models.results import TermResult
from students.models.structure import Subject
from students.models.teaching import Class
from students.rules.presence import ABSENT, EXCUSED, LATE, PRESENCES, PRESENT

MOST_PERIODS = 12
MOST_PLANNED = 400
OF_CLASS = ("term", "branch", "semester", "section", "subject")


class RollMovedError(RuntimeError):
    """Somebody came on the roll before the session could be held: to be tried anew."""


class Presence(models.TextChoices):
    PRESENT = PRESENT, _("Present")
    LATE = LATE, _("Late")
    ABSENT = ABSENT, _("Absent")
    EXCUSED = EXCUSED, _("Excused")


class SubjectClassQuerySet(models.QuerySet):
    def of_class(self, taught):
        """Those of the class and subject that a Teaching, or a row like it, names."""
        return self.filter(**{f"{name}": getattr(taught, name) for name in OF_CLASS})


class ClassSessionQuerySet(SubjectClassQuerySet, RefreshedQuerySet):
    pass


class ClassSession(Class):
    """One period of a subject in a class on a day; a cancelled one counts for nobody."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="sessions")
    on = models.DateField(_("date"))
    period = models.PositiveSmallIntegerField(default=1)
    held = models.BooleanField(default=True, help_text=_("Not held: cancelled, counts for nobody."))
    taken_by = models.ForeignKey(
        User, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ClassSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        ordering = ("-on", "-period", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["term", "branch", "semester", "section", "subject", "on", "period"],
                name="class_session_unique",
            ),
            models.CheckConstraint(
                condition=Q(period__gte=1, period__lte=MOST_PERIODS),
                name="class_session_period_in_range",
            ),
        )

    def __str__(self):
        of_class = f"{self.subject}, {super().__str__()}, {date_format(self.on, 'j M Y')}"
        return _("%(class)s, period %(period)s") % {"class": of_class, "period": self.period}

    def save(self, *args, **kwargs):
        """Store it and derive the registers of all on its roll; ValueError outside its term."""
        if not self.term.starts_on <= self.on <= self.term.ends_on:
            raise ValueError("a session lies within its term")
        if self.subject.institution_id != self.term.institution_id:
            raise ValueError("a session's subject belongs to the institution of its term")
        with self._held_roll() as ids:
            super().save(*args, **kwargs)
            derive_registers(ids, self.subject_id)

    def delete(self, *args, **kwargs):
        """Remove it with every presence in it; the history keeps them, the registers follow."""
        with self._held_roll() as ids:
            told = {one.result_id: self.told(one.state, None) for one in self.presences.all()}
            SessionPresence.objects.filter(session=self).delete()
            derive_registers(ids, self.subject_id, told)
            return super().delete(*args, **kwargs)

    @contextmanager
    def _held_roll(self) -> Iterator[set[int]]:
        """Hold the results on its roll, then itself; RollMovedError where somebody came on it."""
        with TermResult.objects.refreshing(self.result_ids()) as refresh:
            # Whoever adds to the roll holds the session for it.
            ClassSession.objects.select_for_update().filter(pk=self.pk).first()
            ids = self.result_ids()
            if not ids <= refresh.ids:
                raise RollMovedError
            yield ids

    def result_ids(self) -> set[int]:
        """The results on its roll."""
        if self.pk is None:
            return set()
        return set(self.presences.values_list("result", flat=True))

    def told(self, old: str | None, new: str | None) -> dict:
        """The columns of the history that say how somebody's presence in it changed."""
        place = {"session_id": self.pk, "session_on": self.on, "session_period": self.period}
        return place | {"old_presence": old, "new_presence": new}


class SessionPresence(models.Model):
    """One student in one session; who has no row in it was not on its roll."""

    session = models.ForeignKey(ClassSession, on_delete=models.PROTECT, related_name="presences")
    result = models.ForeignKey(
        TermResult, on_delete=models.PROTECT, related_name="session_presences"
    )
    state = models.CharField(max_length=8, choices=Presence, default=Presence.PRESENT)

    objects = RefreshedQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        ordering = ("session", "result")
        constraints = (
            models.UniqueConstraint(fields=["session", "result"], name="session_presence_unique"),
            models.CheckConstraint(
                condition=Q(state__in=PRESENCES), name="session_presence_state_known"
            ),
        )

    def __str__(self):
        return f"{self.result} {self.session}: {self.get_state_display()}"

    def save(self, *args, **kwargs):
        """Store it with its change and derive the register; ValueError outside the term."""
        if self.result.term_id != self.session.term_id:
            raise ValueError("a presence is of a session in the result's own term")
        with TermResult.objects.refreshing([self.result_id]):
            old = SessionPresence.objects.filter(pk=self.pk).first() if self.pk else None
            if old and (old.result_id, old.session_id) != (self.result_id, self.session_id):
                raise ValueError("a presence stays with its session and student; add another one")
            super().save(*args, **kwargs)
            self._derive(old and old.state, self.state)

    def delete(self, *args, **kwargs):
        """Take the student off the roll of the session and derive the register."""
        with TermResult.objects.refreshing([self.result_id]):
            deleted = super().delete(*args, **kwargs)
            self._derive(self.state, None)
            return deleted

    def _derive(self, old: str | None, new: str | None):
        told = {self.result_id: self.session.told(old, new)} if old != new else {}
        derive_registers([self.result_id], self.session.subject_id, told)


class PlannedClasses(Class):
    """How many classes of a subject a class shall have in a term, those held included."""

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="planned_classes")
    planned = models.PositiveSmallIntegerField(_("classes planned"))

    objects = SubjectClassQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("planned classes")
        constraints = (
            models.UniqueConstraint(fields=OF_CLASS, name="planned_classes_unique"),
            models.CheckConstraint(
                condition=Q(planned__lte=MOST_PLANNED), name="planned_classes_in_range"
            ),
        )

    def __str__(self):
        return f"{self.subject}, {super().__str__()}: {self.planned}"


def remove_presences(result_ids: set[int]):
    """Take results off every roll, with history; inside a refresh that holds them."""
    rows = SessionPresence.objects.filter(result__in=result_ids)
    related = ("session__subject", "result__student")
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            **result_keys(one.result, one.session.subject), **one.session.told(one.state, None)
        )
        for one in rows.select_related(*related)
    )
    rows.delete()
    derive_registers(result_ids)
