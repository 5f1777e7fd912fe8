"""What an import is held against: the same marks stored bare, and by stock django-import-export."""

import csv
import itertools
from collections.abc import Callable
from pathlib import Path

import tablib
from django.db import connection, models
from import_export import fields, resources, widgets
from store import OUT_OF, SCORE, Ground

from students.models import Subject, TermResult
from students.models.fields import FixedPointField
from students.models.marks import scored

BULK_ROWS, DEFAULT_ROWS = 1_200, 300  # slow enough to be told by so few
COLUMNS = ("result_id", "subject_id", "attempt", "state", "score", "max_score", "published")


class BareMark(models.Model):  # noqa: DJ008
    """A mark's facts with its keys and constraints, and nothing that follows from it."""

    result = models.ForeignKey(TermResult, on_delete=models.PROTECT, related_name="+")
    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="+")
    attempt = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, default="present")
    score = FixedPointField(null=True)
    max_score = FixedPointField(default=100)
    published = models.BooleanField(default=False)

    class Meta:
        app_label = "students"
        db_table = "benchmark_mark"
        constraints = (
            models.UniqueConstraint(fields=("result", "subject", "attempt"), name="bare_unique"),
            *scored("bare_"),
        )


class KnownStudent(widgets.ForeignKeyWidget):
    """A result by the indexed key of its student, within the institution that the row names."""

    def get_queryset(self, value, row, *args, **kwargs):
        """The results of that institution's students."""
        return TermResult.objects.filter(student__institution__code=row["institution"])


class KnownSubject(widgets.ForeignKeyWidget):
    """A subject by its indexed key, likewise."""

    def get_queryset(self, value, row, *args, **kwargs):
        """The subjects of that institution."""
        return Subject.objects.filter(institution__code=row["institution"])


class InDefaultMode(resources.ModelResource):
    """As the library's own documentation writes it, keys looked up by roll number and code."""

    result = fields.Field("result", "result", KnownStudent(TermResult, "student__roll_key"))
    subject = fields.Field("subject", "subject", KnownSubject(Subject, "code_key"))

    class Meta:
        model = BareMark
        import_id_fields = ("result", "subject")
        fields = ("result", "subject", "score")


class InBulkMode(InDefaultMode):
    """The same with what its documentation names for speed."""

    class Meta(InDefaultMode.Meta):
        use_bulk = True
        batch_size = 1000
        skip_diff = True


def bare_rows(ground: Ground) -> list[tuple]:
    return [
        (one["result_id"], one["subject_id"], 1, "present", SCORE, OUT_OF, 0)
        for one in ground.values()
    ]


def bare_store(rows: list[tuple], folder: Path) -> tuple[str, Callable[[], None]]:
    """The fastest way of this database to store rows, and what it is called."""
    if connection.vendor == "mysql":
        path = folder / "bare.csv"
        with path.open("w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
        return "LOAD DATA LOCAL INFILE", lambda: _loaded(path)
    return "executemany", lambda: _executed(rows)


def _loaded(path: Path):
    statement = (
        f"LOAD DATA LOCAL INFILE %s INTO TABLE benchmark_mark FIELDS TERMINATED BY ',' "
        f"({', '.join(COLUMNS)})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [str(path)])


def _executed(rows: list[tuple]):
    places = ", ".join(["?"] * len(COLUMNS))
    statement = f"INSERT INTO benchmark_mark ({', '.join(COLUMNS)}) VALUES ({places})"  # noqa: S608
    connection.ensure_connection()
    raw = connection.connection
    with raw:
        raw.execute("BEGIN IMMEDIATE")
        raw.executemany(statement, rows)


def stock(resource: type, lines: list[list], most: int) -> tuple[int, Callable[[], None]]:
    """How many rows, at the most `most`, and their import by this resource."""
    taken = list(itertools.islice(lines, most))
    data = tablib.Dataset(*taken, headers=("institution", "result", "subject", "score"))
    return len(taken), lambda: resource().import_data(data, raise_errors=True)
