"""Whose records a page about their quality is of: a sight, narrowed to an institution."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from django.utils import timezone

from analytics.chosen import INSTITUTION
from analytics.narrowing import asked_of, of_code, query_of, refuse_unknown
from students.models import Institution, Role, Student, Term
from students.models.structure import current_term
from students.quality_rights import WHOLE as WHOLE_ROLES
from students.sight import Sight

WHOLE, BRANCHES, FEES = "whole", "branches", "fees"  # which part of an institution a check is of


@dataclass(frozen=True)
class QualityScope:
    """One viewer's sight and the institutions meant, as of a day; `chosen` is the filter's code."""

    sight: Sight
    known: tuple[Institution, ...]
    institutions: tuple[Institution, ...]
    today: datetime.date
    chosen: str = ""

    @classmethod
    def of(cls, sight: Sight, params: Mapping) -> "QualityScope":
        """That of GET parameters; ScopeError for an institution that is not among what they see."""
        known = tuple(sight.quality_institutions())
        asked = asked_of(params, (INSTITUTION,))
        here = of_code(known, asked[INSTITUTION])
        refuse_unknown(asked, {INSTITUTION: here})
        chosen = here[0].code if asked[INSTITUTION] else ""
        return cls(sight, known, here, timezone.localdate(), chosen)

    @property
    def institution_ids(self) -> frozenset[int]:
        return frozenset(one.pk for one in self.institutions)

    def query(self, **more: str) -> str:
        """The filter and other parameters as a query string, those that are empty left out."""
        return query_of({INSTITUTION: self.chosen, **more})

    def places(self, part: str) -> frozenset[int]:
        """The institutions in which all records of a part are theirs to look after."""
        if self.sight.everything:
            return self.institution_ids
        roles = (*WHOLE_ROLES, Role.ACCOUNTANT) if part == FEES else WHOLE_ROLES
        return self.sight.where(*roles) & self.institution_ids

    def shows(self, part: str) -> bool:
        """Whether anything of a part is theirs here."""
        return bool(self.places(part)) or (part == BRANCHES and bool(self.sight.branches))

    def shows_in(self, part: str, institution: int) -> bool:
        """The same of one institution; a head has a branch in each place it is asked of."""
        return institution in self.places(part) or (part == BRANCHES and institution in self.headed)

    @cached_property
    def headed(self) -> frozenset[int]:
        """The institutions of the branches they head."""
        return self.sight.where(Role.HEAD) & self.institution_ids

    def theirs(self, part: str, institution: str, branch: str = "branch") -> Q:
        """Rows of a part, whose institution and branch these lookups lead to."""
        rows = Q(**{f"{institution}__in": self.places(part)})
        if part == BRANCHES and self.sight.branches:
            own = {f"{branch}__in": self.sight.branches, f"{institution}__in": self.institution_ids}
            rows |= Q(**own)
        return rows

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The term of today in each institution, else the last one. One query."""
        groups: dict[int, list[Term]] = {}
        for term in Term.objects.filter(institution__in=self.institution_ids):
            groups.setdefault(term.institution_id, []).append(term)
        return tuple(current_term(group, self.today) for _, group in sorted(groups.items()))

    def students(self) -> QuerySet[Student]:
        """Those of whom they may say who else they are."""
        return self.sight.judged_students().filter(institution__in=self.institution_ids)
