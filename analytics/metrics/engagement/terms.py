"""The term whose outcomes a page speaks of where no term is chosen."""

from dataclasses import replace

from analytics.metrics.engagement.enrolments import counted_enrolments
from analytics.metrics.trends import over_terms
from analytics.scope import TERM, Scope, ScopeError
from students.models import Outcome

UNDECIDED = ("", Outcome.WITHDRAWN.value)


def with_ends(scope: Scope) -> Scope:
    """The scope, in the newest term in which anybody's end is known; as it is where a term is
    chosen, where that is the current one, or where there is none. A query at most, and another
    scope's.

    In the current term little has ended, and a page of outcomes would be empty half the year. No
    filter says so: nobody chose the term, and on other pages it means nothing.
    """
    if TERM in scope.chosen or not scope.terms:
        return scope
    everywhen = over_terms(scope)
    rows = counted_enrolments(everywhen).exclude(outcome__in=UNDECIDED)
    known = set(rows.values_list("result__term", flat=True).distinct())
    there = [term for term in everywhen.terms if term.pk in known]
    if not there or known.intersection(term.pk for term in scope.terms):
        return scope
    newest = max(there, key=lambda term: (term.starts_on, term.pk))
    try:
        found = Scope.of(scope.sight, {**scope.chosen, TERM: newest.code})
    except ScopeError:  # what is chosen was not there in that term
        return scope
    return replace(
        found, chosen={name: code for name, code in found.chosen.items() if name != TERM}
    )


def is_of_another_term(scope: Scope) -> bool:
    """Whether a term that nobody chose, and which is not the current one, was taken."""
    current = scope.places.terms_of(scope.institutions, "")
    return TERM not in scope.chosen and set(scope.terms) != set(current)
