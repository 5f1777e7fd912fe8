"""What another policy would make of a term: who changes and how, before anything does."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.charts import what_if as drawn
from analytics.dashboards.dashboard import Dashboard, link
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import WHAT_IF
from analytics.dashboards.what_if_moves import asked_of
from analytics.dashboards.what_if_tables import (
    branch_table,
    changed_table,
    measure_words,
    move_table,
    value_words,
)
from analytics.metrics.figures import Figures
from analytics.metrics.what_ifs import (
    MEASURES,
    PASSED,
    RISK,
    Group,
    Move,
    groups,
    moves,
    would_change,
)
from analytics.numerals import grouped
from analytics.people.what_ifs import changed_rows
from analytics.scope import Scope
from students.models import TermResult
from students.rules.policy import Policy
from students.rules.risk import LEVELS

SLUG = WHAT_IF
PAGE = 50


@dataclass(frozen=True)
class WhatIf:
    """A policy held against a term's results; `edited` are its lines as the address has them."""

    scope: Scope
    policy: Policy
    edited: Mapping[str, str]
    move: Move | None = None

    @cached_property
    def results(self) -> QuerySet[TermResult]:
        """Those seen whole: whatever else the viewer has figures of is left out."""
        return self.scope.whole_results()

    @cached_property
    def groups(self) -> list[Group]:
        return groups(self.results, self.policy)

    @cached_property
    def students(self) -> int:
        return sum(group.students for group in self.groups)

    @cached_property
    def changed(self) -> int:
        return sum(group.students for group in self.groups if group.changed)

    @cached_property
    def rows(self) -> QuerySet[TermResult]:
        """Whom the policy would change, or those of the move asked for."""
        return would_change(self.results, self.policy, self.move)

    @cached_property
    def listed(self) -> int:
        """How many these are, from the groups."""
        if self.move is None:
            return self.changed
        return moves(self.groups, self.move.measure).get(self.move, 0)

    @property
    def own(self) -> dict[str, str]:
        """The parameters beside the filters."""
        return {**self.edited, **asked_of(self.move)}

    def table(self, start: int = 0, stop: int | None = None) -> Table:
        """The list of the students, from start to stop."""
        ids = list(self.rows.values_list("pk", flat=True)[start:stop])
        rows = list(changed_rows(ids, self.rows, self.policy))
        return changed_table(rows, self._listed_title())

    def tables(self) -> list[Table]:
        """Risk, grade and pass from what to what, where any changes, and the branches."""
        found = [
            move_table(self.groups, measure, self._values(measure), self.url_of)
            for measure in MEASURES
            if measure != PASSED or self._moves(PASSED)
        ]
        branches = branch_table(self.groups, lambda code: link(self.scope, **self.own, branch=code))
        return [*found, branches]

    def url_of(self, move: Move) -> str:
        """This page with the list of those of one move."""
        return f"{link(self.scope, **self.edited, **asked_of(move))}#changed-title"

    def heading(self) -> str:
        """The finding in a sentence."""
        if not self.changed:
            if self.edited:
                return _("Nobody would change under these lines")
            return _("What if the policy were another?")
        told = ngettext(
            "%(changed)s of %(students)s student would change",
            "%(changed)s of %(students)s students would change",
            self.students,
        ) % {"changed": grouped(self.changed), "students": grouped(self.students)}
        most = self._most_common()
        return _("%(finding)s, %(count)s from %(was)s to %(now)s") % {"finding": told, **most}

    def _most_common(self) -> dict[str, str]:
        """The move most students would make, of risk before grade before pass."""
        measure = next(one for one in MEASURES if self._moves(one))
        found = self._moves(measure)
        move = max(found, key=found.get)
        return {
            "count": grouped(found[move]),
            "was": measure_words(measure, move.was),
            "now": measure_words(measure, move.now),
        }

    def _moves(self, measure: str) -> dict[Move, int]:
        found = moves(self.groups, measure)
        return {move: count for move, count in found.items() if move.was != move.now}

    def _values(self, measure: str) -> list:
        """The values of a measure there are, in their order."""
        found = {group.before[measure] for group in self.groups}
        found |= {group.after[measure] for group in self.groups}
        if measure == RISK:
            return [level for level in LEVELS if level in found]
        if measure == PASSED:
            return [one for one in (True, False, None) if one in found]
        letters = [letter for letter in self.policy.letters if letter in found]
        return [*letters, *sorted(found.difference(letters), reverse=True)]

    def _listed_title(self) -> str:
        if self.move is None:
            return ngettext(
                "%(count)s student would change", "%(count)s students would change", self.listed
            ) % {"count": grouped(self.listed)}
        words = {"was": value_words(self.move.measure, self.move.was)}
        words["now"] = value_words(self.move.measure, self.move.now)
        if self.move.was == self.move.now:
            return _("Students who stay: %(now)s") % words
        return _("Students from %(was)s to %(now)s") % words


def board(what_if: WhatIf, figures: Figures) -> Dashboard:
    """The page but for its form, its list of students and what only a view knows."""
    found = what_if.students
    return Dashboard(
        slug=SLUG,
        heading=what_if.heading(),
        figures=figures,
        tables=tuple(what_if.tables()) if found else (),
        charts=(drawn.chart(figures, what_if.groups),) if found else (),
        own=what_if.own,
        empty="" if found else _("No student is in this selection."),
        without=("subject",),
    )


def unanswered(figures: Figures, own: dict[str, str], empty: str) -> Dashboard:
    """The page where there is no policy to hold against the results; `empty` says why."""
    return Dashboard(
        slug=SLUG,
        heading=_("What if the policy were another?"),
        figures=figures,
        own=own,
        empty=empty,
        without=("subject",),
    )
