"""A student's row of the grid, and the columns that are typed into."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from students.imports.cells import plain
from students.imports.items import MARK, PART
from students.imports.parts import units
from students.imports.standings import Standing
from students.imports.structure import Part
from students.models import TermResult
from students.rules.grading import mark_percent, subject_grade
from students.rules.shown import shown_average, shown_percent
from students.rules.takers import registration


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
    def registration(self) -> str:
        """What is known of the student's taking the subject, in a word of students.rules.takers."""
        state = self.mark[0] if self.mark else None
        return registration(state, self.subject_key in self.standing.attendance)

    @property
    def percent(self) -> int | None:
        """What the mark counts, in 1e-10 percent."""
        if self.mark is None:
            return None
        state, score, maximum = self.mark[:3]
        return mark_percent(state, units(score), units(maximum))

    @property
    def percent_shown(self) -> str:
        return shown_percent(self.percent, self.standing.policy)

    @property
    def grade(self) -> str:
        """The subject's grade."""
        return subject_grade(self.standing.policy, self.percent)

    def so_far(self, columns: Sequence[Column]) -> str:
        """“2 of 3 so far”, where the grade is of those entered so far; empty where all are."""
        entered = sum(self.value(one) is not None for one in columns if one.part)
        if not (self.grade and 0 < entered < len(columns)):
            return ""
        return _("%(part)s of %(whole)s so far") % {"part": entered, "whole": len(columns)}

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
