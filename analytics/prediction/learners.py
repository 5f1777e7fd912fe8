"""What learns from past courses: a logistic regression and boosted trees, and both together.

Both are kept small: three courses are few, and what is peculiar to them must not be learnt.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from analytics.prediction.refusals import NotEnoughHistoryError

SEED = 0
TREES = 200
SURE = 1e-4  # no guess is surer than this: its log odds stay finite


def logistic() -> Pipeline:
    return make_pipeline(
        SimpleImputer(strategy="median"),
        StandardScaler(),
        LogisticRegression(C=0.005, max_iter=1000),
    )


def boosting() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=0.03,
        max_leaf_nodes=4,
        min_samples_leaf=40,
        l2_regularization=5,
        max_features=0.3,
        random_state=SEED,
    )


@dataclass(frozen=True)
class Blend:
    """The mean of both on the scale of log odds; `columns` are the inputs that tell something."""

    columns: list[int]
    linear: Pipeline
    trees: HistGradientBoostingClassifier

    def log_odds(self, values: np.ndarray) -> np.ndarray:
        chosen = values[:, self.columns]
        return (log_odds(self.linear, chosen) + log_odds(self.trees, chosen)) / 2


def fitted(values: np.ndarray, outcome: np.ndarray, columns: list[int]) -> Blend:
    """Both learners fitted to rows of inputs and their outcome of 0 or 1.

    NotEnoughHistoryError where no input tells anything: all past students are alike.
    """
    telling = [column for column in columns if _varies(values[:, column])]
    if not telling:
        raise NotEnoughHistoryError("Not enough history: nothing tells past students apart.")
    chosen = values[:, telling]
    linear = logistic().fit(chosen, outcome)
    return Blend(telling, linear, boosting().fit(chosen, outcome))


def log_odds(learner, values: np.ndarray) -> np.ndarray:
    return odds_of(learner.predict_proba(values)[:, 1])


def odds_of(probability: np.ndarray) -> np.ndarray:
    """Log odds of probabilities."""
    kept = np.clip(probability, SURE, 1 - SURE)
    return np.log(kept / (1 - kept))


def chances(log_odds: np.ndarray) -> np.ndarray:
    """Probabilities of log odds."""
    return 1 / (1 + np.exp(-log_odds))


def _varies(column: np.ndarray) -> bool:
    known = column[~np.isnan(column)]
    return len(known) > 0 and known.min() < known.max()
