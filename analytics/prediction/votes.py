"""What each boosted tree says, so that only those that look at a changed input are asked again.

scikit-learn adds what its trees say one by one: the same values added in the same order give the
same log odds to the last bit, in a third of the time.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.utils._openmp_helpers import _openmp_effective_n_threads

from analytics.prediction.learners import odds_of


@dataclass(frozen=True)
class Votes:
    """What each tree, in their order, says of each row of inputs."""

    trees: HistGradientBoostingClassifier
    said: list[np.ndarray]

    def log_odds(self) -> np.ndarray:
        """Those of all trees together, as `learners.log_odds` has them."""
        raw = np.full(len(self.said[0]), self.trees._baseline_prediction.item())
        for one in self.said:
            raw += one
        return odds_of(self.trees._loss.predict_proba(raw)[:, 1])

    def moved(self, values: np.ndarray, changed: np.ndarray) -> "Votes":
        """Of the same rows with other values in the columns where `changed` is true."""
        ask = _asking(self.trees, values)
        pairs = zip(_each(self.trees), self.said, strict=True)
        said = [ask(tree) if changed[_looks_at(tree)].any() else before for tree, before in pairs]
        return replace(self, said=said)


def votes(trees: HistGradientBoostingClassifier, values: np.ndarray) -> Votes:
    """Of rows of inputs; NaN where nothing is known."""
    return Votes(trees, [*map(_asking(trees, values), _each(trees))])


def _each(trees: HistGradientBoostingClassifier) -> list:
    return [tree for (tree,) in trees._predictors]


def _looks_at(tree) -> np.ndarray:
    """The columns that a tree tells rows apart by."""
    return tree.nodes["feature_idx"][tree.nodes["is_leaf"] == 0]


def _asking(trees: HistGradientBoostingClassifier, values: np.ndarray) -> Callable:
    kinds = trees._bin_mapper.make_known_categories_bitsets()
    threads = _openmp_effective_n_threads()
    return lambda tree: tree.predict(values, *kinds, threads)
