"""Plain totals of a course as known on a day: what the rule and the simplest models look at."""

import numpy as np

from analytics.prediction.beginnings import attended
from analytics.prediction.courses import Course
from analytics.prediction.standings import ratio

TOTALS = (
    *("login_days", "video_hours", "attendance", "average_score"),
    *("assignments", "quizzes", "midterm"),
)
SECONDS_IN_HOUR = 3600
OF_KIND = {"assignments": "assignment", "quizzes": "quiz", "midterm": "midterm"}


def totals(course: Course, day: int) -> np.ndarray:
    """A row per enrolment on the day, columns as in TOTALS; NaN where nothing is known.

    Attendance is a share, scores are percents: what was due and is missing counts 0.
    """
    known = course.as_known(day)
    count, weeks, work = len(known.enrolments), known.weeks, known.work
    weight = known.parts.weight * (known.parts.due <= day)
    told = work.told(count, len(weight))
    columns = [
        np.bincount(weeks.row, weeks.days, count),
        np.bincount(weeks.row, weeks.videos, count) / SECONDS_IN_HOUR,
        attended(known.classes.row, known.classes.value, count),
        scored(work, weight, told),
    ]
    for kind in OF_KIND.values():
        columns.append(scored(work, weight * (known.parts.kind == kind), told))
    return np.column_stack(columns)


def scored(work, weight: np.ndarray, told: np.ndarray) -> np.ndarray:
    """The weighted mean of scores; NaN where nothing that counts was due."""
    points = np.nan_to_num(work.score) * weight[work.part]
    return ratio(np.bincount(work.row, points, len(told)), told @ weight)
