"""Which answers about trainers a page is of: those the viewer sees, narrowed by the address."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from analytics.choices import BATCH, BRANCH
from analytics.chosen import TERM
from analytics.meant_terms import everywhere, in_term
from analytics.narrowing import TRAINER, asked_of, refuse_unknown
from analytics.precincts import Precinct
from students.models import Role, Staff, TrainerRating
from students.sight import Sight

SPAN = "span"
SPANS = ("3", "6", "12")  # so many months, this one included


@dataclass(frozen=True)
class RatingScope:
    """A precinct and the trainer meant; `span` is one of SPANS, or "" for all that is known."""

    precinct: Precinct
    trainer: Staff | None = None
    span: str = ""
    leads_to_students = False  # who answered is not kept

    @classmethod
    def of(cls, sight: Sight, params: Mapping) -> "RatingScope":
        """That of GET parameters; ScopeError for what is not among what they see."""
        asked = asked_of(params, (TERM, SPAN, TRAINER))
        precinct, span = in_term(Precinct.of(sight, params), asked[TERM]), asked[SPAN]
        whole = cls(precinct, span=span if span in SPANS else "")
        if not asked[TRAINER]:
            return whole
        trainer = next((one for one in whole.trainers if str(one.pk) == asked[TRAINER]), None)
        refuse_unknown(asked, {TRAINER: (trainer,) if trainer else ()})
        return cls(precinct, trainer, whole.span)

    @property
    def sight(self) -> Sight:
        return self.precinct.sight

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in force as they stand in an address."""
        own = {TRAINER: str(self.trainer.pk)} if self.trainer else {}
        return {**self.precinct.chosen, **own, **({SPAN: self.span} if self.span else {})}

    def query(self, **changes: str) -> str:
        """The filters as a query string, some changed or, given "", left out."""
        return self.precinct.query(**{**self.chosen, **changes})

    def answers(self) -> QuerySet[TrainerRating]:
        """All that are theirs until today, whatever is chosen.

        Also those after a chosen term: of few of them the term would tell, beside all that are.
        """
        rows = self.sight.ratings().filter(
            staff__institution__in=[one.pk for one in self.precinct.known]
        )
        return rows.exclude(rated_on__gt=timezone.localdate()).order_by()

    def chosen_answers(self) -> QuerySet[TrainerRating]:
        """Those meant."""
        rows = self._answers_here()
        columns = {BRANCH: "batch__branch__in", BATCH: "batch__in"}
        for name, ids in self.precinct.picked.items():
            rows = rows.filter(**{columns[name]: ids})
        if self.trainer:
            rows = rows.filter(staff=self.trainer)
        if self.precinct.asked_terms:
            days = self.term_days
            here = (Q(staff__institution=one, rated_on__range=days[one]) for one in days)
            rows = rows.filter(reduce(or_, here))
        return rows.filter(rated_on__range=self.span_days) if self.span else rows

    @cached_property
    def trainers(self) -> tuple[Staff, ...]:
        """Those to choose from: of whom any answer is theirs to see. One query."""
        return tuple(Staff.objects.filter(pk__in=self._answers_here().values("staff")))

    def _answers_here(self) -> QuerySet[TrainerRating]:
        return self.answers().filter(staff__institution__in=self.precinct.institution_ids)

    @cached_property
    def everywhere(self) -> Precinct:
        """The same branch, batch and term by their codes, whichever institution is chosen."""
        return everywhere(self.precinct)

    @property
    def term_days(self) -> dict[int, tuple[datetime.date, datetime.date]]:
        """The first and last day of the chosen term in each institution that has it."""
        terms = self.everywhere.asked_terms
        return {one.institution_id: (one.starts_on, one.ends_on) for one in terms}

    @property
    def span_days(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The first day of the months meant, and today, whichever term is chosen."""
        if not self.span:
            return None, None
        on = timezone.localdate()
        months = on.year * 12 + on.month - int(self.span)
        return datetime.date(months // 12, months % 12 + 1, 1), on

    @property
    def only_own(self) -> bool:
        """Whether they are all about the viewer."""
        wide = self.sight.has(Role.PRINCIPAL, Role.MANAGER, Role.HEAD)
        return not wide and not self.sight.everything

    @cached_property
    def holds_back(self) -> bool:
        """Whether there are answers here that are not a head's to see. One query."""
        rows = self.sight.ratings_held_back()
        return rows.filter(staff__institution__in=self.precinct.institution_ids).exists()

    @property
    def quotes(self) -> bool:
        """Whether comments may be read in their own words; a manager's are figures alone."""
        if self.sight.everything:
            return True
        blind = self.sight.where(Role.MANAGER) - self.sight.where(Role.PRINCIPAL)
        return not blind.intersection(self.precinct.institution_ids)
