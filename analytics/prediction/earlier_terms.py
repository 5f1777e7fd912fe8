"""What a student brings along from earlier terms: marks, failures, classes attended."""

import numpy as np

from analytics.prediction.courses import Course, Earlier
from analytics.prediction.standings import ranks, ratio


def earlier_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """Features by name, an array each, of a course as known on the day; NaN: no earlier term."""
    count = len(course.enrolments)
    marks, classes = standing(course.earlier_marks), standing(course.earlier_classes)
    mean = means(marks, count)
    lowest = np.full(count, np.inf)
    np.minimum.at(lowest, marks.row, marks.value)
    known = np.bincount(marks.row, minlength=count) > 0
    return {
        "earlier_percent": mean,
        "earlier_percent_rank": ranks(mean),
        "earlier_percent_newest": means(newest(marks, count), count),
        "earlier_lowest": np.where(known, lowest, np.nan),
        "earlier_failed": np.where(known, np.bincount(marks.row, marks.failed, count), np.nan),
        "earlier_classes": means(newest(classes, count), count),
    }


def standing(facts: Earlier) -> Earlier:
    """Of each fact the value that came in last, where there is one."""
    ordered = np.lexsort((facts.day, facts.item, facts.row))
    row, item = facts.row[ordered], facts.item[ordered]
    last = np.ones(len(ordered), bool)
    last[:-1] = (row[1:] != row[:-1]) | (item[1:] != item[:-1])
    return _of(facts, ordered[last & ~np.isnan(facts.value[ordered])])


def newest(facts: Earlier, count: int) -> Earlier:
    """Those of each student's latest term."""
    latest = np.full(count, -np.inf)
    np.maximum.at(latest, facts.row, facts.ended)
    return _of(facts, np.flatnonzero(facts.ended == latest[facts.row]))


def means(facts: Earlier, count: int) -> np.ndarray:
    """For each enrolment the weighted mean of the values; NaN where there are none."""
    total = np.bincount(facts.row, facts.value * facts.weight, count)
    return ratio(total, np.bincount(facts.row, facts.weight, count))


def _of(facts: Earlier, chosen: np.ndarray) -> Earlier:
    return Earlier(**{name: column[chosen] for name, column in vars(facts).items()})
