"""The tallies of a scope told apart along one dimension, in total and by subject."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

from analytics.metrics.cells import AVERAGES, SUBJECTS, Cells, Named, name_in, tallied
from analytics.metrics.dimensions import TERM, Dimension, Part
from analytics.metrics.few import (
    hidden_by_filters,
    hidden_in_grid,
    is_few,
    shown_parts,
    withheld,
)
from analytics.metrics.figures import Figures
from analytics.metrics.records import marked_records, registered_records, whole_records
from analytics.metrics.tallies import Tally, sum_of
from analytics.scope import SUBJECT, Scope

MARKED = "result__"
Place = tuple[Part, Named]


@dataclass(frozen=True)
class Parts:
    """A scope's parts: of the whole records, or in the one subject chosen."""

    figures: Figures
    by: Dimension

    @cached_property
    def tallies(self) -> dict[Part, Tally]:
        """By part, in their order, those withheld that must be. Two queries at most."""
        whole = self.figures.scope.basis != SUBJECT
        return self._told(_gathered(self._whole() if whole else self._in_subject()))

    @cached_property
    def grid(self) -> dict[Place, Tally]:
        """Averages by part and subject, of every subject or of the one chosen."""
        grid = _gathered(self._by_subject())
        if self.figures.scope.tells_of_few:
            return grid
        gone = hidden_in_grid(grid, {place for place in grid if self._is_unsaid(place)})
        return {place: withheld(one) if place in gone else one for place, one in grid.items()}

    @cached_property
    def subjects(self) -> dict[Named, Tally]:
        """The columns of the grid in total, as the pages of single subjects tell them."""
        known = {subject for _, subject in self.grid}
        return {named: one for named, one in self.figures.subjects.items() if named in known}

    def _told(self, parts: dict[Part, Tally]) -> dict[Part, Tally]:
        scope = self.figures.scope
        if scope.tells_of_few:
            return parts
        cells = self._cells(scope.unnarrowed()).rows()
        _, keys = hidden_by_filters(scope, cells, *self.by.keys)
        keys = {self.by.key(key) for key in keys}
        gone = {part for part in parts if part.key in keys}
        if self.by == TERM:  # no page adds terms up
            gone |= {part for part, one in parts.items() if is_few(one)}
            return {part: withheld(one) if part in gone else one for part, one in parts.items()}
        return shown_parts(parts, gone)

    @cached_property
    def _unsaid(self) -> set:
        cells = self.figures.scope.unnarrowed().subject_summaries(self._by_section)
        columns = (*self.by.keys, SUBJECTS[0])
        _, keys = hidden_by_filters(self.figures.scope, cells, *columns)
        return {(*self.by.key(key[:-1]), key[-1]) for key in keys}

    def _is_unsaid(self, place: Place) -> bool:
        """Whether it differs too little from a wider selection, or lies in a line not told of.

        Whoever knew all of such a line could work out what it was withheld for.
        """
        part, subject = place
        lines = (self.tallies.get(part), self.figures.subjects.get(subject))
        return (*part.key, subject[0]) in self._unsaid or any(one and one.few for one in lines)

    def _cells(self, scope: Scope) -> Cells:
        chosen = scope.basis == SUBJECT
        return Cells(scope, subjects=chosen, chosen=chosen, sections=self._by_section)

    def _whole(self) -> Iterator[tuple[Part, Tally]]:
        scope = self.figures.scope
        if scope.has_whole_cells:
            yield from self._rows(self._cells(scope))
        if scope.needs_mentees:
            for row, tally in whole_records(scope.mentee_results(), self.by.columns):
                yield self.by.part(row), tally

    def _in_subject(self) -> Iterator[tuple[Part, Tally]]:
        scope = self.figures.scope
        yield from self._rows(self._cells(scope))
        if scope.needs_mentees:
            marks = scope.mentee_marks().filter(subject__in=scope.picked[SUBJECT])
            columns = self._marked
            for row, tally in marked_records(marks, columns) + registered_records(marks, columns):
                yield self.by.part(row, MARKED), tally

    def _rows(self, cells: Cells) -> Iterator[tuple[Part, Tally]]:
        for values, tally in tallied(cells, self.by.columns, self.figures.policies):
            yield self.by.part_of(values), tally

    def _by_subject(self) -> Iterator[tuple[Place, Tally]]:
        scope = self.figures.scope
        chosen = {"subject__in": scope.picked[SUBJECT]} if SUBJECT in scope.picked else {}
        picked = SUBJECT in scope.picked
        cells = Cells(scope, subjects=True, chosen=picked, sections=self._by_section)
        columns = self.by.columns
        found = tallied(cells, (*columns, *SUBJECTS), self.figures.policies, AVERAGES)
        for values, tally in found:
            width = len(columns)
            yield (self.by.part_of(values[:width]), values[width:]), tally
        if scope.needs_mentees:
            marks = scope.mentee_marks().filter(**chosen)
            for row, tally in marked_records(marks, (*self._marked, *SUBJECTS)):
                yield (self.by.part(row, MARKED), name_in(row, SUBJECTS)), tally

    @property
    def _by_section(self) -> bool:
        return "section" in self.by.columns

    @property
    def _marked(self) -> tuple[str, ...]:
        return tuple(f"{MARKED}{name}" for name in self.by.columns)


def _gathered(found: Iterable[tuple[Hashable, Tally]]) -> dict[Hashable, Tally]:
    """One tally for each name that has students, in the order of the names."""
    groups = {}
    for name, tally in found:
        groups.setdefault(name, []).append(tally)
    tallies = ((name, sum_of(some)) for name, some in sorted(groups.items(), key=itemgetter(0)))
    return {name: one for name, one in tallies if one.students}
