"""What the small files of the folder say, as plain values."""

from dataclasses import dataclass, field
from decimal import Decimal

from students.imports.problems import Problem


@dataclass(frozen=True)
class Assessment:
    """Set work; `due` is a day of the course, or not said. `number` is its number in the files."""

    number: str
    type: str
    due: int | None
    weight: Decimal

    @property
    def code(self) -> str:
        return f"{self.type} {self.number}"


@dataclass(frozen=True)
class Score:
    """What was handed in for an assessment on a day of the course; no score: not marked."""

    submitted: int
    banked: bool
    score: Decimal | None


@dataclass
class Learner:
    """A student in a course: days are days of the course; values are those the register keeps."""

    number: str
    background: dict
    enrolment: dict
    registered: int | None = None
    left: int | None = None
    scores: dict[str, Score] = field(default_factory=dict)


@dataclass
class Course:
    """A module in a presentation: its length in days, its work, and who took it, by number."""

    module: str
    length: int
    assessments: dict[str, Assessment] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    learners: dict[str, Learner] = field(default_factory=dict)


@dataclass
class Presentations:
    """The courses of the chosen presentations, by presentation and module, and what was amiss.

    `strays` counts rows, by file, of students or assessments that the folder does not know.
    """

    courses: dict[str, dict[str, Course]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    strays: dict[str, int] = field(default_factory=dict)

    def stray(self, name: str):
        """Count a row of this file as left out."""
        self.strays[name] = self.strays.get(name, 0) + 1
