"""What reasons are told from and nothing is learnt from: figures that are true as they are said.

A rank counts ties half, so that the most silent of a silent course stand in the middle. "More than
30 % of the course" has to mean 30 % that did less.
"""

import numpy as np

from analytics.prediction.courses import DAYS_IN_WEEK, Course
from analytics.prediction.standings import shares_below

LATELY_WEEKS = 2
TOLD = (
    *("told_active", "told_clicks", "told_clicks_2w", "told_early_clicks"),
    *("told_score", "told_attempts"),
)


def told_features(course: Course, day: int, score_so_far: np.ndarray) -> dict[str, np.ndarray]:
    """For each enrolment as known on the day: ever active or not, shares below, attempts."""
    weeks, count = course.weeks, len(course.enrolments)
    clicks, over = weeks.clicks.sum(axis=1), max(0, (day + 1) // DAYS_IN_WEEK)

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
    return dict(zip(TOLD, found, strict=True))
