"""The sheet of a class: what its marks come to now, under the ordinance each result is bound to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from students.models.components import Component, ComponentMark
from students.models.marks import Mark
from students.models.results import TermResult
from students.models.structure import Branch, Term
from students.rules.components import awaited
from students.rules.papers import Paper, as_final, judged
from students.rules.standings import Standing, TermFigures, standing, term_figures


@dataclass(frozen=True)
class Cohort:
    """The students of one term, branch and semester, for whom results are declared together."""

    term: Term
    branch: Branch
    semester: int

    def results(self) -> QuerySet[TermResult]:
        """Their results, in the order of roll numbers."""
        rows = TermResult.objects.in_term().filter(
            term=self.term, branch=self.branch, semester=self.semester
        )
        return rows.order_by("student__roll_key", "pk")

    def __str__(self):
        return _("%(branch)s semester %(semester)s, %(term)s") % {
            "branch": self.branch,
            "semester": self.semester,
            "term": self.term,
        }


@dataclass(frozen=True)
class Gathered:
    """The marks of results by result, the parts of marks by mark, and the components to be entered.

    `defined` has their codes by subject and term, in the order they were defined.
    """

    marks: dict[int, list[Mark]]
    parts: dict[int, list[ComponentMark]]
    defined: dict[tuple[int, int], list[str]]

    def papers(self, result: TermResult) -> list[Paper]:
        """The term itself: its first attempts."""
        return [self.paper(result, mark) for mark in self.marks[result.pk] if mark.attempt == 1]

    def later(self, result: TermResult) -> list[Mark]:
        """The attempts after the first, whenever they were sat."""
        return [mark for mark in self.marks[result.pk] if mark.attempt > 1]

    def paper(self, result: TermResult, mark: Mark) -> Paper:
        """A mark as the rules take it, final only when every component is in."""
        defined = self.defined[mark.subject_id, result.term_id]
        return as_final(paper_of(mark, self.parts[mark.pk], defined))


@dataclass(frozen=True)
class SheetRow:
    """One student: the term's figures, the standing after it, titles of subjects by code."""

    result: TermResult
    figures: TermFigures
    standing: Standing
    titles: dict[str, str]

    @property
    def without_credits(self) -> tuple[str, ...]:
        """Subjects whose credits nobody has entered, so that no average can be made."""
        papers = (one.paper for one in self.figures.papers if one.counts)
        return tuple(paper.code for paper in papers if paper.credits is None)


def sheet_rows(results: Iterable[TermResult]) -> list[SheetRow]:
    """A row for each of these results, which are all of one term; five queries."""
    related = ("student", "term", "policy_version")
    shown = list(results.select_related(*related))
    history = _history(shown)
    gathered = _gathered([one for terms in history.values() for one in terms])
    return [_row(one, history[one.student_id], gathered) for one in shown]


def _history(shown: Sequence[TermResult]) -> dict[int, list[TermResult]]:
    """By student the results up to the one shown, the oldest first.

    Terms somebody has withdrawn from are left out, but for the one shown.
    """
    found = defaultdict(list)
    if not shown:
        return found
    term = shown[0].term
    results = TermResult.objects.filter(
        Q(status=TermResult.Status.ACTIVE) | Q(pk__in=[one.pk for one in shown]),
        student__in=[one.student_id for one in shown],
        term__starts_on__lte=term.starts_on,
    )
    for one in results.select_related("term", "policy_version").order_by(
        "term__starts_on", "term_id"
    ):
        if _time(one.term) <= _time(term):
            found[one.student_id].append(one)
    return found


def _gathered(results: Sequence[TermResult]) -> Gathered:
    marks, parts, defined = defaultdict(list), defaultdict(list), defaultdict(list)
    ids = [one.pk for one in results]
    rows = Mark.objects.filter(result__in=ids).select_related("subject", "sat_term")
    for mark in rows.order_by("subject__code_key", "attempt"):
        marks[mark.result_id].append(mark)
    # Not prefetched: most marks of a register have no parts, and each would get a list of none.
    entered = list(ComponentMark.objects.filter(mark__result__in=ids).order_by("component_id"))
    components = _components(results, marks, entered)
    for part in entered:
        part.component = components[part.component_id]  # not joined: a class shares a few
        parts[part.mark_id].append(part)
    for one in components.values():
        if one.weight > 0:
            defined[one.subject_id, one.term_id].append(one.code)
    return Gathered(marks, parts, defined)


def _components(
    results: Sequence[TermResult], marks: dict[int, list[Mark]], entered: list[ComponentMark]
) -> dict[int, Component]:
    """Those to be entered in these terms and subjects, and those entered, as they were defined."""
    to_enter = Q(
        term__in={one.term_id for one in results},
        subject__in={mark.subject_id for found in marks.values() for mark in found},
    )
    rows = Component.objects.filter(to_enter | Q(pk__in={part.component_id for part in entered}))
    return {one.pk: one for one in rows.order_by("pk")}


def _row(result: TermResult, terms: list[TermResult], gathered: Gathered) -> SheetRow:
    figures = [_figures(one, terms, gathered) for one in terms]
    titles = {mark.subject.code: mark.subject.title for mark in gathered.marks[result.pk]}
    now = standing(result.policy_version.policy, figures)
    return SheetRow(result, figures[-1], now, titles)


def _figures(result: TermResult, terms: list[TermResult], gathered: Gathered) -> TermFigures:
    """A term by its first attempts, and what was sat in it of the terms before."""
    resits = [
        judged(one.policy_version.policy, gathered.paper(one, mark))
        for one in terms
        for mark in gathered.later(one)
        if _sat_in(mark, terms) == result.pk
    ]
    return term_figures(result.policy_version.policy, gathered.papers(result), resits)


def _sat_in(mark: Mark, terms: list[TermResult]) -> int | None:
    """The student's last term not later than the one the attempt was sat in."""
    if _time(mark.sat_term) > _time(terms[-1].term):
        return None
    sat = [one.pk for one in terms if _time(one.term) <= _time(mark.sat_term)]
    return sat[-1] if sat else None


def paper_of(mark: Mark, parts: Sequence[ComponentMark], defined: Iterable[str]) -> Paper:
    """A mark with its parts as the rules take it; `defined` are the codes of all it should have."""
    subject = mark.subject
    return Paper(
        code=subject.code,
        credits=None if subject.credits is None else int(subject.credits.scaleb(1)),
        state=mark.state,
        score=None if mark.score is None else int(mark.score.scaleb(2)),
        max_score=int(mark.max_score.scaleb(2)),
        kind=subject.kind,
        parts=tuple(part.fact for part in parts),
        awaits=awaited({part.component.code: part.state for part in parts}, defined),
    )


def _time(term: Term) -> tuple:
    return term.starts_on, term.pk
