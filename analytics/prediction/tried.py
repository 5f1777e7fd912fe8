"""What a version says of a student who is only pictured; nothing of it is stored."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from analytics.models import ModelVersion, Prediction
from analytics.prediction.certainties import Certainty, certainty, doubt, week_tested
from analytics.prediction.courses import DAYS_IN_WEEK
from analytics.prediction.forecasters import Stage
from analytics.prediction.pictured import nothing_was_due, pictured
from analytics.prediction.pulls import pulls
from analytics.prediction.reasons import Reason, reasons
from analytics.prediction.told_names import OF_ITS_DAY
from analytics.prediction.typed_inputs import INPUTS, Typed
from analytics.prediction.typical import (
    Scales,
    Values,
    amounts_of,
    learnt_of,
    scales_of,
    typical,
)
from analytics.prediction.versions import stage_on

MOST_REASONS = 6


@dataclass(frozen=True)
class Answer:
    """A chance of 0 to 1 with how sure it is, or the doubt, a word of `certainties`, and why.

    `not_known` are inputs taken as typical, `unlearnt` those that this version learnt nothing of.
    """

    chance: float
    certainty: Certainty | None
    doubt: str
    reasons: list[Reason]
    not_known: list[str]
    unlearnt: list[str]


@dataclass(frozen=True)
class Start:
    """Whom one begins with: the typical student of a version in a week, or a real one as guessed.

    `known` are amounts of a real student that are better known than from their inputs.
    """

    version: ModelVersion
    week: int
    prediction: Prediction | None = None
    known: Typed | None = None

    @cached_property
    def stage(self) -> Stage:
        """Where the week is that of the prediction, its own: else the one for the week."""
        day = self.week * DAYS_IN_WEEK
        return stage_on(self.version, self.prediction.stage if self._as_guessed else day)

    @property
    def week_tested(self) -> int:
        """The week whose test tells of the answer."""
        return week_tested(self.version.measures, self.stage.day, self.week * DAYS_IN_WEEK)

    @property
    def _as_guessed(self) -> bool:
        return self.prediction is not None and self.week == week_of(self.prediction, self.version)

    @cached_property
    def scales(self) -> Scales:
        return scales_of(self.version, self.week)

    @cached_property
    def values(self) -> Values:
        """Their inputs by name; those that a real one lacks in another week are typical."""
        values = typical(self.stage, self.week)
        if self.prediction is None:
            return values
        own = zip(self.version.inputs, self.prediction.inputs, strict=True)
        own = {name: np.nan if value is None else value for name, value in own}
        if self._as_guessed:
            return own
        of_its_day = ("course_day", *OF_ITS_DAY)
        return values | own | {name: values[name] for name in of_its_day if name in values}

    @cached_property
    def amounts(self) -> dict[str, float]:
        """What a form about them begins with."""
        return amounts_of(self.values, self.scales, self.week) | dict(self.known or {})


def week_of(prediction: Prediction, version: ModelVersion) -> int:
    """The whole weeks that were over when it was made."""
    day = dict(zip(version.inputs, prediction.inputs, strict=True))["course_day"]
    return max(0, int(day // DAYS_IN_WEEK))


def answer(start: Start, typed: Typed, nothing_due: bool = False) -> Answer:
    """What the version says of whom one begins with, changed to what is typed."""
    changed = {name for name, value in typed.items() if value != start.amounts.get(name)}
    values = pictured(start.values, typed, changed, start.scales)
    values = nothing_was_due(values) if nothing_due else values
    chance = float(start.stage.chances(_row(start.stage, values))[0])
    drawn = drawn_by(start, values)
    told = {name: None if np.isnan(value) else value for name, value in values.items()}
    learnt = learnt_of(start.stage)
    return Answer(
        chance=chance,
        certainty=certainty(start.version.measures, start.week_tested, chance),
        doubt=doubt(start.version.measures, start.week_tested, chance),
        reasons=reasons(told, drawn, MOST_REASONS),
        not_known=[name for name in INPUTS if name in learnt and name not in typed],
        unlearnt=[name for name in INPUTS if name not in learnt],
    )


def drawn_by(start: Start, values: Values) -> dict[str, float]:
    """What each theme adds: as it is told of a real student, and to nothing for the typical one.

    The parts of the logistic regression count from the mean of the past, the typical student stands
    in the middle of it: what lies between the two is taken off where one begins with the latter.
    """
    found = pulls(start.stage, _row(start.stage, values))
    usual = pulls(start.stage, _row(start.stage, typical(start.stage, start.week)))
    off = 0 if start.prediction else 1
    return {theme: float(pull[0] - off * usual[theme][0]) for theme, pull in found.items()}


def _row(stage: Stage, values: Values) -> np.ndarray:
    return np.array([[values[name] for name in stage.names]], float)
