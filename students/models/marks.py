"""A mark in a subject of a student's term; every save and delete ends in a refresh."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from students.models.changes import MarkChange
from students.models.fields import FixedPointField
from students.models.guards import RefreshedQuerySet
from students.models.results import TermResult
from students.models.stored import renew, row_of, rows_of
from students.models.structure import Subject, Term
from students.rules.components import combined
from students.rules.definitions import LETTER_LENGTH
from students.rules.grading import (
    ABSENT,
    EXEMPT,
    MALPRACTICE,
    PENDING,
    PRESENT,
    STATES,
    WITHHELD,
)

LARGEST_MAXIMUM = 10_000
MOST_ATTEMPTS = 20


class State(models.TextChoices):
    PENDING = PENDING, _("Pending")
    PRESENT = PRESENT, _("Present")
    ABSENT = ABSENT, _("Absent")
    WITHHELD = WITHHELD, _("Withheld")
    MALPRACTICE = MALPRACTICE, _("Malpractice")
    EXEMPT = EXEMPT, _("Exempt")


def scored(prefix: str = "") -> list[models.CheckConstraint]:
    """What the database demands of state, score and maximum; `prefix` names the constraints."""
    in_range = Q(score__gte=0, score__lte=F("max_score"))
    return [
        models.CheckConstraint(
            condition=Q(state__in=STATES),
            name=f"{prefix}state_known",
            violation_error_message=_("This state is not known."),
        ),
        models.CheckConstraint(
            condition=Q(max_score__gt=0, max_score__lte=LARGEST_MAXIMUM),
            name=f"{prefix}maximum_in_range",
            violation_error_message=format_lazy(
                _("The maximum lies above 0 and at most at {largest}."),
                largest=LARGEST_MAXIMUM,
            ),
        ),
        models.CheckConstraint(
            condition=Q(state=PRESENT, score__isnull=False)
            | Q(state__in=(PENDING, ABSENT, EXEMPT), score__isnull=True)
            | Q(state__in=(WITHHELD, MALPRACTICE)),
            name=f"{prefix}score_fits_state",
            violation_error_message=_(
                "Present needs a score; pending, absent and exempt have none."
            ),
        ),
        models.CheckConstraint(
            condition=Q(score__isnull=True) | in_range,
            name=f"{prefix}score_in_range",
            violation_error_message=_("The score lies between 0 and the maximum."),
        ),
    ]


class Mark(models.Model):
    """A subject's mark. Attempt 1 belongs to the result; a backlog cleared later is attempt 2, 3 …

    `percent` (whole 1e-10), `grade` and `passed` are derived by the refresh.
    """

    result = models.ForeignKey(TermResult, on_delete=models.PROTECT, related_name="marks")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="marks")
    attempt = models.PositiveSmallIntegerField(default=1)
    sat_term = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The term a later attempt was sat in."),
    )
    state = models.CharField(max_length=12, choices=State, default=State.PRESENT)
    score = FixedPointField(null=True, blank=True)
    max_score = FixedPointField(_("maximum"), default=100)
    published = models.BooleanField(default=False)

    percent = models.BigIntegerField(null=True, editable=False)
    grade = models.CharField(max_length=LETTER_LENGTH, blank=True, editable=False)
    passed = models.BooleanField(null=True, editable=False)

    objects = RefreshedQuerySet.as_manager()

    class Meta:
        ordering = ("subject__code_key", "attempt")
        constraints = (
            models.UniqueConstraint(fields=["result", "subject", "attempt"], name="mark_unique"),
            models.CheckConstraint(
                condition=Q(attempt=1, sat_term__isnull=True)
                | Q(attempt__gte=2, sat_term__isnull=False),
                name="mark_later_attempt_names_its_term",
                violation_error_message=_(
                    "The first attempt names no other term, a later one does."
                ),
            ),
            models.CheckConstraint(
                condition=Q(attempt__gte=1, attempt__lte=MOST_ATTEMPTS),
                name="mark_attempt_in_range",
                violation_error_message=format_lazy(
                    _("There are at most {most} attempts."), most=MOST_ATTEMPTS
                ),
            ),
            *scored("mark_"),
        )

    def __str__(self):
        return f"{self.result.student.roll_no} {self.subject}"

    @property
    def has_components(self) -> bool:
        """Whether the score is combined from components and so not typed in."""
        return self.pk is not None and self.component_marks.exists()

    def save(self, *args, **kwargs):
        """Store the mark and its change, then derive the result; raises ValueError when moved."""
        with TermResult.objects.refreshing([self.result_id]):
            old = row_of(Mark, self.pk)
            self._check_place(old)
            self.combine(self._parts() if self.pk else ())
            super().save(*args, **kwargs)
            change = change_of(old, self)
            if change:
                change.save()
        renew(self, ("percent", "grade", "passed", "score", "max_score"))

    def _parts(self) -> list:
        parts = self._meta.get_field("component_marks").related_model
        return rows_of(parts, "mark", self.pk)

    def combine(self, parts: Iterable | None = None) -> bool:
        """Take state, score and maximum from its components, if any; True when they moved."""
        parts = list(self.component_marks.all() if parts is None else parts)
        if not parts:
            return False
        ordinance = self.result.policy_version.policy.ordinance
        whole = combined((part.fact for part in parts), ordinance.best_of)
        score = None if whole.score is None else Decimal(whole.score).scaleb(-2)
        new = whole.state, score, Decimal(whole.max_score).scaleb(-2)
        moved = new != (self.state, self.score, self.max_score)
        self.state, self.score, self.max_score = new
        return moved

    def delete(self, *args, **kwargs):
        """Remove the mark, keep its last value in the history, derive the result."""
        with TermResult.objects.refreshing([self.result_id]):
            old = Mark.objects.get(pk=self.pk)
            change_of(old, None).save()
            return super().delete(*args, **kwargs)

    def _check_place(self, old: "Mark | None"):
        place = (self.result_id, self.subject_id, self.attempt)
        if old and place != (old.result_id, old.subject_id, old.attempt):
            raise ValueError("a mark stays with its result, subject and attempt; add another one")
        if self.subject.institution_id != self.result.institution_id:
            raise ValueError("a mark's subject belongs to the institution of its result")


def change_of(old: Mark | None, new: Mark | None) -> MarkChange | None:
    """The history row for a mark that was `old` and is `new`; None when nothing changed."""
    mark = new or old
    values = {}
    for side, version in (("old", old), ("new", new)):
        if version is not None:
            values |= {
                f"{side}_state": version.state,
                f"{side}_score": version.score,
                f"{side}_max": version.max_score,
                f"{side}_published": version.published,
            }
    change = MarkChange(**result_keys(mark.result, mark.subject), attempt=mark.attempt, **values)
    return change if change.differs else None


def result_keys(result: TermResult, subject: Subject | None = None) -> dict:
    """A result and a subject as the plain values that history keeps."""
    return {
        "institution_id": result.institution_id,
        "term_id": result.term_id,
        "student_id": result.student_id,
        "roll_no": result.student.roll_no,
        "subject_id": subject and subject.pk,
        "subject_code": subject.code if subject else "",
    }
