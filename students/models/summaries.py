"""Counts and sums for each small group of results, kept in the transaction that changes a result.

A cell is a term's class (branch, batch, section, semester) under one policy version. Its columns
are named as those of a result, so that one condition narrows both; a dashboard adds up a few
hundred cells instead of a million results. Grades are counted by the place of their band.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models.cell_sums import (
    CELL,
    COUNTS,
    GRADE_SLOTS,
    RISK_SLOTS,
    SUBJECT_CELL,
    SUBJECT_TOTAL,
    TOTAL,
    Cells,
    add_up,
    differences,
)
from students.models.fields import KeyField
from students.models.policy import PolicyVersion
from students.models.structure import Batch, Branch, Institution, Subject, Term

__all__ = [
    "CELL",
    "COUNTS",
    "GRADE_SLOTS",
    "RISK_SLOTS",
    "SUBJECT_CELL",
    "SUBJECT_TOTAL",
    "TOTAL",
    "TOTALS",
    "Cells",
    "ResultSummary",
    "ResultTotal",
    "SubjectSummary",
    "SubjectTotal",
    "add_up",
    "differences",
]
BY_CLASS = ("institution", "term", "branch", "semester", "section")


class Summary(models.Model):
    """The cell and its counts; sums are whole numbers of 1e-10 percent."""

    key = KeyField(max_length=200, unique=True)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="+")
    section = KeyField(max_length=20)
    semester = models.PositiveSmallIntegerField()
    provisional = models.BooleanField()
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    students = models.BigIntegerField(default=0)
    assessed = models.BigIntegerField(default=0)
    average_sum = models.BigIntegerField(default=0)
    attendance_known = models.BigIntegerField(default=0)
    attendance_sum = models.BigIntegerField(default=0)
    passed = models.BigIntegerField(default=0)
    all_passed = models.BigIntegerField(default=0)
    risk_high = models.BigIntegerField(default=0)
    risk_medium = models.BigIntegerField(default=0)
    risk_low = models.BigIntegerField(default=0)
    risk_unknown = models.BigIntegerField(default=0)
    grade_1 = models.BigIntegerField(default=0)
    grade_2 = models.BigIntegerField(default=0)
    grade_3 = models.BigIntegerField(default=0)
    grade_4 = models.BigIntegerField(default=0)
    grade_5 = models.BigIntegerField(default=0)
    grade_6 = models.BigIntegerField(default=0)
    grade_7 = models.BigIntegerField(default=0)
    grade_8 = models.BigIntegerField(default=0)
    grade_9 = models.BigIntegerField(default=0)
    grade_10 = models.BigIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)
    # How often the cell has changed: sums of it tell a page that what it shows is no longer so.
    changes = models.BigIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.key


class ResultSummary(Summary):
    """Whole results: averages over all subjects, term attendance, grade of the term."""

    class Meta:
        verbose_name_plural = _("result summaries")
        indexes = (models.Index(fields=BY_CLASS, name="result_summary_by_class"),)


class SubjectSummary(Summary):
    """One subject of the results: its percents, attendance and grades; risk is the student's."""

    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = _("subject summaries")
        indexes = (models.Index(fields=BY_CLASS, name="subject_summary_by_class"),)


class ResultTotal(Summary):
    """The sections of a class together: where nobody asks by section, so many cells fewer to read.

    They are as many with a million students as with ten thousand.
    """

    section = None

    class Meta:
        verbose_name_plural = _("result totals")
        indexes = (models.Index(fields=["institution", "term"], name="result_total_by_term"),)


class SubjectTotal(Summary):
    """The same of one subject."""

    section = None
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = _("subject totals")
        indexes = (models.Index(fields=["institution", "term"], name="subject_total_by_term"),)


TOTALS = {ResultSummary: (ResultTotal, TOTAL), SubjectSummary: (SubjectTotal, SUBJECT_TOTAL)}
