"""Findings that the figures support, each with a recommendation; how they are said is elsewhere."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Insight:
    """A sentence with its figures, what to do, where on the page the figures stand, and the list of
    the students behind it, empty for whom may not look them up."""

    finding: str
    figures: str
    advice: str
    url: str
    link: str
    students_url: str = ""


@dataclass(frozen=True)
class Insights:
    """What is said, or `none`: the sentence that says why nothing is; `note` how it was chosen."""

    rows: tuple[Insight, ...]
    none: str
    note: str
