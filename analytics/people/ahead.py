"""What of a term's marks is still to come, where parts of some marks are in and others are not."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Protocol

from analytics.people.scores import fact_of
from students.models import Component, Mark, TermResult
from students.rules.components import ComponentFact, combined
from students.rules.grading import EXEMPT, PENDING, PRESENT, MarkFact, mark_percent
from students.rules.remedies import HUNDREDTH
from students.rules.units import HUNDRED

Weights = dict[tuple[int, int], dict[str, int]]


@dataclass(frozen=True)
class Subject:
    """One that counts: its percent so far in 1e-10, and how much of its weight that is, 0 to 1."""

    percent: int
    share: Fraction


@dataclass(frozen=True)
class Ahead:
    """The subjects of a term whose final average is asked for."""

    subjects: tuple[Subject, ...]

    @property
    def open(self) -> int:
        """In how many of them something is still to come."""
        return sum(one.share < 1 for one in self.subjects)

    def needed(self, line: int) -> int | None:
        """The least average in all that is to come that lifts the term's to a line.

        In hundredths of a percent, below 0 where the line is passed with nothing more; the line in
        1e-10 percent. None where even full marks are too few.
        """
        known = sum(one.percent * one.share for one in self.subjects)
        still = sum(1 - one.share for one in self.subjects)
        missing = (line * len(self.subjects) - known) / still
        return ceil(missing / HUNDREDTH) if missing <= HUNDRED else None


class Gathered(Protocol):
    """What is known of a term: its subjects, the parts entered by subject, the marks that count."""

    subjects: Mapping[int, object]
    entered: Mapping[int, Sequence[ComponentFact]]

    def firsts(self) -> Mapping[int, Mark]: ...


def ahead_of(result: TermResult, known: Gathered, weights: Weights) -> Ahead | None:
    """What is still to come of a term of which this is known."""
    firsts = known.firsts()
    return ahead(
        so_far(firsts.get(pk), known.entered[pk], weights[pk, result.term_id])
        for pk in known.subjects
    )


def so_far(
    mark: Mark | None, entered: Iterable[ComponentFact], defined: Mapping[str, int]
) -> tuple[MarkFact, Fraction]:
    """What a subject comes to by what is known of it, and how much of its weight that is.

    `mark` where it is known, `entered` its known parts, `defined` the weights of all that count by
    code, in hundredths. A part that is exempt weighs nothing; while there are such alone, all is
    open.
    """
    known = [part for part in entered if part.weight and part.state != PENDING]
    still = sum(weight for code, weight in defined.items() if code not in {p.code for p in known})
    if mark and (not known or not still):
        return fact_of(mark), Fraction(1)
    whole = combined(known) if known else None
    if whole is None:
        return MarkFact(PENDING), Fraction(0)
    if whole.state == EXEMPT and still:
        return MarkFact(PRESENT, 0), Fraction(0)
    percent = mark_percent(whole.state, whole.score, whole.max_score)
    return MarkFact(whole.state, percent), Fraction(whole.max_score, whole.max_score + still)


def ahead(facts: Iterable[tuple[MarkFact, Fraction]]) -> Ahead | None:
    """From the marks of a term and their shares; None unless one of them is in by a part alone."""
    facts = [(fact, share) for fact, share in facts if fact.state != EXEMPT]
    if not any(fact.percent is not None and share < 1 for fact, share in facts):
        return None
    return Ahead(
        tuple(
            Subject(0, Fraction(0)) if fact.state == PENDING else Subject(fact.percent or 0, share)
            for fact, share in facts
        )
    )


def weights_defined(results: Iterable[TermResult]) -> Weights:
    """Weights in hundredths of the components that count in the terms of these results, by their
    codes, by subject and term."""
    found: Weights = defaultdict(dict)
    terms = {result.term_id for result in results}
    counting = Component.objects.filter(term__in=terms, weight__gt=0)
    for subject, term, code, weight in counting.values_list("subject", "term", "code", "weight"):
        found[subject, term][code] = int(weight.scaleb(2))
    return found
