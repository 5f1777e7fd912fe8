"""The grid as it is read: who is in the class, what may be typed where, what stands there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from students.grids.classes import ClassSubject
from students.grids.rows import Column, Row
from students.imports.compared_marks import DEFAULT_MAXIMUM
from students.imports.standings import STUDENTS_AT_ONCE, Standing, standings
from students.imports.structure import Structure
from students.models import TermResult
from students.rules.grading import PENDING

WITHDRAWN = _("%(name)s has withdrawn: marks are kept as they are.")
WHOLE = _(
    "%(name)s has a mark without components: it has to be removed before its components are "
    "entered."
)


@dataclass(frozen=True)
class Sheet:
    """A class in a subject: its rows by roll number, the columns, the maximum of new marks."""

    place: ClassSubject
    structure: Structure
    rows: list[Row] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    said_maximum: Decimal | None = None

    @property
    def has_components(self) -> bool:
        return self.columns[0].part is not None

    @cached_property
    def entered(self) -> list[list]:
        """The marks that are there and not pending."""
        return [row.mark for row in self.rows if row.mark and row.mark[0] != PENDING]

    @property
    def is_unsettled(self) -> bool:
        """Whether it is still to be said what a mark is out of: none is entered yet."""
        return not (self.has_components or self.entered)

    @cached_property
    def maximum(self) -> Decimal:
        """What a mark is out of where the row has none yet: as said, or as most of the class."""
        if self.said_maximum is not None:
            return self.said_maximum
        known = self.entered or [row.mark for row in self.rows if row.mark]
        maxima = Counter(Decimal(mark[2]) for mark in known).most_common(1)
        return maxima[0][0] if maxima else DEFAULT_MAXIMUM

    def maximum_of(self, row: Row, column: Column) -> Decimal:
        """What a cell is out of."""
        if column.part:
            return column.part.max_score
        is_entered = row.mark and row.mark[0] != PENDING
        return Decimal(row.mark[2]) if is_entered else self.maximum

    def cells(self) -> Iterator[tuple[str, Row, Column]]:
        """Every cell with its name, row by row."""
        for row in self.rows:
            for column in self.columns:
                yield cell_name(row, column), row, column


def cell_name(row: Row, column: Column) -> str:
    """The name of a cell on the page, such as 12-0: the result's number and the column's."""
    return f"{row.result.pk}-{column.number}"


def read(place: ClassSubject) -> Sheet:
    """The grid as it stands in the register; as many queries for sixty students as for five."""
    structure = Structure(place.import_place, create=False)
    columns = [
        Column(part.code, part)
        for (subject, of_part), part in structure.parts.items()
        if subject == place.subject.code_key
    ]
    rows = [_row(place, result, standing, bool(columns)) for result, standing in _people(place)]
    return Sheet(place, structure, rows, columns or [Column(str(place.subject))])


def _people(place: ClassSubject) -> Iterator[tuple[TermResult, Standing]]:
    results = list(place.results().select_related("student"))
    for start in range(0, len(results), STUDENTS_AT_ONCE):
        some = results[start : start + STUDENTS_AT_ONCE]
        found = standings(place.import_place, [one.student.roll_key for one in some])
        yield from ((one, found[one.student.roll_key]) for one in some)


def _row(place: ClassSubject, result: TermResult, standing: Standing, has_parts: bool) -> Row:
    key = place.subject.code_key
    closed = ""
    if result.status != TermResult.Status.ACTIVE:
        closed = WITHDRAWN % {"name": result.student}
    elif has_parts and _is_whole(standing, key):
        closed = WHOLE % {"name": result.student}
    return Row(result, standing, key, closed)


def _is_whole(standing: Standing, subject_key: str) -> bool:
    """Whether a mark was entered without components."""
    mark = standing.marks.get((subject_key, 1))
    return bool(mark) and mark[0] != PENDING and not standing.has_parts((subject_key, 1))
