"""What a term comes to under its ordinance, and where a student stands after all terms so far.

| verdict    | when                                                                       |
|------------|----------------------------------------------------------------------------|
| withheld   | a paper is withheld or under inquiry                                       |
| incomplete | a paper has no mark yet, or there is none at all                           |
| pass       | every paper that counts is passed, by grace or without                     |
| atkt       | not so, but the ordinance promotes: allowed to keep terms                  |
| fail       | otherwise                                                                  |

The first line that fits decides. A withheld or incomplete term has no SGPA.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from math import floor

from students.rules.attempts import counting_attempt
from students.rules.averages import grade_point_average
from students.rules.graces import graced, total_of
from students.rules.grading import EXEMPT
from students.rules.ordinances import ALL, Promotion
from students.rules.papers import GraceLine, Judged, Paper, judged
from students.rules.policy import Policy
from students.rules.units import HUNDRED

PASS, ATKT, FAIL, WITHHELD, INCOMPLETE = "pass", "atkt", "fail", "withheld", "incomplete"
VERDICTS = (PASS, ATKT, FAIL, WITHHELD, INCOMPLETE)
CREDIT = 10  # tenths


@dataclass(frozen=True)
class TermFigures:
    """One term: marks in hundredths with the grace to their total, credits in tenths.

    `resits` are attempts sat in this term at papers of terms before it; they are no part of it.
    """

    papers: tuple[Judged, ...]
    of_total: tuple[GraceLine, ...]
    sgpa: int | None
    total: int
    maximum: int
    class_title: str
    state: str  # pass, fail, withheld or incomplete: the term alone
    resits: tuple[Judged, ...] = ()

    @property
    def earned(self) -> int:
        return sum(one.earned for one in self.papers)

    @property
    def registered(self) -> int:
        return _registered(self.papers)


@dataclass(frozen=True)
class Standing:
    """A student after a term: credits in tenths, the codes of backlogs, promoted or not asked."""

    cgpa: int | None
    earned: int
    registered: int
    backlogs: tuple[str, ...]
    promoted: bool | None
    verdict: str


def term_figures(
    policy: Policy, papers: Iterable[Paper], resits: Iterable[Judged] = ()
) -> TermFigures:
    """What the papers of one term come to; the order of the papers is kept."""
    given = graced(policy, [judged(policy, paper) for paper in papers if paper.state != EXEMPT])
    state = _state(given.papers)
    got, largest = total_of(given.papers)
    lines = chain(given.of_total, *(one.grace for one in given.papers))
    total = got + sum(line.marks for line in lines)
    complete = state in (PASS, FAIL)
    return TermFigures(
        papers=given.papers,
        of_total=given.of_total,
        sgpa=grade_point_average(policy.ordinance, given.papers) if complete else None,
        total=got,
        maximum=largest,
        class_title=_class(policy, total, largest) if state == PASS else "",
        state=state,
        resits=tuple(resits),
    )


def standing(policy: Policy, terms: Sequence[TermFigures]) -> Standing:
    """Where a student stands after these terms, oldest first, the last one being declared."""
    attempts: dict[str, list[Judged]] = {}
    for one in chain(*(term.papers + term.resits for term in terms)):
        attempts.setdefault(one.paper.code, []).append(one)
    counted = [counting_attempt(policy, row) for row in attempts.values()]
    backlogs = tuple(
        sorted(one.paper.code for one in counted if one.counts and one.passed is False)
    )
    earned, registered = sum(one.earned for one in counted), _registered(counted)
    promoted = _promoted(policy.ordinance.promotion, len(backlogs), earned, registered)
    state = terms[-1].state
    known = state in (PASS, FAIL)
    return Standing(
        cgpa=grade_point_average(policy.ordinance, counted) if known else None,
        earned=earned,
        registered=registered,
        backlogs=backlogs,
        promoted=promoted if known else None,
        verdict=ATKT if state == FAIL and promoted else state,
    )


def _registered(papers: Iterable[Judged]) -> int:
    return sum(one.paper.credits or 0 for one in papers if one.counts)


def _state(papers: Sequence[Judged]) -> str:
    counted = [one for one in papers if one.counts]
    if any(one.withheld for one in counted):
        return WITHHELD
    if not counted or any(one.awaited for one in counted):
        return INCOMPLETE
    return PASS if all(one.passed for one in counted) else FAIL


def _class(policy: Policy, total: int, largest: int) -> str:
    reached = (
        line.title
        for line in policy.ordinance.classes
        if total * HUNDRED >= line.at_least * largest
    )
    return next(reached, "")


def _promoted(
    promotion: Promotion | None, backlogs: int, earned: int, registered: int
) -> bool | None:
    if promotion is None:
        return None
    asked = []
    if promotion.backlogs_at_most is not None:
        asked.append(backlogs <= promotion.backlogs_at_most)
    if promotion.credits_at_least is not None:
        asked.append(earned >= _demanded(promotion, registered))
    return all(asked) if promotion.needs == ALL else any(asked)


def _demanded(promotion: Promotion, registered: int) -> Fraction:
    share = Fraction(promotion.credits_at_least * registered, HUNDRED)
    return Fraction(floor(share / CREDIT) * CREDIT) if promotion.whole_credits else share
