"""What a guess must beat: the rules in force, and the plainest models of the same students."""

from collections.abc import Callable

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from analytics.prediction.totals import TOTALS
from students.rules.policy import Policy
from students.rules.risk import Attendance, risk
from students.rules.units import SCALE

ENGAGEMENT = ("login_days", "video_hours", "attendance", "average_score")
CLASSWORK = ("attendance", "assignments", "quizzes", "midterm")
EXACT = 1_000_000  # shares as whole numbers, as the rules compare them


Guess = Callable[[np.ndarray], np.ndarray]


def risk_levels(policy: Policy, values: np.ndarray) -> np.ndarray:
    """The risk level by the rules of rows of totals: what the policy judged on the day."""
    columns = (TOTALS.index("policy_average"), TOTALS.index("policy_attendance"))
    return np.array([_level(policy, *pair) for pair in values[:, columns]], str)


def _level(policy: Policy, average: float, attendance: float) -> str:
    marks = (0, 0) if np.isnan(average) else (round(average * SCALE), 1)
    classes = None if np.isnan(attendance) else Attendance(round(attendance * EXACT), EXACT)
    return risk(policy, *marks, classes).level


def rule(policy: Policy, values: np.ndarray, outcome: np.ndarray) -> Guess:
    """The share of past students of the same risk level it came true for; of all, if none was."""
    levels = risk_levels(policy, values)
    shares = {level: outcome[levels == level].mean() for level in set(levels)}
    everyone = outcome.mean()
    return lambda rows: np.array([shares.get(at, everyone) for at in risk_levels(policy, rows)])


def engagement_line(values: np.ndarray, outcome: np.ndarray) -> Guess:
    """Linear regression on login days, video hours, attendance and average score."""
    line = _fitted(LinearRegression(), values, outcome, ENGAGEMENT)
    return lambda rows: np.clip(line.predict(_columns(rows, ENGAGEMENT)), 0, 1)


def classwork_classifier(values: np.ndarray, outcome: np.ndarray) -> Guess:
    """Logistic regression on attendance, assignments, quizzes and midterm."""
    learner = _fitted(LogisticRegression(), values, outcome, CLASSWORK)
    return lambda rows: learner.predict_proba(_columns(rows, CLASSWORK))[:, 1]


def _fitted(learner, values, outcome, names):
    imputer = SimpleImputer(strategy="median", keep_empty_features=True)
    return make_pipeline(imputer, StandardScaler(), learner).fit(_columns(values, names), outcome)


def _columns(values: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    return values[:, [TOTALS.index(name) for name in names]]
