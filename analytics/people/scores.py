"""One subject's mark as a page shows it, with its components and its later attempts."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from students.models import Component, ComponentMark, Mark, TermResult
from students.rules.grading import (
    PENDING,
    PRESENT,
    WITHHOLDING_STATES,
    MarkFact,
    mark_percent,
    subject_failed,
    subject_grade,
)
from students.rules.policy import Policy
from students.rules.shown import shown_percent
from students.rules.units import SCALE


@dataclass(frozen=True)
class Part:
    """A component of a mark: "Quiz 1", "7 of 10", weight "20"; `words` where there is no score.

    One that was set for practice, with weight 0, does not count.
    """

    title: str
    kind: str
    score: str = ""
    words: str = ""
    weight: str = ""
    published: bool = True
    counts: bool = True


@dataclass(frozen=True)
class Score:
    """A subject and what was got in it; every text is empty where there is nothing to say.

    `words` says what stands in place of a score ("Absent"), `share` is the place on a bar.
    """

    title: str
    code: str
    score: str = ""
    words: str = ""
    percent: str = ""
    share: float | None = None
    grade: str = ""
    failed: bool = False
    awaited: bool = False
    withheld: bool = False
    published: bool = True
    parts: tuple[Part, ...] = ()
    later: tuple[str, ...] = ()
    so_far: str = ""


def score_of(
    mark: Mark,
    policy: Policy,
    parts: Iterable[Part] = (),
    later: Iterable[Mark] = (),
    defined: int = 0,
) -> Score:
    """A mark under a policy, with its parts and the later attempts in its subject.

    `defined` is how many components the subject has in the term: with fewer entered, its percent
    and grade are those so far.
    """
    fact, parts = fact_of(mark), tuple(parts)
    percent, counting = fact.percent, sum(part.counts for part in parts)
    return Score(
        title=mark.subject.title or mark.subject.code,
        code=mark.subject.code,
        score=out_of(mark.score, mark.max_score) if mark.state == PRESENT else "",
        words="" if mark.state == PRESENT else mark.get_state_display(),
        percent=shown_percent(percent, policy),
        share=None if percent is None else percent / SCALE,
        grade=subject_grade(policy, percent),
        failed=subject_failed(policy, fact),
        awaited=mark.state == PENDING,
        withheld=mark.state in WITHHOLDING_STATES,
        published=mark.published,
        parts=parts,
        so_far=so_far_words(counting, defined) if fact.percent is not None else "",
        later=tuple(attempt_words(attempt, policy) for attempt in later),
    )


def so_far_words(entered: int, defined: int) -> str:
    """ "so far, 2 of 3 components"; empty where all are in, or the mark has none."""
    return f"so far, {entered} of {defined} components" if 0 < entered < defined else ""


def fact_of(mark: Mark) -> MarkFact:
    """What the rules judge of a mark: computed from its score, not read from derived columns."""
    score = None if mark.score is None else _hundredths(mark.score)
    return MarkFact(mark.state, mark_percent(mark.state, score, _hundredths(mark.max_score)))


def components_defined(results: Iterable[TermResult]) -> Counter[tuple[int, int]]:
    """How many components count in each subject in the terms of these results; (subject, term)."""
    terms = {result.term_id for result in results}
    counting = Component.objects.filter(term__in=terms, weight__gt=0)
    return Counter(counting.values_list("subject", "term"))


def part_of(part: ComponentMark) -> Part:
    """A component's mark; the score of a withheld one is left out as that of a withheld mark."""
    component = part.component
    present = part.state == PRESENT
    return Part(
        title=component.code,
        kind=component.get_kind_display(),
        score=out_of(part.score, component.max_score) if present else "",
        words="" if present else part.get_state_display(),
        weight=as_entered(component.weight),
        counts=component.weight > 0,
        published=part.published,
    )


def attempt_words(mark: Mark, policy: Policy) -> str:
    """A later attempt in a sentence: "Attempt 2 in 2027-EVEN: 52 of 100, C"."""
    percent = fact_of(mark).percent
    came_to = (
        f"{out_of(mark.score, mark.max_score)}, {subject_grade(policy, percent)}"
        if mark.state == PRESENT
        else mark.get_state_display().lower()
    )
    unpublished = "" if mark.published else " (not published)"
    return f"Attempt {mark.attempt} in {mark.sat_term}: {came_to}{unpublished}"


def out_of(score: Decimal, max_score: Decimal) -> str:
    """A score and its maximum as they were entered: "35.5 of 50"."""
    return f"{as_entered(score)} of {as_entered(max_score)}"


def as_entered(number: Decimal) -> str:
    """A score without the zeros the column adds: 35, 35.5."""
    return f"{number.normalize():f}"


def _hundredths(number: Decimal) -> int:
    return int(number.scaleb(2))
