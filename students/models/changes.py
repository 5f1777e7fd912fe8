"""What was changed, by whom and through which door: history that is only ever added to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.fields import FixedPointField
from students.models.guards import WrittenOnceError, WrittenOnceQuerySet


class Door(models.TextChoices):
    SHELL = "shell", _("Shell")
    ADMIN = "admin", _("Administration")
    GRID = "grid", _("Marks grid")
    REGISTER = "register", _("Attendance register")
    API = "api", "API"
    IMPORT = "import", _("Import")
    UNDO = "undo", _("Undo of an import")
    COMMAND = "command", _("Command")


@dataclass(frozen=True)
class Actor:
    """Who is acting now: a user's number, the door, and the import run, where there is one."""

    user_id: int | None = None
    door: str = Door.SHELL
    run_id: int | None = None


_actor: ContextVar[Actor] = ContextVar("actor", default=Actor())  # noqa: B039 (frozen)


def actor() -> Actor:
    """Who is acting now; the shell where nobody said."""
    return _actor.get()


@contextmanager
def acting(**changes) -> Iterator[Actor]:
    """Changes inside are written down as by this user (`user_id`), `door` and `run_id`."""
    token = _actor.set(replace(_actor.get(), **changes))
    try:
        yield _actor.get()
    finally:
        _actor.reset(token)


class Change(models.Model):
    """When, who, which door, which run; rows are never changed or deleted."""

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)
    door = models.CharField(max_length=10, choices=Door)
    run_id = models.BigIntegerField(null=True, db_index=True)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self._state.adding and not args and "door" not in kwargs:
            now = actor()
            self.user_id, self.door, self.run_id = now.user_id, now.door, now.run_id

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError("history is never changed")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnceError("history is never deleted")


class OnResult(models.Model):
    """The result a change belongs to, as plain values that outlive it."""

    institution_id = models.BigIntegerField()
    term_id = models.BigIntegerField()
    student_id = models.BigIntegerField()
    roll_no = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    subject_code = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True

    @property
    def differs(self) -> bool:
        """Whether anything is new: a change without one is not written down."""
        return any(
            getattr(self, f"old_{name}") != getattr(self, f"new_{name}") for name in self.VALUES
        )


# Scores are compared by < and >: where one is empty, the state has moved.
MOVED = (
    ~Q(old_state=F("new_state"))
    | Q(old_score__lt=F("new_score"))
    | Q(old_score__gt=F("new_score"))
    | Q(old_max__lt=F("new_max"))
    | Q(old_max__gt=F("new_max"))
)


class MarkChange(Change, OnResult):
    """One mark, or one component of it, from an old value to a new one; empty: it was not there."""

    VALUES = ("state", "score", "max", "published")

    attempt = models.PositiveSmallIntegerField(default=1)
    component = models.CharField(max_length=40, blank=True)
    old_state = models.CharField(max_length=12, blank=True)
    new_state = models.CharField(max_length=12, blank=True)
    old_score = FixedPointField(null=True)
    new_score = FixedPointField(null=True)
    old_max = FixedPointField(null=True)
    new_max = FixedPointField(null=True)
    old_published = models.BooleanField(null=True)
    new_published = models.BooleanField(null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["student_id", "term_id"], name="mark_change_of_result"),)

    def __str__(self):
        old, new = ("–" if one is None else one for one in (self.old_score, self.new_score))
        return f"{self.roll_no} {self.subject_code} {old} → {new}"


class AttendanceChange(Change, OnResult):
    """Attendance of a term (subject empty) or of a subject, from old values to new ones.

    Where one class is what changed, its session and the student's presence in it stand beside the
    counts; empty: the student was, or is, not on its roll.
    """

    VALUES = ("held", "attended", "excused", "percent")

    old_held = models.PositiveIntegerField(null=True)
    new_held = models.PositiveIntegerField(null=True)
    old_attended = models.PositiveIntegerField(null=True)
    new_attended = models.PositiveIntegerField(null=True)
    old_excused = models.PositiveIntegerField(null=True)
    new_excused = models.PositiveIntegerField(null=True)
    old_percent = FixedPointField(null=True)
    new_percent = FixedPointField(null=True)
    session_id = models.BigIntegerField(null=True)
    session_on = models.DateField(null=True)
    session_period = models.PositiveSmallIntegerField(null=True)
    old_presence = models.CharField(max_length=8, null=True)
    new_presence = models.CharField(max_length=8, null=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["student_id", "term_id"], name="attendance_change_of_result"),
            models.Index(fields=["session_id"], name="attendance_change_of_session"),
        )

    def __str__(self):
        return _("%(roll_no)s %(subject_code)s attendance") % {
            "roll_no": self.roll_no,
            "subject_code": self.subject_code,
        }

    @property
    def differs(self) -> bool:
        """Whether counts, or the presence in one class, are new."""
        return super().differs or self.old_presence != self.new_presence


class RecordChange(Change):
    """A field of a student, a placement or the structure; `field` empty: made or removed."""

    class Kind(models.TextChoices):
        MADE = "made", _("Made")
        CHANGED = "changed", _("Changed")
        REMOVED = "removed", _("Removed")

    kind = models.CharField(max_length=8, choices=Kind)
    model = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    record = models.CharField(max_length=80)
    field = models.CharField(max_length=40, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=["model", "record_id"], name="record_change_of_record"),)

    def __str__(self):
        return f"{self.model} {self.record} {self.field}"
