"""From the inputs of a day to a probability: the learners of a stage, calibrated, at its pace."""

from dataclasses import dataclass, field, replace

import numpy as np
from sklearn.linear_model import LogisticRegression

from analytics.prediction.courses import DAYS_IN_WEEK, Course
from analytics.prediction.features import OF_COURSE, OF_SUBJECT, UNLEARNT
from analytics.prediction.learners import SEED, Blend, chances, fitted, odds_of
from analytics.prediction.samples import Sample
from analytics.prediction.subject_pasts import subject_pasts

FOLDS = 5
MOST_COURSES = 10  # each held out by itself; of more, some are held out together
FIRST_PACE_DAY = 4 * DAYS_IN_WEEK  # before it, too few have left to tell one course from another
PACE_WEIGHT = 0.5  # of the log ratio of leavers to those expected; see decision 028
PACE_PRIOR = 10  # leavers as expected, that every course is thought to have had besides
OF_WORK = "made_share"  # NaN where nothing was due yet
OF_ALL_WORK = (
    *("made_", "score_", "lowest_", "last_", "days_late", "late_", "missed_"),
    *("ahead", "banked", "next_made"),
)


@dataclass(frozen=True)
class Stage:
    """What was learnt for one day of a course.

    `early` judges courses where nothing was due by then, without looking at work. `leaving` has for
    each week from 0 on the share of the past students who had left by its first day: a course is
    compared with what past ones had lost by the same week, whichever day the stage is of.
    `subjects` has what past courses of a subject add; of others nothing is known.
    """

    day: int
    names: tuple[str, ...]
    full: Blend
    early: Blend
    slope: float
    level: float
    leaving: list[float]
    subjects: dict[int, float] = field(default_factory=dict)

    def log_odds(self, values: np.ndarray) -> np.ndarray:
        """Calibrated log odds of rows of inputs in the order of `names`."""
        raw = blended(self.full, self.early, values, self.names)
        return self.calibrated(raw, values) + self.subject_past(values)

    def calibrated(self, raw: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Log odds of the learners at the level of the past and the pace of the course."""
        return self.level + self.slope * raw + self.pace(values)

    def chances(self, values: np.ndarray) -> np.ndarray:
        return chances(self.log_odds(values))

    def pace(self, values: np.ndarray) -> np.ndarray:
        """What a course's losing more or fewer students than past ones adds to the log odds."""
        if self.day < FIRST_PACE_DAY:
            return np.zeros(len(values))
        there, gone, day = (values[:, self.names.index(name)] for name in OF_COURSE)
        week = np.clip(day // DAYS_IN_WEEK, 0, len(self.leaving) - 1).astype(int)
        expected = there * np.array(self.leaving)[week]
        return PACE_WEIGHT * np.log((gone + PACE_PRIOR) / (expected + PACE_PRIOR))

    def subject_past(self, values: np.ndarray) -> np.ndarray:
        """What past courses of the same subject add to the log odds."""
        subject = values[:, self.names.index(OF_SUBJECT)]
        return np.array([self.subjects.get(one, 0.0) for one in subject])


def learnt(past: Sample, day: int, leaving: list[float]) -> Stage:
    """A stage learnt from a sample of that day and calibrated on rows it had not learnt from."""
    full, early = learners_of(past)
    unseen = unseen_log_odds(past)
    slope, level = calibration(unseen, past.outcome)
    stage = Stage(day, past.names, full, early, slope, level, leaving)
    before = stage.calibrated(unseen, past.values)
    subject = past.values[:, past.names.index(OF_SUBJECT)]
    return replace(stage, subjects=subject_pasts(subject, past.course, before, past.outcome))


def learners_of(past: Sample, with_early: bool = True) -> tuple[Blend, Blend]:
    """The learner of everything, and the one that knows nothing of work, where it is asked for."""
    inputs = [at for at, name in enumerate(past.names) if name not in UNLEARNT]
    without = [at for at in inputs if not is_work(past.names[at])]
    full = fitted(past.values, past.outcome, inputs)
    same = set(full.columns) <= set(without)
    return full, full if same or not with_early else fitted(past.values, past.outcome, without)


def is_work(name: str) -> bool:
    """Whether an input tells of work that was handed in."""
    return name.startswith(OF_ALL_WORK)


def blended(full: Blend, early: Blend, values: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Log odds by the learner that fits each row."""
    found = full.log_odds(values)
    nothing_due = np.isnan(values[:, names.index(OF_WORK)])
    if early is not full and nothing_due.any():
        found[nothing_due] = early.log_odds(values[nothing_due])
    return found


def unseen_log_odds(past: Sample) -> np.ndarray:
    """Log odds of each row by learners that had not learnt from its course."""
    unseen = np.zeros(len(past.outcome))
    for held_out in folds(past):
        rest, values = past.of(np.flatnonzero(~held_out)), past.values[held_out]
        asked = np.isnan(values[:, past.names.index(OF_WORK)]).any()
        full, early = learners_of(rest, with_early=asked)
        unseen[held_out] = blended(full, early, values, past.names)
    return unseen


def calibration(unseen: np.ndarray, outcome: np.ndarray) -> tuple[float, float]:
    """Slope and level that turn log odds of rows not learnt from into those that came true.

    Where what was learnt elsewhere tells nothing of them, or the reverse, everyone gets the mean.
    """
    line = LogisticRegression(C=np.inf).fit(unseen[:, None], outcome)
    slope, level = float(line.coef_[0, 0]), float(line.intercept_[0])
    return (slope, level) if slope > 0 else (0.0, float(odds_of(outcome.mean())))


def folds(past: Sample):
    """Course by course where there are enough, so that it counts how one fares in a new course."""
    group = past.course
    if len(np.unique(group)) > MOST_COURSES:
        group = np.random.default_rng(SEED).permutation(group.max() + 1)[group] % FOLDS
    if len(np.unique(group)) < 3 or not all(
        0 < past.outcome[group != one].mean() < 1 for one in np.unique(group)
    ):
        group = np.random.default_rng(SEED).permutation(len(group)) % FOLDS
    for one in np.unique(group):
        yield group == one


def leaving_shares(courses: list[Course]) -> list[float]:
    """Week by week, as long as the longest course, the share of students who had left by then."""
    weeks = max(int(course.length) for course in courses) // DAYS_IN_WEEK + 1
    found = []
    for week in range(max(1, weeks)):
        there, gone = np.sum([course.leaving(week * DAYS_IN_WEEK) for course in courses], axis=0)
        found.append(float(gone / there) if there else 0.0)
    return found
