"""Counts and sums for each small group of results, kept in the transaction that changes a result.

A cell is a term's class (branch, batch, section, semester) under one policy version. Its columns
are named as those of a result, so that one condition narrows both; a dashboard adds up a few
hundred cells instead of a million results. Grades are counted by the place of their band.
"""

from collections.abc import Mapping
from functools import lru_cache

from django.db import connection, models
from django.db.models import F, Value
from django.db.models.sql import UpdateQuery
from django.utils import timezone
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
    cell_key,
    differences,
    totalled,
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
    "add_cells",
    "add_differences",
    "add_up",
    "cell_key",
    "differences",
    "totalled",
]
BY_CLASS = ("institution", "term", "branch", "semester", "section")
ROWS_AT_ONCE = 200
FEW = 8  # cells that are looked for before they are made


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


def add_differences(model, columns: tuple[str, ...], moved: Cells):
    """Add signed differences to the cells of a summary model and to their totals."""
    add_cells(model, columns, moved)
    total, columns_of_total = TOTALS[model]
    add_cells(total, columns_of_total, totalled(moved, columns))


def add_cells(model, columns: tuple[str, ...], moved: Cells):
    """Add signed differences to the cells of one table, in the order of their keys.

    `columns` name a cell's values, `moved` maps them to what each count changes by. Cells
    not there yet are made with zeros first; two writers then only ever add to the same rows.
    """
    by_key = {cell_key(cell): (cell, change) for cell, change in moved.items()}
    keys = sorted(by_key)
    for start in range(0, len(keys), ROWS_AT_ONCE):
        chunk = keys[start : start + ROWS_AT_ONCE]
        changes = {key: by_key[key][1] for key in chunk}
        cells = {key: dict(zip(columns, by_key[key][0], strict=True)) for key in chunk}
        if len(chunk) > FEW:
            _make(model, cells)
            _add(model, changes)
            continue
        for key in chunk:
            if not _add(model, {key: changes[key]}):
                _make(model, {key: cells[key]})
                _add(model, {key: changes[key]})


def _make(model, cells: Mapping[str, Mapping]):
    zeros = [model(key=key, **columns) for key, columns in cells.items()]
    model.objects.bulk_create(zeros, ignore_conflicts=True)


def _add(model, changes: Mapping[str, Mapping[str, int]]) -> int:
    """Add to the cells of these keys that are there; how many."""
    # One short statement run for each cell: writing a CASE over two hundred cells for each column
    # took longer than all the rest of a refresh.
    columns = tuple(name for name in COUNTS if any(name in change for change in changes.values()))
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.executemany(
            _adding(connection.vendor, model, columns),
            [
                (*(change.get(name, 0) for name in columns), now, 1, key)
                for key, change in changes.items()
            ],
        )
        return cursor.rowcount


@lru_cache(maxsize=512)
def _adding(vendor: str, model, columns: tuple[str, ...]) -> str:
    """The UPDATE that adds to these columns and to `changes` in the row of one key."""
    query = model.objects.filter(key="").query.chain(UpdateQuery)
    added = {name: F(name) + Value(0) for name in columns}
    marked = {"updated_at": timezone.now(), "changes": F("changes") + Value(0)}
    query.add_update_values({**added, **marked})
    statement, _ = query.get_compiler(connection=connection).as_sql()
    return statement
