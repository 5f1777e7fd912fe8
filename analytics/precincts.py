"""Which part of the office's records a key figure is of: a sight narrowed by the address.

Unlike a Scope it knows no term or subject, and it is for the accountant as well.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar, NamedTuple

from django.db.models import Q
from django.utils import timezone

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION
from analytics.narrowing import (
    Narrowed,
    asked_of,
    institutions_of,
    of_code,
    refuse_unknown,
)
from students.class_rights import FIGURE_ROLES
from students.models import Batch, BatchTrainer, Branch, Institution, Role, Term, TermResult
from students.models.structure import current_term
from students.office_rights import BATCH_ROLES, REVENUE_ROLES
from students.sight import Sight

LEARNING, FEES, TRAINING, OUTREACH = "learning", "fees", "training", "outreach"
ROLES = {
    LEARNING: FIGURE_ROLES,
    FEES: REVENUE_ROLES,
    TRAINING: (Role.PRINCIPAL, Role.MANAGER),
    OUTREACH: BATCH_ROLES,
}
OPENING = (*BATCH_ROLES, *REVENUE_ROLES, Role.HEAD, Role.FACULTY)
BLIND = (Role.MANAGER, Role.FACULTY)  # they see figures of students whom they cannot look up
WHOLE = (Role.PRINCIPAL, Role.REGISTRAR)
FILTERS = (INSTITUTION, BRANCH, BATCH)


class Cell(NamedTuple):
    """The smallest part that figures are counted in: numbers of rows, None where there is none."""

    institution: int
    branch: int | None = None
    batch: int | None = None


@dataclass(frozen=True)
class Precinct(Narrowed):
    """One viewer's sight and the institutions, branch and batch meant, as of a day.

    `chosen` are the filters in force as codes; `picked` the rows that branch and batch mean;
    `asked_terms` are the terms meant where that is not the current one.
    """

    sight: Sight
    institutions: tuple[Institution, ...]
    known: tuple[Institution, ...]
    today: datetime.date
    chosen: Mapping[str, str] = field(default_factory=dict)
    picked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    asked_terms: tuple[Term, ...] = ()
    LIST: ClassVar[str] = "students"  # the name of the address of the students counted here

    @classmethod
    def of(cls, sight: Sight, params: Mapping, today: datetime.date | None = None) -> "Precinct":
        """That of GET parameters; ScopeError for what is not among what they see."""
        asked = asked_of(params, FILTERS)
        known = institutions_of(sight, OPENING)
        here = of_code(known, asked[INSTITUTION])
        whole = cls(sight, here, known, today or timezone.localdate())
        return whole._narrowed({name: code for name, code in asked.items() if code})

    def _narrowed(self, asked: Mapping[str, str]) -> "Precinct":
        found = {name: self.find(name, code) for name, code in asked.items()}
        refuse_unknown(asked, found)
        chosen = {name: rows[0].code for name, rows in found.items()}
        picked = {name: tuple(one.pk for one in rows) for name, rows in found.items()}
        picked.pop(INSTITUTION, None)
        return replace(self, chosen=chosen, picked=picked)

    def find(self, name: str, code: str) -> list:
        """The rows of this code, one for each institution that has it."""
        rows = {INSTITUTION: self.institutions, BRANCH: self.branches, BATCH: self.batches}[name]
        return list(of_code(rows, code))

    @cached_property
    def _own(self) -> tuple[tuple[int, int | None], ...]:
        """The batches they train today, each with its branch."""
        if self.sight.everything or not self.sight.staff.get(Role.FACULTY):
            return ()
        staff = self.sight.staff[Role.FACULTY]
        trained = BatchTrainer.objects.today().filter(staff__in=staff).order_by()
        return tuple(trained.values_list("batch", "batch__branch").distinct())

    @property
    def own_batches(self) -> frozenset[int]:
        """The numbers of the batches they train."""
        return frozenset(batch for batch, _ in self._own)

    @cached_property
    def branches(self) -> tuple[Branch, ...]:
        """Those to choose from."""
        rows = Branch.objects.filter(institution__in=self.institution_ids)
        if self.sight.everything:
            return tuple(rows)
        own = {branch for _, branch in self._own if branch} | self.sight.branches
        return tuple(rows.filter(Q(institution__in=self._whole_places) | Q(pk__in=own)))

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """Those to choose from; a head's are those of the branch, and with students of it."""
        rows = Batch.objects.filter(institution__in=self.institution_ids)
        if self.sight.everything:
            return tuple(rows)
        seen = Q(institution__in=self._whole_places) | Q(pk__in=self.own_batches)
        if self.sight.branches:
            studying = TermResult.objects.filter(branch__in=self.sight.branches)
            seen |= Q(branch__in=self.sight.branches) | Q(pk__in=studying.values("batch"))
        return tuple(rows.filter(seen))

    @property
    def only_running(self) -> Batch | None:
        """The one batch that runs today of who sees batches as their trainer alone; None else."""
        if self.sight.everything or self._whole_places or self.sight.branches:
            return None
        running = [one for one in self.batches if one.runs_on(self.today)]
        return running[0] if len(running) == 1 else None

    @property
    def _whole_places(self) -> frozenset[int]:
        return self.sight.where(*BATCH_ROLES, *REVENUE_ROLES)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The term meant of each institution, usually the current one. One query."""
        if self.asked_terms:
            return self.asked_terms
        groups: dict[int, list] = {}
        for term in Term.objects.filter(institution__in=self.institution_ids):
            groups.setdefault(term.institution_id, []).append(term)
        return tuple(current_term(group, self.today) for _, group in sorted(groups.items()))

    def shows(self, *kinds: str) -> bool:
        """Whether figures of all these kinds are theirs anywhere here."""
        sight, here = self.sight, set(self.institution_ids)
        parts = sight.branches or sight.has(Role.HEAD) or sight.staff.get(Role.FACULTY)
        return sight.everything or all(
            here & sight.where(*ROLES[kind])
            or (kind == LEARNING and bool(parts))
            or (kind == TRAINING and bool(sight.staff.get(Role.FACULTY)))
            for kind in kinds
        )

    def holds(self, cell: Cell, kinds: frozenset[str]) -> bool:
        """Whether a cell lies in the part meant, and all these kinds are theirs to see there."""
        picked = self.picked
        if cell.institution not in self.institution_ids:
            return False
        if BRANCH in picked and cell.branch not in picked[BRANCH]:
            return False
        if BATCH in picked and cell.batch not in picked[BATCH]:
            return False
        return self.sight.everything or all(self._theirs(cell, kind) for kind in kinds)

    def _theirs(self, cell: Cell, kind: str) -> bool:
        if cell.institution in self.sight.where(*ROLES[kind]):
            return True
        if kind in (LEARNING, TRAINING) and cell.batch in self.own_batches:
            return True
        return kind == LEARNING and cell.branch in self.sight.branches

    @property
    def tells_of_few(self) -> bool:
        """Whether figures of one to four students may be told: to who may open all counted here."""
        return not self.blind

    @property
    def blind(self) -> frozenset[int]:
        """The institutions here whose students are counted for them and may not be looked up."""
        if self.sight.everything:
            return frozenset()
        unseen = self.sight.where(*BLIND) - self.sight.where(*WHOLE)
        return frozenset(unseen.intersection(self.institution_ids))

    def widened(self, name: str) -> "Precinct":
        """The same without the filter of branch or of batch."""
        return replace(self, picked={one: rows for one, rows in self.picked.items() if one != name})

    @property
    def leads_to_students(self) -> bool:
        """Whether every student counted here may also be looked up."""
        return self.sight.sees_people and self.tells_of_few

    def students_query(self, **filters: str) -> str:
        """The query string of the list of exactly the students counted here."""
        return self.query(**filters)
