"""Plain totals of a course as known on a day: what the rule and the simplest models look at."""

import numpy as np

from analytics.prediction.beginnings import attended
from analytics.prediction.courses import Course
from analytics.prediction.earlier_terms import means, standing
from analytics.prediction.standings import ratio

TOTALS = (
    *("login_days", "video_hours", "attendance", "average_score"),
    *("assignments", "quizzes", "midterm"),
    *("policy_average", "policy_attendance"),
)
SECONDS_IN_HOUR = 3600
OF_KIND = {"assignments": "assignment", "quizzes": "quiz", "midterm": "midterm"}


def totals(course: Course, day: int) -> np.ndarray:
    """A row per enrolment on the day, columns as in TOTALS; NaN where nothing is known.

    Attendance is a share, scores are percents: what was due and is missing counts 0. What the
    policy judges is of the whole term, all subjects and totals included.
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
    average, attendance = (columns[TOTALS.index(name)] for name in ("average_score", "attendance"))
    columns += [_policy_average(known, average), _policy_attendance(known, attendance)]
    return np.column_stack(columns)


def _policy_average(known: Course, so_far: np.ndarray) -> np.ndarray:
    """The mean of the marks that stood; without one in this subject its scores so far stand for it.

    Sources that were imported afterwards have no mark that stood on any day.
    """
    count, marks = len(so_far), standing(known.term_marks)
    with_own = np.zeros(count, bool)
    with_own[marks.row[marks.item == known.key[0]]] = True
    own = ~with_own & ~np.isnan(so_far)
    total = np.bincount(marks.row, marks.value, count) + np.where(own, so_far, 0)
    return ratio(total, np.bincount(marks.row, minlength=count) + own)


def _policy_attendance(known: Course, classes: np.ndarray) -> np.ndarray:
    """That of the term as it stood; that of the course where the term's was not read."""
    term = means(standing(known.term_classes), len(classes))
    return np.where(np.isnan(term), classes, term)


def scored(work, weight: np.ndarray, told: np.ndarray) -> np.ndarray:
    """The weighted mean of scores; NaN where nothing that counts was due."""
    points = np.nan_to_num(work.score) * weight[work.part]
    return ratio(np.bincount(work.row, points, len(told)), told @ weight)
