"""A scope in every term of its institutions, and where the rules changed between them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from analytics.duties import Duties
from analytics.metrics.dimensions import TERM, Part
from analytics.metrics.figures import Figures
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally
from analytics.scope import Scope


@dataclass(frozen=True)
class InTerm:
    """One term's figures; terms of one code in several institutions are one."""

    part: Part
    tally: Tally

    @property
    def code(self) -> str:
        return self.part.label


@dataclass(frozen=True)
class Trend:
    """The same filters in all terms, the earliest first. Four queries at most."""

    figures: Figures

    @cached_property
    def everywhen(self) -> Figures:
        """The figures of all terms together; no page shows their total."""
        return Figures(over_terms(self.figures.scope))

    @cached_property
    def terms(self) -> tuple[InTerm, ...]:
        """Those in which there are students."""
        tallies = Parts(self.everywhen, TERM).tallies
        begins = {term.code_key: term.starts_on for term in reversed(self.everywhen.scope.terms)}
        found = sorted(tallies.items(), key=lambda one: (begins[one[0].key[0]], one[0].key))
        return tuple(InTerm(part, tally) for part, tally in found)

    def changes(self) -> Iterator[tuple[InTerm, InTerm]]:
        """Each term bound to other rules than the one before it, after that one."""
        told = [one for one in self.terms if one.tally.policies]
        for before, after in pairwise(told):
            if self._rules(before) != self._rules(after):
                yield before, after

    def numbers(self, term: InTerm) -> list[int]:
        """The numbers of the policy versions a term's results are bound to."""
        return sorted({self.everywhen.policies[pk].number for pk in term.tally.policies})

    def _rules(self, term: InTerm) -> set[str]:
        return {self.everywhen.policies[pk].fingerprint for pk in term.tally.policies}


def over_terms(scope: Scope) -> Scope:
    """The same places and filters in every term of these institutions. One query at most."""
    here = set(scope.institution_ids)
    terms = tuple(term for term in scope.places.terms if term.institution_id in here)
    duties = Duties.of(scope.sight, tuple(term.pk for term in terms))
    return replace(scope, terms=terms, duties=duties)
