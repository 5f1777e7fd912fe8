"""Which term of a precinct is meant where it is not the current one."""

from dataclasses import replace

from django.utils import timezone

from analytics.chosen import INSTITUTION, TERM, UNKNOWN, ScopeError
from analytics.precincts import Precinct
from students.models import Term
from students.rules.keys import key_of


def begun_terms(precinct: Precinct) -> list[Term]:
    """Those to choose from, whichever is chosen, the newest first. One query."""
    places = precinct.institutions if INSTITUTION in precinct.chosen else precinct.known
    rows = Term.objects.filter(institution__in=[one.pk for one in places])
    return list(rows.filter(starts_on__lte=timezone.localdate()).order_by("-starts_on", "code_key"))


def everywhere(precinct: Precinct) -> Precinct:
    """The same branch, batch and term by their codes, whichever institution is chosen."""
    if INSTITUTION not in precinct.chosen:
        return precinct
    rest = {name: code for name, code in precinct.chosen.items() if name != INSTITUTION}
    return in_term(Precinct.of(precinct.sight, rest, precinct.today), rest.get(TERM, ""))


def in_term(precinct: Precinct, code: str) -> Precinct:
    """The same in the term of this code, as of its last day or today; of "" in the current one.

    Institutions without it are left out; ScopeError for one that none of them has.
    """
    if not code:
        return precinct
    found = tuple(one for one in begun_terms(precinct) if one.code_key == key_of(code))
    if not found:
        raise ScopeError([UNKNOWN[TERM] % {"value": code}])
    homes = {one.institution_id for one in found}
    return replace(
        precinct,
        institutions=tuple(one for one in precinct.institutions if one.pk in homes),
        today=min(precinct.today, max(one.ends_on for one in found)),
        chosen={**precinct.chosen, TERM: found[0].code},
        asked_terms=found,
    )
