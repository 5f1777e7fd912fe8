"""How many students have which grade, of every policy in the scope."""

from dataclasses import dataclass

from analytics.metrics.figures import Figures
from students.rules.policy import Policy


@dataclass(frozen=True)
class GradeCount:
    """A letter and its students; `rank` is its band's place in the policy (0 is the best) of
    `bands`. It `fails` where every policy that has it gives it to its lowest band."""

    letter: str
    students: int
    rank: int
    bands: int
    fails: bool


def grade_counts(figures: Figures) -> list[GradeCount]:
    """Every letter of the policies in force here, the best first; letters of one name are one."""
    ranked: dict[str, tuple[int, int, int]] = {}
    policies = _policies(figures)
    for policy in policies:
        for rank, band in enumerate(policy.bands):
            place = (-band.at_least, rank, len(policy.bands))
            ranked[band.letter] = min(place, ranked.get(band.letter, place))
    passing = {letter for policy in policies for letter in policy.letters[:-1]}
    counts = figures.total.letters
    return [
        GradeCount(letter, counts[letter], rank, bands, fails=letter not in passing)
        for letter, (_, rank, bands) in sorted(ranked.items(), key=lambda item: item[1])
    ]


def top_grades(figures: Figures) -> list[str]:
    """The letter of the best band, one for each policy that calls it otherwise."""
    return list(dict.fromkeys(policy.letters[0] for policy in _policies(figures)))


def top_students(figures: Figures) -> int:
    """How many have the best grade of the policy their own result is bound to."""
    grades = figures.total.grades
    return sum(grades.get((one.pk, one.policy.letters[0]), 0) for one in figures.bound)


def most_common_grades(figures: Figures) -> list[GradeCount]:
    """The letter most students have, or all that share the lead; empty without grades."""
    counts = grade_counts(figures)
    most = max((count.students for count in counts), default=0)
    return [count for count in counts if count.students == most] if most else []


def _policies(figures: Figures) -> list[Policy]:
    return [version.policy for version in figures.bound]
