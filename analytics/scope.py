"""What a page or an answer is about: what the viewer may see, narrowed by the address."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet

from analytics.choices import Choices
from analytics.chosen import (
    INSTITUTION,
    PARAMETERS,
    RECORDS,
    SUBJECT,
    TERM,
    WHOLE,
    ScopeError,
    chosen_of,
)
from analytics.duties import Duties
from analytics.narrowing import Narrowed, asked_of
from analytics.places import Places
from students.access import visible_to
from students.class_rights import FIGURE_ROLES, WHOLE_RECORD_ROLES
from students.models import (
    Institution,
    Mark,
    ResultSummary,
    ResultTotal,
    Role,
    SubjectSummary,
    SubjectTotal,
    Term,
    TermResult,
)
from students.sight import Sight

__all__ = ["INSTITUTION", "RECORDS", "SUBJECT", "TERM", "WHOLE", "Scope", "ScopeError"]

NARROWING = ("branch", "semester", "batch")


@dataclass(frozen=True)
class Scope(Narrowed):
    """One viewer's sight, narrowed; every queryset of it holds only what is theirs.

    `chosen` are the filters in force, as codes are written; `picked` the rows they mean.
    """

    sight: Sight
    places: Places
    institutions: tuple[Institution, ...]
    terms: tuple[Term, ...]
    choices: Choices
    duties: Duties
    chosen: Mapping[str, str] = field(default_factory=dict)
    picked: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    LIST: ClassVar[str] = "students"  # the name of the address of the students counted here

    @classmethod
    def of(
        cls,
        viewer,
        params: Mapping,
        one_subject: bool = True,
        on: datetime.date | None = None,
    ) -> "Scope":
        """The scope of a user, or of their sight, under GET parameters; or ScopeError.

        Who sees single subjects only is given the first of theirs where none is named, since
        figures are of one subject; a list of students passes `one_subject=False` and has all.
        Where no term is named it is that of the day `on`, usually today.
        """
        sight = visible_to(viewer) if hasattr(viewer, "is_authenticated") else viewer
        asked = asked_of(params, PARAMETERS)
        places = Places.of(sight)
        institutions = places.institutions_of(asked[INSTITUTION])
        terms = places.terms_of(institutions, asked[TERM], on)
        ids = tuple(one.pk for one in institutions), tuple(one.pk for one in terms)
        duties, choices = Duties.of(sight, ids[1]), Choices(sight, *ids)
        if one_subject and not asked[SUBJECT] and not _sees_whole(sight, ids[0], duties):
            asked[SUBJECT] = next(iter(duties.subjects), "")
        chosen, picked = chosen_of(asked, institutions, terms, choices)
        return cls(sight, places, institutions, terms, choices, duties, chosen, picked)

    @property
    def key(self) -> tuple:
        """All that its rows depend on: two scopes of one key have the same."""
        terms = tuple(term.pk for term in self.terms)
        picked, records = frozenset(self.picked.items()), self.chosen.get(RECORDS)
        return self.sight.key, self.institution_ids, terms, self.duties, picked, records

    @property
    def sees_whole(self) -> bool:
        """Whether there are whole records, or figures of them, in these institutions and terms."""
        return _sees_whole(self.sight, self.institution_ids, self.duties)

    @property
    def has_whole_cells(self) -> bool:
        """Whether any class here is seen whole; else `summaries` need not be asked."""
        return _has_whole_cells(self.sight, self.institution_ids, self.duties)

    @property
    def basis(self) -> str:
        """ "whole": figures over all subjects of whole records; "subject": of the one chosen."""
        return SUBJECT if SUBJECT in self.chosen else WHOLE

    @cached_property
    def leads_to_students(self) -> bool:
        """Whether every student counted here may also be looked up; a manager's may not."""
        figures = self.sight.where(*FIGURE_ROLES) - self.sight.where(*WHOLE_RECORD_ROLES)
        blind = figures.intersection(self.institution_ids) and not self.sight.everything
        return self.sight.sees_people and not blind

    @property
    def tells_of_few(self) -> bool:
        """Whether figures of one to four students may be told: to who may look these up."""
        return self.leads_to_students

    def unnarrowed(self) -> "Scope":
        """The same institutions, terms and subject, whichever branch, semester and batch."""
        picked = {name: ids for name, ids in self.picked.items() if name not in NARROWING}
        return replace(self, picked=picked)

    @property
    def needs_mentees(self) -> bool:
        """Whether there are mentees outside the institutions whose cells are all theirs."""
        mentored = self.sight.where(Role.MENTOR).intersection(self.institution_ids)
        return self.duties.has_mentees and not mentored <= self.sight.where(*FIGURE_ROLES)

    def narrowed(self, prefix: str = "") -> Q:
        """The chosen place as a condition on the columns that results and summaries share."""
        columns = {
            "institution": self.institution_ids,
            "term": tuple(term.pk for term in self.terms),
            **{name: ids for name, ids in self.picked.items() if name != SUBJECT},
        }
        return Q(**{f"{prefix}{name}__in": ids for name, ids in columns.items()})

    def results(self) -> QuerySet[TermResult]:
        """Results of which something may be seen; with a subject, those that have it to be seen.

        `records=whole` in the address leaves those of which everything may be seen.
        """
        if self.chosen.get(RECORDS) == WHOLE:
            return self.whole_results()
        rows = self.sight.results().in_term().filter(self.narrowed())
        return rows.filter(Exists(self._marks_in_subject())) if SUBJECT in self.picked else rows

    def whole_results(self) -> QuerySet[TermResult]:
        """Results of which everything may be seen; with a subject, those that have it."""
        rows = self.sight.whole_results().in_term().filter(self.narrowed())
        return rows.filter(Exists(self._marks_in_subject())) if SUBJECT in self.picked else rows

    def _marks_in_subject(self) -> QuerySet[Mark]:
        return self.sight.marks().filter(
            result=OuterRef("pk"), attempt=1, subject__in=self.picked[SUBJECT]
        )

    def summaries(self, sections: bool = False) -> QuerySet[ResultSummary | ResultTotal]:
        """Cells whose whole figures may be seen; without `sections` those of whole classes do."""
        model = ResultSummary if sections or self.sight.by_section else ResultTotal
        seen = self.sight.classes(figures=True)
        return model.objects.filter(self.sight.cells_near(), seen, self.narrowed())

    def subject_summaries(self, sections: bool = False) -> QuerySet[SubjectSummary | SubjectTotal]:
        """Cells of every subject whose figures may be seen; not narrowed to the chosen one."""
        seen = self.sight.classes(figures=True) | self.sight.taught()
        model = SubjectSummary if sections or self.sight.by_section else SubjectTotal
        return model.objects.filter(self.sight.cells_near(), seen, self.narrowed())

    def whole(self, prefix: str = "") -> Q:
        """The condition that a result's whole record is theirs."""
        return self.sight.classes(prefix=prefix) | self.sight.mentees(prefix)

    def mentee_results(self) -> QuerySet[TermResult]:
        """Results of mentees that no cell of `summaries` counts."""
        counted = self.sight.classes(figures=True)
        rows = TermResult.objects.in_term().filter(self.sight.mentees(), ~counted)
        return rows.filter(self.narrowed())

    def mentee_marks(self) -> QuerySet[Mark]:
        """Their marks of the term, in every subject, that no cell of `subject_summaries` counts."""
        counted = self.sight.classes(figures=True, prefix="result__") | self.sight.taught(
            prefix="result__"
        )
        return Mark.objects.filter(
            self.sight.mentees("result__"),
            ~counted,
            self.narrowed("result__"),
            result__status=TermResult.Status.ACTIVE,
            attempt=1,
        )

    def students_query(self, **filters: str) -> str:
        """The query string of the list of exactly the students counted here."""
        whole = SUBJECT not in {**self.chosen, **filters}
        mixed = whole and self.sees_whole and self.duties.subjects
        return self.query(**({RECORDS: WHOLE} if mixed else {}), **filters)


def _has_whole_cells(sight: Sight, institution_ids: tuple[int, ...], duties: Duties) -> bool:
    places = sight.where(*FIGURE_ROLES, Role.HEAD).intersection(institution_ids)
    return sight.everything or bool(places) or duties.has_charge


def _sees_whole(sight: Sight, institution_ids: tuple[int, ...], duties: Duties) -> bool:
    return _has_whole_cells(sight, institution_ids, duties) or duties.has_mentees
