"""What an institution is made of: groups, institutions, terms, branches, batches, subjects."""

import datetime
from collections.abc import Iterable

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.fields import FixedPointField, KeyField
from students.rules.keys import KEY_LENGTH, key_of


class Group(models.Model):
    """Several institutions under one owner."""

    name = models.CharField(max_length=200, unique=True)

    class Meta:
        ordering = ("name",)

    def __str__(self):
        return self.name


class Coded(models.Model):
    """A code as typed, and its key, by which it is found."""

    code = models.CharField(max_length=40)
    code_key = KeyField(max_length=KEY_LENGTH, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        self.code = self.code.strip()
        self.code_key = key_of(self.code)
        if kwargs.get("update_fields") is not None and "code" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "code_key"}
        super().save(*args, **kwargs)


MOST_SEMESTERS = 20
NO_CODE = _("A code has a letter or a digit.")


def keyed_in_institution(name):
    """The two constraints of a coded thing of an institution: unique there, and never empty."""
    return [
        models.UniqueConstraint(fields=["institution", "code_key"], name=f"{name}_unique_code"),
        models.CheckConstraint(
            condition=~models.Q(code_key=""),
            name=f"{name}_has_code",
            violation_error_message=NO_CODE,
        ),
    ]


class Institution(Coded):
    """A college or training institute: the border of everything a membership may reach."""

    group = models.ForeignKey(
        Group, on_delete=models.PROTECT, null=True, blank=True, related_name="institutions"
    )
    name = models.CharField(max_length=200)

    class Meta:
        ordering = ("code_key",)
        constraints = (
            models.UniqueConstraint(fields=["code_key"], name="institution_unique_code"),
            models.CheckConstraint(
                condition=~models.Q(code_key=""),
                name="institution_has_code",
                violation_error_message=NO_CODE,
            ),
        )

    def __str__(self):
        return self.name


def current_term(terms: Iterable["Term"], today: datetime.date | None = None) -> "Term | None":
    """The term of today, else the last that has begun, else the first to come; None of none."""
    today, terms = today or timezone.localdate(), list(terms)
    begun = [term for term in terms if term.starts_on <= today]
    running = [term for term in begun if not term.is_over(today)]
    if begun:
        return max(running or begun, key=_place_in_time)
    return min(terms, key=_place_in_time, default=None)


def _place_in_time(term: "Term") -> tuple:
    return term.starts_on, term.pk


class TermQuerySet(models.QuerySet):
    def current(self, today: datetime.date | None = None):
        """Which of these is opened where none is asked for, see `current_term`; or None."""
        return current_term(self, today)


class Term(Coded):
    """A span of teaching that ends in results, such as 2026-ODD."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="terms")
    title = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "code_key")
        constraints = (
            *keyed_in_institution("term"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="term_ends_after_start",
                violation_error_message=_("A term does not end before it starts."),
            ),
        )

    def is_over(self, today: datetime.date | None = None) -> bool:
        """Whether its last day has passed."""
        return self.ends_on < (today or timezone.localdate())

    def __str__(self):
        return self.title


class Branch(Coded):
    """A department's course of study, such as CSE."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="branches")
    title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code_key",)
        verbose_name_plural = _("branches")
        constraints = keyed_in_institution("branch")


class Batch(Coded):
    """Students admitted together, such as 2024–28."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="batches")
    title = models.CharField(max_length=200, blank=True)
    branch = models.ForeignKey(
        Branch,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="batches",
        help_text=_("Where all of a batch take one course."),
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("code_key",)
        verbose_name_plural = _("batches")
        constraints = (
            *keyed_in_institution("batch"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="batch_ends_after_start",
                violation_error_message=_("A batch does not end before it starts."),
            ),
        )

    def runs_on(self, day: datetime.date) -> bool:
        """Whether the day lies between its first and its last; a day not known bounds nothing."""
        begun = self.starts_on is None or self.starts_on <= day
        return begun and (self.ends_on is None or day <= self.ends_on)


class Subject(Coded):
    """What is taught and marked; shared by the branches that take it."""

    class Kind(models.TextChoices):
        THEORY = "theory", _("Theory")
        PRACTICAL = "practical", _("Practical")
        PROJECT = "project", _("Project")
        AUDIT = "audit", _("Audit (no credit)")

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="subjects")
    title = models.CharField(max_length=200)
    credits = FixedPointField(places=1, null=True, blank=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.THEORY)

    class Meta:
        ordering = ("code_key",)
        constraints = (
            *keyed_in_institution("subject"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["theory", "practical", "project", "audit"]),
                name="subject_kind_known",
                violation_error_message=_("This kind of subject is not known."),
            ),
            models.CheckConstraint(
                condition=models.Q(credits__isnull=True)
                | models.Q(credits__gte=0, credits__lte=100),
                name="subject_credits_in_range",
                violation_error_message=_("Credits lie between 0 and 100."),
            ),
        )

    def __str__(self):
        return self.title or self.code
