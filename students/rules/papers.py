"""One attempt at one subject under an ordinance: its heads, whether it is passed, grade and point.

The aggregate is a head like the others, judged by the policy's subject pass; a subject without
components has no other. A head of which every part was missed is not passed, whatever its minimum.
A passed subject has at least the lowest passing grade, one not passed has the failing grade.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from students.rules.components import ComponentFact, counting
from students.rules.grading import (
    ABSENT,
    COUNTED_STATES,
    PENDING,
    PRESENT,
    WITHHOLDING_STATES,
    band_index,
)
from students.rules.ordinances import AGGREGATE
from students.rules.policy import Policy
from students.rules.units import HUNDRED, percent_of

AUDIT = "audit"


@dataclass(frozen=True)
class Paper:
    """What a student got in a subject: marks in hundredths, credits in tenths (None: not known).

    `awaits` are the codes of the components without which its mark is not yet the final one.
    """

    code: str
    credits: int | None
    state: str = PRESENT
    score: int | None = None
    max_score: int = 10_000
    kind: str = ""
    parts: tuple[ComponentFact, ...] = ()
    awaits: tuple[str, ...] = ()


@dataclass(frozen=True)
class HeadFigure:
    """A head of one subject: exact hundredths got of a maximum, and the line in 1e-10 percent."""

    name: str
    score: Fraction
    max_score: int
    at_least: int
    sat: bool = True

    @property
    def short(self) -> int:
        """The hundredths missing to the line."""
        return max(0, ceil(Fraction(self.at_least * self.max_score, HUNDRED) - self.score))


@dataclass(frozen=True)
class GraceLine:
    """Marks of grace, in hundredths, with the ordinance they are given by; never in the score."""

    code: str
    head: str
    marks: int


@dataclass(frozen=True)
class Judged:
    """A paper and what it comes to; `passed` is None where that is not known."""

    paper: Paper
    heads: tuple[HeadFigure, ...]
    passed: bool | None
    letter: str
    point: int | None
    grace: tuple[GraceLine, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it is examined for credit or at least has to be passed: not an audit."""
        return self.paper.kind != AUDIT

    @property
    def in_average(self) -> bool:
        """Whether its credits weigh in an average: an audit and one without credits do not."""
        return self.counts and bool(self.paper.credits) and self.point is not None

    @property
    def awaited(self) -> bool:
        return self.paper.state == PENDING

    @property
    def withheld(self) -> bool:
        return self.paper.state in WITHHOLDING_STATES

    @property
    def earned(self) -> int:
        """The credits earned, in tenths."""
        return self.paper.credits or 0 if self.counts and self.passed else 0


def as_final(paper: Paper) -> Paper:
    """What a declaration takes: pending while components are awaited, unless it is withheld."""
    if not paper.awaits or paper.state in WITHHOLDING_STATES:
        return paper
    return replace(paper, state=PENDING, score=None)


def judged(policy: Policy, paper: Paper, grace: Iterable[GraceLine] = ()) -> Judged:
    """A paper with the grace given to it."""
    grace = tuple(grace)
    if paper.state not in COUNTED_STATES:
        return Judged(paper, (), None, "", None)
    heads = _heads(policy, paper)
    passed = paper.state != ABSENT and all(_passes(head, grace) for head in heads)
    return graded(policy, Judged(paper, heads, passed, "", None, grace))


def graded(policy: Policy, one: Judged) -> Judged:
    """The same with its letter and point; grace counts towards the grade."""
    last = len(policy.bands) - 1
    place = last
    if one.passed:
        score = one.paper.score + sum(line.marks for line in one.grace)
        percent = percent_of(min(score, one.paper.max_score), one.paper.max_score)
        place = min(band_index(policy, percent, 1), last - 1)
    point = policy.ordinance.point(place, len(policy.bands))
    return replace(one, letter=policy.bands[place].letter, point=point)


def _aggregate(policy: Policy, paper: Paper) -> HeadFigure:
    """The subject as a whole as a head of its own."""
    sat = paper.state == PRESENT
    return HeadFigure(
        AGGREGATE, Fraction(paper.score or 0), paper.max_score, policy.pass_subject, sat
    )


def _heads(policy: Policy, paper: Paper) -> tuple[HeadFigure, ...]:
    parts = counting(paper.parts, policy.ordinance.best_of)
    found = []
    for head in policy.ordinance.heads:
        own = [part for part in parts if head.parts.hold(part.kind, part.code)]
        if own:
            found.append(_head(head.name, head.at_least, own))
    return (*found, _aggregate(policy, paper))


def _head(name: str, at_least: int, parts: list[ComponentFact]) -> HeadFigure:
    sat = [part for part in parts if part.state == PRESENT]
    score = sum((Fraction(part.score * part.weight, part.max_score) for part in sat), Fraction())
    return HeadFigure(name, score, sum(part.weight for part in parts), at_least, bool(sat))


def _passes(head: HeadFigure, grace: tuple[GraceLine, ...]) -> bool:
    given = sum(line.marks for line in grace if head.name in (line.head, AGGREGATE))
    return head.sat and given >= head.short
