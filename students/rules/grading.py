"""From the marks of one student in one term to sum, average and grade.

What each state of a mark adds to the result:

| state                | percent | counts | besides                                            |
|----------------------|---------|--------|----------------------------------------------------|
| present              | its own | yes    | fails the subject below the policy's subject pass  |
| absent               | 0       | yes    | always fails the subject                           |
| pending              | none    | no     | makes the result provisional ("4 of 5 subjects")   |
| exempt               | none    | no     | is not among the registered subjects either        |
| withheld, malpractice| none    | no     | withholds the whole result                         |

A withheld result is not declared: no sum, no average and no grade, so that nothing that adds up
sums and counts can let it through; its risk follows from attendance alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from students.rules.policy import Policy
from students.rules.units import half_up, percent_of

PRESENT, ABSENT, PENDING, EXEMPT = "present", "absent", "pending", "exempt"
WITHHELD, MALPRACTICE = "withheld", "malpractice"
STATES = (PENDING, PRESENT, ABSENT, WITHHELD, MALPRACTICE, EXEMPT)
COUNTED_STATES = (PRESENT, ABSENT)
WITHHOLDING_STATES = (WITHHELD, MALPRACTICE)


@dataclass(frozen=True)
class MarkFact:
    """One mark: its state and, where it counts, its percent in 1e-10 (see `mark_percent`)."""

    state: str
    percent: int | None = None


@dataclass(frozen=True)
class ResultFigures:
    """What follows from a student's marks alone; sums and averages in 1e-10 percent."""

    mark_sum: int
    mark_count: int
    average: int | None
    registered: int
    failed: int
    grade: str
    provisional: bool
    withheld: bool


def mark_percent(state: str, score_units: int | None, max_units: int) -> int | None:
    """What a mark counts, in 1e-10 percent; None where its state does not count."""
    if state == PRESENT:
        if score_units is None:
            raise ValueError("a present mark needs a score")
        return percent_of(score_units, max_units)
    return 0 if state == ABSENT else None


def band_index(policy: Policy, mark_sum: int, mark_count: int) -> int | None:
    """The place of the band reached (0 is the best), None without marks."""
    if not mark_count:
        return None
    reached = (mark_sum >= band.at_least * mark_count for band in policy.bands)
    return next(place for place, is_reached in enumerate(reached) if is_reached)


def grade(policy: Policy, mark_sum: int, mark_count: int) -> str:
    """The letter of the band reached, empty without marks."""
    place = band_index(policy, mark_sum, mark_count)
    return "" if place is None else policy.bands[place].letter


def subject_grade(policy: Policy, percent: int | None) -> str:
    """The letter for one mark's percent, empty where the mark does not count."""
    return "" if percent is None else grade(policy, percent, 1)


def passed(policy: Policy, mark_sum: int, mark_count: int) -> bool | None:
    """Whether the average reaches the policy's pass line, None without marks."""
    return mark_sum >= policy.pass_average * mark_count if mark_count else None


def subject_failed(policy: Policy, mark: MarkFact) -> bool:
    """Whether one mark fails its subject: absent, or present below the subject pass line."""
    if mark.state == ABSENT:
        return True
    return mark.state == PRESENT and mark.percent < policy.pass_subject


def result_figures(policy: Policy, marks: Iterable[MarkFact]) -> ResultFigures:
    """All figures of one result; the caller gives the attempts that were declared in its term."""
    marks = tuple(marks)
    withheld = any(mark.state in WITHHOLDING_STATES for mark in marks)
    counted = () if withheld else tuple(mark for mark in marks if mark.state in COUNTED_STATES)
    mark_sum = sum(mark.percent for mark in counted)
    return ResultFigures(
        mark_sum=mark_sum,
        mark_count=len(counted),
        average=half_up(mark_sum, len(counted)) if counted else None,
        registered=sum(mark.state != EXEMPT for mark in marks),
        failed=sum(subject_failed(policy, mark) for mark in marks),
        grade=grade(policy, mark_sum, len(counted)),
        provisional=any(mark.state == PENDING for mark in marks),
        withheld=withheld,
    )
