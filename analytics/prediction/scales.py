"""How much was usual in past courses, so that an amount somebody types finds its place in one."""

from collections.abc import Iterable, Sequence

import numpy as np

from analytics.prediction.activity import silence
from analytics.prediction.beginnings import class_features
from analytics.prediction.courses import DAYS_IN_WEEK, Course
from analytics.prediction.handed_in import work_features
from analytics.prediction.places import STEPS

LATELY_WEEKS = 2


def scales(courses: list[Course], weeks: Iterable[int]) -> dict[str, dict[str, list[float]]]:
    """For each week, as text, and each amount the values below which so many twentieths lay.

    Students of all courses are taken together. Left out: amounts that nobody is known of.
    """
    return {str(week): _of_week(courses, week) for week in weeks}


def _of_week(courses: list[Course], week: int) -> dict[str, list[float]]:
    day = week * DAYS_IN_WEEK
    each = [amounts(course.as_known(day), day) for course in courses]
    whole = {name: np.concatenate([one[name] for one in each]) for name in each[0]}
    known = {name: values[~np.isnan(values)] for name, values in whole.items()}
    return {name: _points(values) for name, values in known.items() if len(values)}


def amounts(course: Course, day: int) -> dict[str, np.ndarray]:
    """Of each enrolment of a course as known on a day; days signed in are a mean per week."""
    over = max(0, (day + 1) // DAYS_IN_WEEK)
    found = {"silent_days": silence(course, day)["silent_days"]}
    for name, first in (("login_days", 0), ("login_days_lately", max(0, over - LATELY_WEEKS))):
        if over > first:
            days = course.weeks.days * (course.weeks.week >= first)
            total = np.bincount(course.weeks.row, days, len(course.enrolments))
            found[name] = total / (over - first)
    found["attendance"] = class_features(course, day)["classes_share"]
    return found | {"score_so_far": work_features(course, day)["score_so_far"]}


def _points(values: Sequence[float]) -> list[float]:
    return np.quantile(values, np.linspace(0, 1, STEPS + 1)).round(2).tolist()
