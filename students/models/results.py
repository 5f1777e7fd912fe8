"""A student's term: where they stood in it, and what follows from its marks and attendance."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from students.models.admissions import Admission
from students.models.fields import KeyField
from students.models.guards import RefreshedQuerySet
from students.models.outcomes import outcome
from students.models.people import Student
from students.models.policy import PolicyVersion
from students.models.refresh import refreshing
from students.models.structure import MOST_SEMESTERS, Batch, Branch, Institution, Term
from students.rules.definitions import LETTER_LENGTH
from students.rules.keys import key_of
from students.rules.policy import Policy
from students.rules.risk import HIGH, LEVELS, LOW, MEDIUM, UNKNOWN, Attendance
from students.rules.units import HUNDRED

PLACEMENT = {"branch", "batch", "section", "semester", "status", "institution", "policy_version"}
DERIVED = [
    "mark_sum",
    "mark_count",
    "average",
    "registered",
    "failed",
    "passed",
    "grade",
    "attendance_part",
    "attendance_whole",
    "attendance_counted",
    "attendance",
    "risk",
    "risk_bits",
    "provisional",
    "withheld",
    "version",
    "updated_at",
]

RISK_WORDS = (
    (HIGH, _("High")),
    (MEDIUM, _("Medium")),
    (LOW, _("Low")),
    (UNKNOWN, _("unknown")),
)


class TermResultQuerySet(RefreshedQuerySet):
    def refreshing(self, result_ids: Iterable[int] = (), touch: bool = True):
        """Lock these results; write inside the with block; they are derived when it ends."""
        return refreshing(self.model, result_ids, touch)

    def in_term(self):
        """Those that count in the term: its students."""
        return self.filter(status=TermResult.Status.ACTIVE)

    def assessed(self):
        """Those with an average."""
        return self.filter(average__isnull=False)

    def as_if(self, policy: Policy):
        """Each with `if_grade`, `if_risk` and `if_passed`: what this policy would make of it."""
        derived = outcome(policy)
        return self.annotate(
            **{f"if_{name}": derived[name] for name in ("grade", "risk", "passed")}
        )

    def at_risk(self):
        """High first, then Medium; within a level the lowest average first."""
        return self.filter(risk__in=(HIGH, MEDIUM)).order_by(
            "risk", F("average").asc(nulls_last=True), "pk"
        )


class TermResult(models.Model):
    """One student in one term. Below `policy_version` all is derived, by refresh.py alone."""

    class Status(models.TextChoices):
        ACTIVE = "active", _("Active")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="results")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="results")
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="results", editable=False
    )
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="results")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="results"
    )
    section = KeyField(max_length=20, blank=True)
    semester = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    policy_version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, related_name="results", editable=False
    )

    mark_sum = models.BigIntegerField(default=0, editable=False)
    mark_count = models.PositiveSmallIntegerField(default=0, editable=False)
    average = models.BigIntegerField(null=True, editable=False)
    registered = models.PositiveSmallIntegerField(default=0, editable=False)
    failed = models.PositiveSmallIntegerField(default=0, editable=False)
    passed = models.BooleanField(null=True, editable=False)
    grade = models.CharField(max_length=LETTER_LENGTH, blank=True, editable=False)
    attendance_part = models.BigIntegerField(null=True, editable=False)
    attendance_whole = models.BigIntegerField(null=True, editable=False)
    attendance_counted = models.BooleanField(default=False, editable=False)
    attendance = models.BigIntegerField(null=True, editable=False)
    risk = models.CharField(max_length=7, choices=RISK_WORDS, default=UNKNOWN, editable=False)
    risk_bits = models.PositiveSmallIntegerField(default=0, editable=False)
    provisional = models.BooleanField(default=False, editable=False)
    withheld = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TermResultQuerySet.as_manager()

    class Meta:
        verbose_name = _("student’s term")
        verbose_name_plural = _("students’ terms")
        ordering = ("-term__starts_on", "student__roll_key")
        indexes = (
            models.Index(fields=["institution", "term", "risk", "average"], name="result_by_risk"),
            models.Index(
                fields=["institution", "term", "branch", "semester", "section"],
                name="result_by_class",
            ),
            models.Index(fields=["term", "average"], name="result_by_average"),
            models.Index(fields=["term", "attendance"], name="result_by_attendance"),
        )
        constraints = (
            models.UniqueConstraint(fields=["student", "term"], name="result_unique"),
            models.CheckConstraint(
                condition=Q(semester__gte=1, semester__lte=MOST_SEMESTERS),
                name="result_semester_in_range",
                violation_error_message=format_lazy(
                    _("A semester lies between 1 and {most}."), most=MOST_SEMESTERS
                ),
            ),
            models.CheckConstraint(
                condition=Q(status__in=["active", "withdrawn"]),
                name="result_status_known",
                violation_error_message=_("This status is not known."),
            ),
            models.CheckConstraint(condition=Q(risk__in=LEVELS), name="result_risk_known"),
            models.CheckConstraint(
                condition=Q(average__isnull=True, grade="")
                | Q(average__isnull=False, average__gte=0, average__lte=HUNDRED),
                name="result_average_in_range",
            ),
            models.CheckConstraint(
                condition=Q(attendance_part__isnull=True, attendance_whole__isnull=True)
                | Q(
                    attendance_part__isnull=False,
                    attendance_whole__isnull=False,
                    attendance_part__gte=0,
                    attendance_part__lte=F("attendance_whole"),
                ),
                name="result_attendance_in_range",
            ),
        )

    def __str__(self):
        return f"{self.student}, {self.term}"

    @property
    def exact_attendance(self) -> Attendance | None:
        """The term's attendance as the exact ratio the rules compare; None when unknown."""
        if self.attendance_whole is None:
            return None
        return Attendance(self.attendance_part, self.attendance_whole, self.attendance_counted)

    def save(self, *args, **kwargs):
        """Store a placement and derive the result; a new one is bound to its term's policy."""
        self.section = key_of(self.section)
        self.institution_id = self.term.institution_id
        if self.student.institution_id != self.institution_id:
            raise ValueError("a student has results in terms of their own institution alone")
        if self.policy_version_id is None:
            self.policy_version = PolicyVersion.objects.of_term(self.term)
        if self._state.adding and self.batch_id is None:
            self.batch_id = Admission.objects.batch_of(self.student_id, self.term, self.branch_id)
        known = [] if self._state.adding else [self.pk]
        with TermResult.objects.refreshing(known) as refresh:
            self._save_placement(*args, **kwargs)
            refresh.admit([self.pk])
        self.refresh_from_db(fields=DERIVED)

    def _save_placement(self, *args, **kwargs):
        if not self._state.adding:
            kwargs["update_fields"] = set(kwargs.get("update_fields") or PLACEMENT) & PLACEMENT
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Take the result out of the summaries and remove it; PROTECT keeps one that has facts."""
        with TermResult.objects.refreshing([self.pk]):
            return super().delete(*args, **kwargs)
