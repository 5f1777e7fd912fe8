"""The grid as it is read: who is in the class, what may be typed where, what stands there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from students.grids.classes import ClassSubject
from students.imports.cells import plain
from students.imports.compared_marks import DEFAULT_MAXIMUM
from students.imports.items import MARK, PART
from students.imports.parts import units
from students.imports.standings import STUDENTS_AT_ONCE, Standing, standings
from students.imports.structure import Part, Structure
from students.models import TermResult
from students.rules.grading import PENDING, mark_percent, subject_grade
from students.rules.shown import shown_average, shown_percent

WITHDRAWN = "has withdrawn: marks are kept as they are."
WHOLE = "has a mark without components: it has to be removed before its components are entered."


@dataclass(frozen=True)
class Column:
    """What is typed into: the mark itself, or one component of it."""

    title: str
    part: Part | None = None

    @property
    def number(self) -> int:
        """The component's number; 0 is the mark."""
        return self.part.pk if self.part else 0

    @property
    def maximum(self) -> str:
        """What the component is out of, as it is written."""
        return plain(self.part.max_score) if self.part else ""


@dataclass(frozen=True)
class Row:
    """One student of the class; `closed` says why nothing may be typed, empty where it may."""

    result: TermResult
    standing: Standing
    subject_key: str
    closed: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the student has not withdrawn."""
        return self.result.status == TermResult.Status.ACTIVE

    @property
    def name(self) -> str:
        """“R12 Asha Rao”."""
        return str(self.result.student)

    @cached_property
    def mark(self) -> list | None:
        """The mark of the first attempt: [state, score, maximum, published]."""
        return self.standing.marks.get((self.subject_key, 1))

    @property
    def percent(self) -> int | None:
        """What the mark counts, in 1e-10 percent."""
        if self.mark is None:
            return None
        state, score, maximum, _ = self.mark
        return mark_percent(state, units(score), units(maximum))

    @property
    def percent_shown(self) -> str:
        return shown_percent(self.percent, self.standing.policy)

    @property
    def grade(self) -> str:
        """The subject's grade."""
        return subject_grade(self.standing.policy, self.percent)

    @property
    def average_shown(self) -> str:
        """The average over all subjects, as stored."""
        result = self.result
        return shown_average(result.mark_sum, result.mark_count, self.standing.policy)

    def value(self, column: Column) -> list | None:
        """What stands in a cell."""
        return self.standing.value(*self.cell(column))

    def cell(self, column: Column) -> tuple[str, tuple]:
        """Sort and key of the cell, as an import's item has them."""
        if column.part is None:
            return MARK, (self.subject_key, 1, "")
        return PART, (self.subject_key, 1, column.part.key, "")


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
        for (subject, _), part in structure.parts.items()
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
        closed = WITHDRAWN
    elif has_parts and _is_whole(standing, key):
        closed = WHOLE
    return Row(result, standing, key, closed)


def _is_whole(standing: Standing, subject_key: str) -> bool:
    """Whether a mark was entered without components."""
    mark = standing.marks.get((subject_key, 1))
    return bool(mark) and mark[0] != PENDING and not standing.has_parts((subject_key, 1))
