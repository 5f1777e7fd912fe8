"""What reasons are told from and nothing is learnt from: figures that are true as they are said.

A rank counts ties half, so that the most silent of a silent course stand in the middle. "More than
30 % of the course" has to mean 30 % that did less. Of a share it is told of how many it is one, and
what the mean of the course was on the day: from these, "attended 9 of 20 classes".
"""

from collections.abc import Mapping

import numpy as np

from analytics.numerals import FEW
from analytics.prediction.beginnings import LATELY_DAYS
from analytics.prediction.courses import DAYS_IN_WEEK, Course
from analytics.prediction.standings import shares_below
from analytics.prediction.told_names import COMPARED, DAYS, SHARES, STANDING, TOLD, WHOLE, mean_of

LATELY_WEEKS = 2
MONTH_WEEKS = 4

Columns = Mapping[str, np.ndarray]


def told_features(course: Course, day: int, found: Columns) -> dict[str, np.ndarray]:
    """For each enrolment as known on the day, beside the features found: see above.

    Standing within the course, days of activity, wholes that shares are of, means of the course.
    """
    told = _standing(course, day, found["score_so_far"]) | _days(course, day) | _wholes(course, day)
    known = found | told
    told |= {mean_of(name): _mean(known[name]) for name in COMPARED}
    return {name: told[name] for name in TOLD}


def _standing(course: Course, day: int, score_so_far: np.ndarray) -> dict[str, np.ndarray]:
    """Ever active or not, shares below, attempts."""
    weeks, count = course.weeks, len(course.enrolments)
    clicks, over = weeks.clicks.sum(axis=1), _weeks_over(day)

    def more_than(chosen) -> np.ndarray:
        return shares_below(np.bincount(weeks.row, clicks * chosen, count))

    of_activity = (
        (np.bincount(weeks.row, weeks.days, count) > 0).astype(float),
        more_than(1),
        more_than(weeks.week >= over - LATELY_WEEKS),
        more_than(weeks.week < 0) if (weeks.week < 0).any() else np.full(count, np.nan),
    )
    if not len(weeks.row):
        of_activity = (np.full(count, np.nan),) * len(of_activity)
    found = (*of_activity, shares_below(score_so_far), course.start.attempts)
    return dict(zip(STANDING, found, strict=True))


def _days(course: Course, day: int) -> dict[str, np.ndarray]:
    """Days of activity: in all, in the last four weeks, before the start; NaN: nothing is kept."""
    weeks, count = course.weeks, len(course.enrolments)
    if not len(weeks.row):
        return dict.fromkeys(DAYS, np.full(count, np.nan))
    lately, before = weeks.week >= _weeks_over(day) - MONTH_WEEKS, weeks.week < 0
    found = [np.bincount(weeks.row, weeks.days * chosen, count) for chosen in (1, lately, before)]
    if not before.any():
        found[-1] = np.full(count, np.nan)
    return dict(zip(DAYS, found, strict=True))


def _wholes(course: Course, day: int) -> dict[str, np.ndarray]:
    """How many classes were held, pieces due and known of, pieces due and handed in on some day."""
    classes, work, count = course.classes, course.work, len(course.enrolments)
    due = course.parts.due <= day
    in_time_or_late = work.handed_in & due[work.part] & ~work.banked
    found = (
        np.bincount(classes.row, minlength=count),
        np.bincount(classes.row[classes.day > day - LATELY_DAYS], minlength=count),
        (work.told(count, len(due)) & due).sum(axis=1),
        np.bincount(work.row[in_time_or_late], minlength=count),
    )
    return {f"{WHOLE}{name}": whole for name, whole in zip(SHARES, found, strict=True)}


def _weeks_over(day: int) -> int:
    return max(0, (day + 1) // DAYS_IN_WEEK)


def _mean(values: np.ndarray) -> np.ndarray:
    """The mean of those of whom it is known, for everybody; NaN for few, whose it would tell."""
    known = values[~np.isnan(values)]
    return np.full(len(values), known.mean() if len(known) >= FEW else np.nan)
