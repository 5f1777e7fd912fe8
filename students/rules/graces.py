"""Grace by ordinance: marks to pass heads, to reach a grade, or the next class of the term.

The ordinances of a policy are tried in their order, and the first that gives anything is the only
one that is used. Nothing is given while a paper is pending or withheld; audits have no part in it.
Each failing head gets exactly what it is short of, and what a head gets lifts the aggregate of its
subject too. Where the whole examination has to be passed it is all of it or nothing; otherwise the
subject that needs the least comes first, equal needs in the order of their codes. A missed
examination is not graced.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil, floor

from students.rules.ordinances import AGGREGATE, CLASS, GRADE, PASSING, Grace
from students.rules.papers import GraceLine, HeadFigure, Judged, graded, judged
from students.rules.policy import Policy
from students.rules.units import HUNDRED

MARK = 100
TOTAL = "Total"


@dataclass(frozen=True)
class Graced:
    """The papers of a term with their grace, and the grace given to the total of its marks."""

    papers: tuple[Judged, ...]
    of_total: tuple[GraceLine, ...] = ()


@dataclass(frozen=True)
class Allowance:
    """What may still be given: marks in hundredths, heads and subjects; None is no limit."""

    marks: int | None
    heads: int | None
    subjects: int | None

    def after(self, lines: tuple[GraceLine, ...]) -> "Allowance | None":
        """What is left when these lines of one subject are given; None when they go too far."""
        spent = (sum(line.marks for line in lines), len(lines), 1)
        left = [
            had if had is None else had - cost
            for had, cost in zip((self.marks, self.heads, self.subjects), spent, strict=True)
        ]
        return None if any(one is not None and one < 0 for one in left) else Allowance(*left)


def graced(policy: Policy, papers: Iterable[Judged]) -> Graced:
    """The papers of one term, all judged without grace, with the grace that is due."""
    papers = tuple(papers)
    if any(one.awaited or one.withheld for one in papers if one.counts):
        return Graced(papers)
    for grace in policy.ordinance.grace:
        given = GIVEN[grace.purpose](policy, grace, papers)
        if given:
            return given
    return Graced(papers)


def total_of(papers: Iterable[Judged]) -> tuple[int, int]:
    """Marks got and their maximum in the papers that count, in hundredths, without grace."""
    examined = [one.paper for one in papers if one.counts and one.passed is not None]
    return sum(paper.score or 0 for paper in examined), sum(paper.max_score for paper in examined)


def _to_pass(policy: Policy, grace: Grace, papers: tuple[Judged, ...]) -> Graced | None:
    failing = [one for one in papers if one.counts and one.passed is False]
    wanted = {one: _needed(grace, one) for one in failing}
    given = _shared(grace, papers, wanted)
    if not given or (grace.whole_examination and len(given) < len(failing)):
        return None
    return Graced(
        tuple(judged(policy, one.paper, given[one]) if one in given else one for one in papers)
    )


def _needed(grace: Grace, one: Judged) -> tuple[GraceLine, ...]:
    """What each head of a failing subject is short of; empty where grace cannot pass it."""
    *heads, whole = one.heads
    lines = [(head, head.short) for head in heads if head.short]
    lifted = whole.short - sum(marks for _, marks in lines)
    if lifted > 0:
        lines.append((whole, lifted))
    sat = all(head.sat for head in one.heads)
    if not sat or not all(_within(grace, head, marks) for head, marks in lines):
        return ()
    return tuple(GraceLine(grace.code, head.name, marks) for head, marks in lines)


def _to_grade(policy: Policy, grace: Grace, papers: tuple[Judged, ...]) -> Graced | None:
    if not all(one.passed for one in papers if one.counts):
        return None
    place = policy.letters.index(grace.letter)
    wanted = {
        one: (GraceLine(grace.code, AGGREGATE, short),)
        for one in papers
        if one.counts and policy.letters.index(one.letter) > place
        for line in [replace(one.heads[-1], at_least=policy.bands[place].at_least)]
        if (short := line.short) and _within(grace, line, short)
    }
    given = _shared(grace, papers, wanted)
    return given and Graced(
        tuple(
            graded(policy, replace(one, grace=given[one])) if one in given else one
            for one in papers
        )
    )


def _to_class(policy: Policy, grace: Grace, papers: tuple[Judged, ...]) -> Graced | None:
    if not all(one.passed for one in papers if one.counts):
        return None
    got, largest = total_of(papers)
    above = [line.at_least for line in policy.ordinance.classes]
    missing = [HeadFigure(TOTAL, Fraction(got), largest, line).short for line in above]
    short = min((marks for marks in missing if marks), default=0)
    line = GraceLine(grace.code, TOTAL, short)
    if not short or not _allowance(grace, papers).after((line,)):
        return None
    return Graced(papers, (line,))


def _shared(grace: Grace, papers: tuple[Judged, ...], wanted: dict) -> dict:
    """What is wanted, the least first, as far as the allowance goes."""
    left, given = _allowance(grace, papers), {}
    for one in sorted(wanted, key=lambda one: (_marks(wanted[one]), one.paper.code)):
        rest = left.after(wanted[one]) if wanted[one] else None
        if rest:
            left, given[one] = rest, wanted[one]
    return given


def _marks(lines: tuple[GraceLine, ...]) -> int:
    return sum(line.marks for line in lines)


def _allowance(grace: Grace, papers: tuple[Judged, ...]) -> Allowance:
    examined = [one for one in papers if one.counts and one.passed is not None]
    marks = _least(grace.total_marks, _share(grace, grace.total_percent, total_of(papers)[1]))
    subjects = grace.subjects
    if grace.subjects_percent is not None:
        share = Fraction(grace.subjects_percent * len(examined), HUNDRED)
        subjects = _least(subjects, ceil(share) if grace.whole_marks else floor(share))
    return Allowance(marks, grace.heads, subjects)


def _within(grace: Grace, head: HeadFigure, marks: int) -> bool:
    """Whether one head may get so many marks."""
    steps = (step for step in grace.per_head if step.up_to is None or head.max_score <= step.up_to)
    step = next(steps, None)
    if grace.per_head and step is None:
        return False
    limit = _least(step and step.marks, _share(grace, grace.head_percent, head.max_score))
    return limit is None or marks <= limit


def _share(grace: Grace, percent: int | None, of: int) -> int | None:
    """A percent of marks in hundredths, raised to a whole mark where the ordinance says so."""
    if percent is None:
        return None
    share = Fraction(percent * of, HUNDRED)
    return ceil(share / MARK) * MARK if grace.whole_marks else floor(share)


def _least(*limits: int | None) -> int | None:
    return min((limit for limit in limits if limit is not None), default=None)


GIVEN = {PASSING: _to_pass, GRADE: _to_grade, CLASS: _to_class}
