"""Figures of few students of online learning, withheld by the rule of `analytics.metrics.few`.

A student may be enrolled in several courses: students are counted, not enrolments.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils import timezone

from analytics.metrics.engagement.courses import Courses
from analytics.metrics.engagement.enrolments import Enrolled, read
from analytics.metrics.few import LEAST, WHOLE, hidden
from analytics.scope import NARROWING, SUBJECT, Scope

FILTERS = (*NARROWING, SUBJECT)
Rows = Collection[Enrolled]


@dataclass(frozen=True)
class Withheld:
    """What is not told of the enrolments of a scope; `is_known` says whose end is known."""

    scope: Scope
    is_known: Callable[[Enrolled], bool]

    def whole(self, rows: Rows) -> bool:
        """Whether nothing is told of these: too few, or too few less than a wider selection."""
        if self.scope.tells_of_few:
            return False
        return any(map(is_few, _counts(rows, self.is_known))) or WHOLE in self._narrowed(_whole)

    def parts(
        self, parts: Mapping[Hashable, Rows], name: Callable[[Enrolled], Hashable] | None = None
    ) -> set:
        """The names of the parts not told of; `name` finds the part of a row of a wider selection.

        Parts without such a name have no wider selection of their own, such as fifths.
        """
        if self.scope.tells_of_few:
            return set()
        gone = self._narrowed(name) if name else set()
        counts = {part: _counts(rows, self.is_known) for part, rows in parts.items()}
        return hidden(counts, gone & set(parts))

    def any_few(self, *counts: int) -> bool:
        """Whether one of these counts of students may not be told."""
        return not self.scope.tells_of_few and any(map(is_few, counts))

    def _narrowed(self, name: Callable[[Enrolled], Hashable]) -> set:
        """The parts that differ too little from those with one filter taken off."""
        if name not in self._found:
            self._found[name] = self._differing(name)
        return self._found[name]

    def _differing(self, name: Callable[[Enrolled], Hashable]) -> set:
        chosen, gone = self.scope.picked, set()
        for filter_name in (one for one in FILTERS if one in chosen):
            others = [one for one in FILTERS if one in chosen and one != filter_name]
            lines = defaultdict(lambda: defaultdict(list))
            for row in self._wide.known:
                if all(getattr(row, other) in chosen[other] for other in others):
                    lines[name(row)][getattr(row, filter_name)].append(row)
            for part, line in lines.items():
                counts = {value: _counts(rows, self._wide.is_known) for value, rows in line.items()}
                if hidden(counts).intersection(chosen[filter_name]):
                    gone.add(part)
        return gone

    @cached_property
    def _found(self) -> dict[Callable, set]:
        return {}

    @cached_property
    def _wide(self) -> Courses:
        """Those of every branch, semester, batch and subject. Ten queries."""
        chosen = {name: code for name, code in self.scope.chosen.items() if name != SUBJECT}
        wide = replace(self.scope, picked={}, chosen=chosen)
        return Courses(*read(wide), timezone.localdate())


def _whole(one: Enrolled) -> tuple:
    return WHOLE


def _counts(rows: Iterable[Enrolled], is_known: Callable[[Enrolled], bool]) -> tuple[int, ...]:
    everybody = {one.student for one in rows}
    known = {one.student for one in rows if is_known(one)}
    return len(everybody), len(known), len(everybody - known)


def is_few(count: int) -> bool:
    """One to four students."""
    return 0 < count < LEAST
