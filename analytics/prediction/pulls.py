"""What raised and what lowered a guess, by theme, on the scale of log odds.

Exact for the logistic regression: coefficient times distance from the mean of the past. For the
trees: how the guess moves when the theme's inputs alone are set to those typical of the past; since
they act together, these need not add up to the guess.
"""

import numpy as np

from analytics.prediction.forecasters import OF_WORK, Stage
from analytics.prediction.learners import Blend
from analytics.prediction.themes import ALL, COURSE, SUBJECT, theme_of
from analytics.prediction.votes import votes


def pulls(stage: Stage, values: np.ndarray) -> dict[str, np.ndarray]:
    """For each theme what it adds to the log odds of each row, against a typical past student."""
    found = {theme: np.zeros(len(values)) for theme in ALL}
    nothing_due = np.isnan(values[:, stage.names.index(OF_WORK)])
    for rows, blend in ((~nothing_due, stage.full), (nothing_due, stage.early)):
        if rows.any():
            for theme, pull in _of_blend(blend, stage.names, values[rows]).items():
                found[theme][rows] = stage.slope * pull
    found[COURSE] = stage.pace(values)
    found[SUBJECT] = stage.subject_past(values)
    return found


def _of_blend(blend: Blend, names: tuple[str, ...], values: np.ndarray) -> dict[str, np.ndarray]:
    chosen = values[:, blend.columns]
    themes = np.array([theme_of(names[column]) for column in blend.columns])
    exact = linear_parts(blend, chosen)
    asked = votes(blend.trees, chosen)
    whole = asked.log_odds()
    typical = blend.linear[0].statistics_
    found = {}
    for theme in set(themes):
        of_theme = themes == theme
        without = np.where(of_theme, typical, chosen)
        moved = whole - asked.moved(without, of_theme).log_odds()
        found[str(theme)] = (exact[:, of_theme].sum(axis=1) + moved) / 2
    return found


def linear_parts(blend: Blend, chosen: np.ndarray) -> np.ndarray:
    """What each input adds in the logistic regression; with its intercept: the log odds."""
    scaled = blend.linear[:-1].transform(chosen)
    return scaled * blend.linear[-1].coef_[0]


def if_typical(stage: Stage, values: np.ndarray, theme: str) -> np.ndarray:
    """The chances of the rows if the inputs of a theme were those typical of the past."""
    changed = values.copy()
    for blend in (stage.early, stage.full):
        typical = blend.linear[0].statistics_
        for at, column in enumerate(blend.columns):
            if theme_of(stage.names[column]) == theme:
                unknown = np.isnan(values[:, column])
                changed[:, column] = np.where(unknown, np.nan, typical[at])
    return stage.chances(changed)
