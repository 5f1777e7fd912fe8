"""What a student did in a course until a day: how much, how regularly, in which direction.

Amounts are told as places within the course: what is much differs from course to course.
"""

import numpy as np

from analytics.prediction.courses import DAYS_IN_WEEK, PAGE_KINDS, Course
from analytics.prediction.standings import ranks

FADING = 0.8  # what a week counts less than the week after it
SPANS = (1, 2, 4)  # the latest weeks that are looked at together
RECENT_WEEKS, MONTH = 2, 4
FEWEST_WEEKS = 2  # there is no shape to one week
SHAPE = (
    *("slope_rank", "week_rank", "week_rank_spread"),
    *("week_rank_first", "week_rank_lately", "week_rank_fading"),
)


def activity_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """Features by name, an array each, of a course as known on the day; NaN: nothing is kept."""
    weeks = course.weeks
    over = max(0, (day + 1) // DAYS_IN_WEEK)
    before = max(0, -int(weeks.week.min(initial=0)))
    clicks = by_week(course, weeks.clicks.sum(axis=1), before, over)
    days = by_week(course, weeks.days, before, over)
    found = amounts(clicks, days, before) | latest(clicks, days) | silence(course, day)
    found |= shape(np.log1p(clicks[:, before:])) | kinds(course, over)
    if len(weeks.row):
        return found
    # Nothing is kept of this course: that is no silence.
    return dict.fromkeys(found, np.full(len(course.enrolments), np.nan))


def by_week(course: Course, values, before: int, over: int) -> np.ndarray:
    """Enrolments by weeks, from the first week before the start to the last that is over."""
    count, width = len(course.enrolments), before + over
    place = course.weeks.row * width + course.weeks.week + before
    return np.bincount(place, values, count * width).reshape(count, width)


def amounts(clicks, days, before: int) -> dict[str, np.ndarray]:
    return {
        "clicks_rank": ranks(clicks.sum(axis=1)),
        "days_rank": ranks(days.sum(axis=1)),
        "early_clicks_rank": ranks(clicks[:, :before].sum(axis=1)),
    }


def latest(clicks, days) -> dict[str, np.ndarray]:
    """The latest weeks, and how they stand against what was before."""
    found, rank = {}, {}
    for span in SPANS:
        rank[span] = ranks(clicks[:, -span:].sum(axis=1))
        found[f"clicks_rank_{span}w"] = rank[span]
        found[f"days_rank_{span}w"] = ranks(days[:, -span:].sum(axis=1))
    found["days_change"] = days[:, -1:].sum(axis=1) - days[:, -2:-1].sum(axis=1)
    found["rank_change"] = rank[1] - ranks(clicks.sum(axis=1))
    found["rank_change_4w"] = rank[2] - rank[4]
    return found


def silence(course: Course, day: int) -> dict[str, np.ndarray]:
    """Days since the last activity; who never was active is silent for as long as can be."""
    weeks, count = course.weeks, len(course.enrolments)
    active = weeks.days > 0
    row, week = weeks.row[active], weeks.week[active].astype(float)
    last, first = np.full(count, np.nan), np.full(count, np.nan)
    np.fmax.at(last, row, week * DAYS_IN_WEEK + weeks.last_day[active])
    np.fmin.at(first, row, week)
    silent = np.where(np.isnan(last), max(0, day) + 4 * DAYS_IN_WEEK, day - last)
    first = np.where(np.isnan(first), day / DAYS_IN_WEEK + 1, first)
    return {"silent_days": silent, "silent_rank": ranks(silent), "first_week_rank": ranks(first)}


def shape(weekly: np.ndarray) -> dict[str, np.ndarray]:
    """The course of the weeks since the start, of clicks on a log scale; NaN before the second."""
    count = weekly.shape[1]
    if count < FEWEST_WEEKS:
        return dict.fromkeys(SHAPE, np.full(len(weekly), np.nan))
    time = np.arange(count) - (count - 1) / 2
    standing = np.stack([ranks(week) for week in weekly.T], axis=1)
    fading = FADING ** np.arange(count)[::-1]
    found = (
        ranks(weekly @ time),
        standing.mean(axis=1),
        standing.std(axis=1),
        standing[:, :MONTH].mean(axis=1),
        standing[:, -MONTH:].mean(axis=1),
        standing @ fading / fading.sum(),
    )
    return dict(zip(SHAPE, found, strict=True))


def kinds(course: Course, over: int) -> dict[str, np.ndarray]:
    """How much of each kind of page was looked at, in all and in the latest weeks."""
    weeks, count = course.weeks, len(course.enrolments)
    recent = weeks.week >= over - RECENT_WEEKS
    amounts_of = dict(zip(PAGE_KINDS, weeks.clicks.T, strict=True))
    found = {}
    for kind, amount in (amounts_of | {"video": weeks.videos, "post": weeks.posts}).items():
        found[f"{kind}_rank"] = ranks(np.bincount(weeks.row, amount, count))
        found[f"{kind}_rank_{RECENT_WEEKS}w"] = ranks(
            np.bincount(weeks.row, amount * recent, count)
        )
    return found
