"""The figures of one scope; what several of them share is read once, when first asked for."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analytics.metrics.cells import (
    Named,
    OfBranches,
    OfSubjects,
    Policies,
    branch_cells,
    subject_cells,
)
from analytics.metrics.few import hidden_by_filters, is_few, shown_parts, withheld
from analytics.metrics.records import branch_records, subject_records, subject_registers
from analytics.metrics.tallies import Tally, sum_of
from analytics.scope import SUBJECT, Scope
from students.models import PolicyVersion
from students.rules.keys import key_of


@dataclass(frozen=True)
class Figures:
    """Tallies of a scope: in total, by branch and by subject."""

    scope: Scope

    @cached_property
    def policies(self) -> Policies:
        """Every policy version of these institutions, by its row. One query."""
        versions = PolicyVersion.objects.filter(institution__in=self.scope.institution_ids)
        return {version.pk: version for version in versions}

    @cached_property
    def branches(self) -> dict[Named, Tally]:
        """By branch, in the order of their codes; branches of one code are one."""
        return self._told(self._every_branch, self._hidden_branches[1])

    @cached_property
    def subjects(self) -> dict[Named, Tally]:
        """By subject, in the order of their codes, whichever of them is chosen."""
        return self._told(self._every_subject, self._hidden_subjects[1])

    @cached_property
    def total(self) -> Tally:
        """All students of the scope."""
        return self._told_of_all(self._every_branch, self._hidden_branches[0])

    @cached_property
    def all_marks(self) -> Tally:
        """All marks of all subjects in sight."""
        return self._told_of_all(self._every_subject, self._hidden_subjects[0])

    def _told(self, parts: dict[Named, Tally], hidden: set) -> dict[Named, Tally]:
        if self.scope.tells_of_few:
            return parts
        return shown_parts(parts, {named for named in parts if named[:1] in hidden})

    def _told_of_all(self, parts: dict[Named, Tally], hidden: bool) -> Tally:
        tally = sum_of(parts.values())
        told = self.scope.tells_of_few or not (hidden or is_few(tally))
        return tally if told else withheld(tally)

    @cached_property
    def _hidden_branches(self) -> tuple[bool, set]:
        scope = self.scope
        if scope.tells_of_few:
            return False, set()
        wide = scope.unnarrowed()
        cells = wide.summaries()
        if scope.basis == SUBJECT:
            cells = wide.subject_summaries().filter(subject__in=scope.picked[SUBJECT])
        return hidden_by_filters(scope, cells, "branch__code_key")

    @cached_property
    def _hidden_subjects(self) -> tuple[bool, set]:
        scope = self.scope
        if scope.tells_of_few:
            return False, set()
        cells = scope.unnarrowed().subject_summaries()
        return hidden_by_filters(scope, cells, "subject__code_key")

    @cached_property
    def _every_branch(self) -> dict[Named, Tally]:
        """Of however few students."""
        return merged(self._in_subject() if self.scope.basis == SUBJECT else self._whole())

    @cached_property
    def _every_subject(self) -> dict[Named, Tally]:
        return merged((subject, tally) for _, subject, tally in self._by_subject)

    def _whole(self) -> OfBranches:
        scope = self.scope
        found = branch_cells(scope, self.policies) if scope.has_whole_cells else []
        return found + branch_records(scope.mentee_results()) if scope.needs_mentees else found

    def _in_subject(self) -> OfBranches:
        scope = self.scope
        key = key_of(scope.chosen[SUBJECT])
        found = [(branch, one) for branch, subject, one in self._by_subject if subject[0] == key]
        if not scope.needs_mentees:
            return found
        marks = scope.mentee_marks().filter(subject__in=scope.picked[SUBJECT])
        return found + subject_registers(marks)

    @cached_property
    def _by_subject(self) -> OfSubjects:
        found = subject_cells(self.scope, self.policies)
        return (
            found + subject_records(self.scope.mentee_marks())
            if self.scope.needs_mentees
            else found
        )

    @property
    def bound(self) -> list[PolicyVersion]:
        """The policy versions these results are bound to, the newest first."""
        found = (self.policies[pk] for pk in self.total.policies)
        return sorted(found, key=lambda version: (-version.number, version.pk))


def merged(found: Iterable[tuple[Named, Tally]]) -> dict[Named, Tally]:
    """One tally for each code that has students; the name is the first of those it is given."""
    groups: dict[str, list] = {}
    for named, tally in found:
        groups.setdefault(named[0], []).append((named, tally))
    tallies = {
        min(named for named, _ in rows): sum_of(tally for _, tally in rows)
        for rows in groups.values()
    }
    return {named: tallies[named] for named in sorted(tallies) if tallies[named].students}
