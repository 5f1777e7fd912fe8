"""What a student handed in of what was due until a day: how much, when, with which scores."""

import numpy as np

from analytics.prediction.courses import Course
from analytics.prediction.standings import ranks, ratio


def work_features(course: Course, day: int) -> dict[str, np.ndarray]:
    """Features by name, an array each, of a course as known on the day; NaN: nothing to tell."""
    shape = (len(course.enrolments), len(course.parts.due))
    done, score, days, banked = tables(course.work, shape)
    told = course.work.told(*shape)
    due = course.parts.due <= day
    weight = course.parts.weight
    found = amounts(done, due, told, weight) | scores(done, score, due, told, weight)
    found |= lateness(~np.isnan(days) & due & ~banked, days - course.parts.due)
    found |= sequence(done, score, told, np.flatnonzero(due & (weight > 0)))
    found["next_made"] = next_made(course.parts, done, day)
    found["banked"] = banked.sum(axis=1)
    for name in ("score_mean", "score_so_far", "score_weighted", "last_score", "days_late"):
        found[f"{name}_rank"] = ranks(found[name])
    return found


def tables(work, shape) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Enrolments by parts: made, score, day of handing in, and whether of an earlier attempt."""
    done, banked = np.zeros(shape, bool), np.zeros(shape, bool)
    score, days = np.full(shape, np.nan), np.full(shape, np.nan)
    place = work.row, work.part
    done[place], score[place], banked[place] = work.made, work.score, work.banked
    days[place] = work.submitted
    return done, score, days, banked


def amounts(done, due, told, weight) -> dict[str, np.ndarray]:
    made = done & due
    return {
        "made_share": ratio(made.sum(axis=1), (told & due).sum(axis=1)),
        "made_weight": ratio(made @ weight, (told & due) @ weight),
        "ahead": (done & ~due).sum(axis=1),
    }


def scores(done, score, due, told, weight) -> dict[str, np.ndarray]:
    """Means of the scores: of what was handed in, and with 0 for what was due and is missing."""
    known = done & ~np.isnan(score)
    points = np.where(known, score, 0)
    lowest = np.where(known, score, np.inf).min(axis=1, initial=np.inf)
    return {
        "score_mean": ratio(points.sum(axis=1), known.sum(axis=1)),
        "score_weighted": ratio(points @ weight, known @ weight),
        "score_so_far": ratio(points @ (weight * due), (told & due) @ weight),
        "lowest_score": np.where(np.isinf(lowest), np.nan, lowest),
    }


def lateness(counted, late) -> dict[str, np.ndarray]:
    """Days after the due day, of what was due and came."""
    count = counted.sum(axis=1)
    days = np.where(counted, late, 0)
    latest = np.where(counted, late, -np.inf).max(axis=1, initial=-np.inf)
    return {
        "days_late": ratio(days.sum(axis=1), count),
        "days_late_most": np.where(np.isinf(latest), np.nan, latest),
        "late_share": ratio((counted & (late > 0)).sum(axis=1), count),
    }


def sequence(done, score, told, due: np.ndarray) -> dict[str, np.ndarray]:
    """The latest parts that were due and count: made, score, change of score, missed in a row."""
    nothing = np.full(len(done), np.nan)
    if not len(due):
        return dict.fromkeys(
            ("last_made", "last_score", "score_change", "missed_in_a_row"), nothing
        )
    last, before = nothing, nothing
    missed, going = np.zeros(len(done)), np.ones(len(done), bool)
    for part in due:
        new = ~np.isnan(score[:, part])
        last, before = np.where(new, score[:, part], last), np.where(new, last, before)
    for part in due[::-1]:
        missing = told[:, part] & ~done[:, part]
        going = going & (missing | ~told[:, part])
        missed += going & missing
    return {
        "last_made": np.where(told[:, due[-1]], done[:, due[-1]], np.nan),
        "last_score": last,
        "score_change": last - before,
        "missed_in_a_row": missed,
    }


def next_made(parts, done, day: int) -> np.ndarray:
    """Whether the next part that counts is handed in already."""
    coming = np.flatnonzero((parts.due > day) & (parts.weight > 0))
    return done[:, coming[0]].astype(float) if len(coming) else np.full(len(done), np.nan)
