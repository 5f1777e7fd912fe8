"""Past courses as rows to learn from: inputs as known on a day, and what became of the students."""

from dataclasses import dataclass

import numpy as np

from analytics.prediction.courses import Course
from analytics.prediction.features import feature_table
from analytics.prediction.totals import totals

TARGETS = ("at_risk", "fail", "dropout")
FAILED, WITHDRAWN = "failed", "withdrawn"
STAYED = "completed"  # of a source that tells who left, and not who failed


@dataclass(frozen=True)
class Sample:
    """A row per enrolment: inputs, outcome 0 or 1, and the number of its course."""

    names: tuple[str, ...]
    values: np.ndarray
    outcome: np.ndarray
    course: np.ndarray
    enrolments: np.ndarray
    totals: np.ndarray

    def of(self, rows: np.ndarray) -> "Sample":
        columns = {name: column[rows] for name, column in vars(self).items() if name != "names"}
        return Sample(self.names, **columns)


def outcome_of(target: str, ended: str) -> float:
    """1 where the target came true, 0 where not, NaN where it cannot be said."""
    if target == "dropout":
        return float(ended == WITHDRAWN) if ended else np.nan
    if ended in ("", STAYED) or (target == "fail" and ended == WITHDRAWN):
        return np.nan
    return float(ended in ((FAILED,) if target == "fail" else (FAILED, WITHDRAWN)))


def sample(courses: list[Course], outcomes: dict[int, float], day: int) -> Sample:
    """All who were enrolled on the day, with enough known to guess, whose outcome is known."""
    tables = [feature_table(course, day) for course in courses]
    values = np.concatenate([table.values for table in tables])
    number = np.repeat(np.arange(len(tables)), [len(table.enrolments) for table in tables])
    enrolments = np.concatenate([table.enrolments for table in tables])
    outcome = np.array([outcomes.get(int(one), np.nan) for one in enrolments])
    plain = np.concatenate([totals(course, day) for course in courses])
    whole = Sample(tables[0].names, values, outcome, number, enrolments, plain)
    judged = np.concatenate([judged_on(course, day) for course in courses])
    return whole.of(np.flatnonzero(~np.isnan(outcome) & judged))


def judged_on(course: Course, day: int) -> np.ndarray:
    """Of the enrolled of a day those of whom enough is known; all, where anything is ever dated."""
    known = course.as_known(day)
    return np.full(len(known.enrolments), True) if course.is_dated else known.judged
