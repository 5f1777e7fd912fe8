"""Which of several attempts at one subject counts: the best, the latest, or the best but capped.

Only attempts with a mark count: one that is pending, withheld or exempt leaves an earlier one as it
is, and so does a later one that was missed.
"""

from collections.abc import Sequence
from dataclasses import replace

from students.rules.grading import PRESENT
from students.rules.ordinances import CAPPED, LATEST
from students.rules.papers import Judged
from students.rules.policy import Policy


def counting_attempt(policy: Policy, attempts: Sequence[Judged]) -> Judged:
    """The attempt that counts, of those at one subject in the order they were sat."""
    first = attempts[0]
    decided = [one for one in attempts if one.passed is not None]
    if not decided:
        return first
    sat = [one for one in decided if one.paper.state == PRESENT] or decided[:1]
    if policy.ordinance.attempts == LATEST:
        return sat[-1]
    if policy.ordinance.attempts == CAPPED:
        sat = [one if one is first else _capped(policy, one) for one in sat]
    return max(sat, key=_worth)


def _worth(one: Judged) -> tuple:
    return one.passed, one.point, one.paper.score or 0


def _capped(policy: Policy, one: Judged) -> Judged:
    """A later attempt with at most the grade of the cap; an older policy may have other letters."""
    place = policy.letters.index(policy.ordinance.cap)
    point = policy.ordinance.point(place, len(policy.bands))
    if one.point <= point:
        return one
    return replace(one, letter=policy.bands[place].letter, point=point)
