"""What is known of a student from the first day, and the classes attended until a day."""

import numpy as np

from analytics.prediction.courses import Course
from analytics.prediction.standings import ranks, ratio

LATELY_DAYS = 28
MOST_ATTEMPTS = 3


def beginning_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """Features by name, an array each, of a course as known on the day."""
    start = course.start
    return {
        "registered_rank": ranks(start.registered),
        "education": start.education,
        "attempts": np.minimum(start.attempts, MOST_ATTEMPTS),
        "credits_rank": ranks(start.credits),
        "subjects_at_once": 1 + np.bincount(course.others.row, minlength=len(course.enrolments)),
    }


def class_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """The share of classes attended, in all and lately; NaN: no class was held."""
    classes, count = course.classes, len(course.enrolments)
    lately = classes.day > day - LATELY_DAYS
    share = attended(classes.row, classes.value, count)
    return {
        "classes_share": share,
        "classes_share_4w": attended(classes.row[lately], classes.value[lately], count),
        "classes_rank": ranks(share),
    }


def attended(row, value, count: int) -> np.ndarray:
    return ratio(np.bincount(row, value, count), np.bincount(row, minlength=count))
