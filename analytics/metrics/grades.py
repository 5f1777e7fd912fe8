"""How many students have which grade, of every policy in the scope."""

from dataclasses import dataclass

from analytics.metrics.figures import Figures
from students.rules.policy import Policy


@dataclass(frozen=True)
class GradeCount:
    """A letter and its students; `rank` is its band's place in the policy (0 is the best) of
    `bands`, the last of which fails."""

    letter: str
    students: int
    rank: int
    bands: int

    @property
    def fails(self) -> bool:
        return self.rank == self.bands - 1


def grade_counts(figures: Figures) -> list[GradeCount]:
    """Every letter of the policies in force here, the best first; letters of one name are one."""
    ranked: dict[str, tuple[int, int, int]] = {}
    for policy in _policies(figures):
        for rank, band in enumerate(policy.bands):
            place = (-band.at_least, rank, len(policy.bands))
            ranked[band.letter] = min(place, ranked.get(band.letter, place))
    grades = figures.total.grades
    return [
        GradeCount(letter, grades.get(letter, 0), rank, bands)
        for letter, (_, rank, bands) in sorted(ranked.items(), key=lambda item: item[1])
    ]


def top_grades(figures: Figures) -> list[str]:
    """The letter of the best band, one for each policy that calls it otherwise."""
    return list(dict.fromkeys(policy.letters[0] for policy in _policies(figures)))


def most_common_grades(figures: Figures) -> list[GradeCount]:
    """The letter most students have, or all that share the lead; empty without grades."""
    counts = grade_counts(figures)
    most = max((count.students for count in counts), default=0)
    return [count for count in counts if count.students == most] if most else []


def _policies(figures: Figures) -> list[Policy]:
    return [version.policy for version in figures.bound]
