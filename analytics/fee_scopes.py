"""Whose fees a page is about: what the viewer may see, narrowed by institution, branch and batch.

A student's place is the batch joined last; where no admission is known, that of the newest term.
Everybody has one place, so that parts add up to the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.narrowing import (
    Narrowed,
    asked_of,
    institutions_of,
    of_code,
    query_of,
    refuse_unknown,
)
from students.models import (
    Admission,
    Batch,
    Branch,
    FeeDue,
    Institution,
    Payment,
    Student,
    TermResult,
)
from students.office_rights import FEE_ROLES, REVENUE_ROLES
from students.sight import Sight

FILTERS = (INSTITUTION, BRANCH, BATCH)
PLACES = {BRANCH: Branch, BATCH: Batch}


def placed(students: QuerySet, student: str = "pk") -> QuerySet:
    """With `batch_now` and `branch_now`, the numbers of the place they have now; None for none.

    `student`: the column by which rows that are no students say whose they are.
    """
    joined = Admission.objects.filter(student=OuterRef(student)).order_by(
        F("admitted_on").desc(nulls_last=True), "-pk"
    )
    results = TermResult.objects.filter(student=OuterRef(student)).order_by(
        "-term__starts_on", "-pk"
    )
    return students.annotate(
        batch_now=Coalesce(
            Subquery(joined.values("batch")[:1]), Subquery(results.values("batch")[:1])
        ),
        branch_now=Coalesce(
            Subquery(joined.values("batch__branch")[:1]), Subquery(results.values("branch")[:1])
        ),
    )


@dataclass(frozen=True)
class FeeScope(Narrowed):
    """One viewer's sight of fees; `chosen` are the filters in force, `picked` the rows they mean.

    `own` are further parameters of a page, which its addresses keep.
    """

    sight: Sight
    places: tuple[Institution, ...]
    institutions: tuple[Institution, ...]
    options: Mapping[str, tuple]
    chosen: Mapping[str, str] = field(default_factory=dict)
    picked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    LIST: ClassVar[str] = "fees"  # the name of the address of the students counted here

    @classmethod
    def of(cls, sight: Sight, params: Mapping, individuals: bool = False) -> "FeeScope":
        """The scope under GET parameters; ScopeError for a value that is not among what is seen.

        `individuals` leaves out the institutions of which only sums are theirs.
        """
        places = institutions_of(sight, FEE_ROLES if individuals else REVENUE_ROLES)
        asked = asked_of(params, FILTERS)
        here = of_code(places, asked[INSTITUTION])
        options = {name: _options(model, here) for name, model in PLACES.items()}
        found = {INSTITUTION: here}
        found |= {name: of_code(options[name], asked[name]) for name in PLACES}
        refuse_unknown(asked, found)
        chosen = {name: found[name][0].code for name in FILTERS if asked[name]}
        picked = {name: tuple(one.pk for one in found[name]) for name in PLACES if asked[name]}
        return cls(sight, places, here, options, chosen, picked)

    @property
    def leads_to_students(self) -> bool:
        """Whether every student counted here may also be looked up; a manager's may not."""
        seen = self.sight.where(*FEE_ROLES)
        return self.sight.everything or (bool(seen) and seen.issuperset(self.institution_ids))

    def students_query(self, **filters: str) -> str:
        """The query string of the list of exactly the students counted here."""
        return query_of({**self.chosen, **filters})

    @property
    def narrowed_to(self) -> dict[str, tuple[int, ...]]:
        """By filter in force the rows it means, the institution among them."""
        whole = INSTITUTION not in self.chosen
        return {**({} if whole else {INSTITUTION: self.institution_ids}), **self.picked}

    @property
    def open_institutions(self) -> frozenset[int] | None:
        """Where every student counted here may also be looked up; None for everywhere."""
        return None if self.sight.everything else self.sight.where(*FEE_ROLES)

    def without(self, *names: str) -> "FeeScope":
        """The same with some filters taken off; without the institution, the same codes in all."""
        if INSTITUTION in names:
            rest = {name: code for name, code in self.chosen.items() if name not in names}
            return FeeScope.of(self.sight, rest)
        return replace(
            self,
            chosen={name: code for name, code in self.chosen.items() if name not in names},
            picked={name: ids for name, ids in self.picked.items() if name not in names},
        )

    def students(self) -> QuerySet[Student]:
        """Those of the chosen place, with `batch_now` and `branch_now`."""
        rows = placed(Student.objects.filter(institution__in=self.institution_ids))
        conditions = {f"{name}_now__in": ids for name, ids in self.picked.items()}
        return rows.filter(**conditions).order_by()

    def dues(self) -> QuerySet[FeeDue]:
        """Their dues, of which sums may be told."""
        return self.sight.fee_dues(figures=True).filter(self._theirs())

    def payments(self) -> QuerySet[Payment]:
        """Their payments and refunds likewise."""
        return self.sight.payments(figures=True).filter(self._theirs())

    def admissions(self) -> QuerySet[Admission]:
        """Who joined a batch of the chosen place."""
        rows = Admission.objects.filter(batch__institution__in=self.institution_ids)
        columns = {BRANCH: "batch__branch__in", BATCH: "batch__in"}
        return rows.filter(**{columns[name]: ids for name, ids in self.picked.items()})

    def _theirs(self) -> Q:
        if not self.picked:
            return Q(student__institution__in=self.institution_ids)
        return Q(student__in=self.students().values("pk"))


def _options(model: type, institutions: tuple[Institution, ...]) -> tuple:
    return tuple(model.objects.filter(institution__in=[one.pk for one in institutions]))
