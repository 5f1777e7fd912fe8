"""What past courses of a subject tell of its next one: whether it loses more students or fewer."""

import numpy as np

from analytics.prediction.learners import chances

PRIOR = 10  # of p (1 - p): as if every course had had some students besides, lost as guessed


def subject_pasts(
    subject: np.ndarray, course: np.ndarray, log_odds: np.ndarray, outcome: np.ndarray
) -> dict[int, float]:
    """For each subject what to add to the log odds of its students.

    A row per past student: subject, course, the log odds given by what was learnt without them, and
    whether it came true, 0 or 1. By how much the log odds of each course lay too low is one step of
    Newton's; n courses of a subject count like n of n + 1, so that a single one says only half.
    """
    guess = chances(log_odds)
    found = {}
    for one in np.unique(subject[~np.isnan(subject)]):
        courses = [course == number for number in np.unique(course[subject == one])]
        steps = [_too_low(guess[rows], outcome[rows]) for rows in courses]
        found[int(one)] = sum(steps) / (len(steps) + 1)
    return found


def _too_low(guess: np.ndarray, outcome: np.ndarray) -> float:
    return float((outcome - guess).sum() / ((guess * (1 - guess)).sum() + PRIOR))
