"""What a student did in a course until a day: how much, how regularly, in which direction."""

import numpy as np

from analytics.prediction.courses import DAYS_IN_WEEK, PAGE_KINDS, Course
from analytics.prediction.standings import ranks, ratio

FADING = 0.8  # what a week counts less than the week after it
SPANS = (1, 2, 4)  # the latest weeks that are looked at together


def activity_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """Features by name, an array each, of a course as known on the day."""
    count = len(course.enrolments)
    over = max(0, (day + 1) // DAYS_IN_WEEK)
    before = max(0, -int(course.weeks.week.min(initial=0)))
    clicks = by_week(course, course.weeks.clicks.sum(axis=1), count, before, over)
    days = by_week(course, course.weeks.days, count, before, over)
    found = amounts(clicks, days, before) | latest(clicks, days)
    found |= silence(course, day, count)
    if over > 1:
        found |= shape(np.log1p(clicks[:, before:]))
    return found | kinds(course, count, over)


def by_week(course, values, count: int, before: int, over: int) -> np.ndarray:
    """A table of enrolments by weeks, from the first week before the start to the last that is over."""
    weeks = course.weeks
    place = weeks.row * (before + over) + weeks.week + before
    return np.bincount(place, values, count * (before + over)).reshape(count, before + over)


def amounts(clicks, days, before: int) -> dict[str, np.ndarray]:
    total, early = np.log1p(clicks.sum(axis=1)), np.log1p(clicks[:, :before].sum(axis=1))
    since_start = days[:, before:]
    return {
        "clicks": total,
        "clicks_rank": ranks(total),
        "early_clicks": early,
        "early_clicks_rank": ranks(early),
        "early_days": days[:, :before].sum(axis=1),
        "days_share": since_start.sum(axis=1) / max(1, since_start.shape[1] * DAYS_IN_WEEK),
        "days_rank": ranks(days.sum(axis=1)),
    }


def latest(clicks, days) -> dict[str, np.ndarray]:
    """The latest weeks, and how they stand against what was before."""
    found, rank = {}, {}
    for span in SPANS:
        amount = np.log1p(clicks[:, -span:].sum(axis=1)) if clicks.size else np.zeros(len(clicks))
        lately = days[:, -span:].sum(axis=1)
        rank[span] = ranks(amount)
        found |= {
            f"clicks_{span}w": amount,
            f"clicks_rank_{span}w": rank[span],
            f"days_{span}w": lately,
            f"days_rank_{span}w": ranks(lately),
        }
    found["days_change"] = days[:, -1:].sum(axis=1) - days[:, -2:-1].sum(axis=1)
    found["rank_change"] = rank[1] - ranks(clicks.sum(axis=1))
    found["rank_change_4w"] = rank[2] - rank[4]
    return found


def silence(course: Course, day: int, count: int) -> dict[str, np.ndarray]:
    """Days since the last activity and the day of the first week with any."""
    weeks = course.weeks
    last = np.full(count, np.nan)
    active = weeks.days > 0
    last_day = weeks.week * DAYS_IN_WEEK + np.nan_to_num(weeks.last_day)
    np.fmax.at(last, weeks.row[active], last_day[active].astype(float))
    first = np.full(count, np.nan)
    np.fmin.at(first, weeks.row[active], weeks.week[active].astype(float))
    never = max(0, day) + 4 * DAYS_IN_WEEK
    silent = np.where(np.isnan(last), never, day - last)
    first = np.where(np.isnan(first), day / DAYS_IN_WEEK + 1, first)
    return {
        "silent_days": silent,
        "silent_rank": ranks(silent),
        "first_week": first,
        "first_rank": ranks(first),
    }


def shape(weekly: np.ndarray) -> dict[str, np.ndarray]:
    """The course of the weeks since the start, from clicks on a log scale."""
    count = weekly.shape[1]
    time = np.arange(count) - (count - 1) / 2
    slope = weekly @ time / (time @ time)
    standing = np.stack([ranks(week) for week in weekly.T], axis=1)
    fading = FADING ** np.arange(count)[::-1]
    return {
        "idle_weeks": (weekly == 0).mean(axis=1),
        "week_spread": weekly.std(axis=1),
        "slope": slope,
        "slope_rank": ranks(slope),
        "week_rank": standing.mean(axis=1),
        "week_rank_spread": standing.std(axis=1),
        "week_rank_first": standing[:, :4].mean(axis=1),
        "week_rank_lately": standing[:, -4:].mean(axis=1),
        "week_rank_fading": standing @ fading / fading.sum(),
    }


def kinds(course: Course, count: int, over: int) -> dict[str, np.ndarray]:
    """How much of each kind of page was looked at, in all and in the latest two weeks."""
    found, weeks = {}, course.weeks
    total = np.bincount(weeks.row, weeks.clicks.sum(axis=1), count)
    recent = weeks.week >= over - 2
    for place, kind in enumerate(PAGE_KINDS):
        clicks = weeks.clicks[:, place]
        amount = np.bincount(weeks.row, clicks, count)
        lately = np.bincount(weeks.row, clicks * recent, count)
        found[f"{kind}_rank"] = ranks(np.log1p(amount))
        found[f"{kind}_share"] = ratio(amount, total)
        found[f"{kind}_rank_2w"] = ranks(np.log1p(lately))
    return found
