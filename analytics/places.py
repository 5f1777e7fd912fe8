"""The institutions and terms a viewer has figures of, and which of them are meant."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from students.kept import fetched
from students.models import Institution, Role, Term
from students.models.stored import columns_with, objects_of
from students.models.structure import current_term
from students.rules.keys import key_of
from students.sight import PEOPLE_ROLES, Sight

ROLES = (*PEOPLE_ROLES, Role.MANAGER)
WITH_TERM = ("institution",)


@dataclass(frozen=True)
class Places:
    """Institutions by code, and their terms, the latest first."""

    institutions: tuple[Institution, ...]
    terms: tuple[Term, ...]

    @classmethod
    def of(cls, sight: Sight) -> "Places":
        """All whose figures are theirs; one query, and a second where one has no term yet."""
        terms = tuple(_terms(sight))
        institutions = {term.institution_id: term.institution for term in terms}
        institutions |= {one.pk: one for one in _without_terms(sight, institutions)}
        return cls(tuple(sorted(institutions.values(), key=lambda one: one.code_key)), terms)

    def institutions_of(self, code: str) -> tuple[Institution, ...]:
        """The institution of this code, or all without a code; empty when it is not among them."""
        return tuple(one for one in self.institutions if not code or one.code_key == key_of(code))

    def terms_of(
        self, institutions: Iterable[Institution], code: str, on: datetime.date | None = None
    ) -> tuple[Term, ...]:
        """Their terms of this code; without a code the current term of each, on a day or today."""
        wanted = {one.pk for one in institutions}
        here = [term for term in self.terms if term.institution_id in wanted]
        if code:
            return tuple(term for term in here if term.code_key == key_of(code))
        here.sort(key=lambda term: term.institution_id)
        groups = groupby(here, key=lambda term: term.institution_id)
        return tuple(current_term(group, on) for _, group in groups)


def _terms(sight: Sight) -> list[Term]:
    """The terms of all these, the latest first, each with its institution."""
    here = None if sight.everything else tuple(sorted(sight.where(*ROLES)))
    asked = "terms", here and len(here)
    rows = fetched(asked, lambda: _of_terms(here), here or ())
    return objects_of(Term, WITH_TERM, rows)


def _of_terms(institutions: tuple[int, ...] | None) -> QuerySet:
    rows = Term.objects.values_list(*columns_with(Term, WITH_TERM))
    return rows if institutions is None else rows.filter(institution__in=institutions)


def _without_terms(sight: Sight, known: Iterable[int]) -> Iterable[Institution]:
    if sight.everything:
        return Institution.objects.filter(terms=None) if not known else ()
    missing = sight.where(*ROLES).difference(known)
    return Institution.objects.filter(pk__in=missing) if missing else ()
