"""How well guesses learnt from some cohorts do in others, week by week, beside the baselines."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from analytics.prediction import baselines
from analytics.prediction.cohorts import Cohort
from analytics.prediction.courses import DAYS_IN_WEEK
from analytics.prediction.forecasters import Stage, learnt, leaving_shares
from analytics.prediction.learners import chances, log_odds
from analytics.prediction.measures import TOP, measured
from analytics.prediction.refusals import NotEnoughHistoryError
from analytics.prediction.samples import Sample, sample

FEWEST = 50  # outcomes of either kind, in the past and in the test
PLAIN = ("n", "auc", "brier", "ece")  # what is told of a baseline
BASELINES = ("rule", "engagement_linear", "classwork_classifier", "logistic", "boosting")


@dataclass(frozen=True)
class Test:
    """One week: the stage learnt, those it was tested on, and what each model guessed of them."""

    week: int
    stage: Stage
    sample: Sample
    guesses: dict[str, np.ndarray]
    learnt_from: int

    @property
    def guess(self) -> np.ndarray:
        return self.guesses["model"]


def tests(train: Cohort, test: Cohort, target: str, weeks: Iterable[int]) -> Iterable[Test]:
    """Learn from the one cohort and guess in the other, for each week; at the end of day 7 × week.

    NotEnoughHistoryError where either cohort has too few outcomes.
    """
    past_outcomes, outcomes = train.outcomes(target), test.outcomes(target)
    leaving = leaving_shares(train.courses)
    for week in weeks:
        day = week * DAYS_IN_WEEK
        past = enough(sample(train.courses, past_outcomes, day), train)
        now = enough(sample(test.courses, outcomes, day), test)
        stage = learnt(past, day, leaving)
        guesses = {"model": stage.chances(now.values)}
        guesses |= baseline_guesses(stage, past, now, train)
        yield Test(week, stage, now, guesses, len(past.outcome))


def enough(found: Sample, cohort: Cohort) -> Sample:
    true = int(found.outcome.sum())
    if min(true, len(found.outcome) - true) >= FEWEST:
        return found
    raise NotEnoughHistoryError(
        f"Not enough history: of the students of {', '.join(cohort.names)} it is known for "
        f"{len(found.outcome)}, and came true for {true}; {FEWEST} of either kind are needed."
    )


def baseline_guesses(stage: Stage, past: Sample, now: Sample, train: Cohort) -> dict:
    """What the baselines guess of the same students, by name."""
    learn: dict[str, Callable] = {
        "rule": lambda *past: baselines.rule(train.policy, *past),
        "engagement_linear": baselines.engagement_line,
        "classwork_classifier": baselines.classwork_classifier,
    }
    found = {name: of(past.totals, past.outcome)(now.totals) for name, of in learn.items()}
    chosen = now.values[:, stage.full.columns]
    for name, learner in (("logistic", stage.full.linear), ("boosting", stage.full.trees)):
        found[name] = chances(log_odds(learner, chosen))
    return found


def evaluation(found: Iterable[Test], rounds: int) -> dict:
    """Measures by week, and under `baselines` those of each other model."""
    weeks, others = [], {name: [] for name in BASELINES}
    for test in found:
        weeks.append({"week": test.week} | measured(test.guess, test.sample.outcome, rounds))
        for name, rows in others.items():
            rows.append({"week": test.week} | plain(test.guesses[name], test.sample.outcome))
    return {"weeks": weeks, "baselines": others}


def evaluated(train: Cohort, test: Cohort, target: str, weeks: Iterable[int], rounds: int) -> dict:
    """As `evaluation`; a week that cannot be evaluated has no figures, and the `reason`."""
    whole = {"weeks": [], "baselines": {name: [] for name in BASELINES}}
    for week in weeks:
        try:
            found = evaluation(tests(train, test, target, (week,)), rounds)
        except NotEnoughHistoryError as error:
            found = _without_figures(week, str(error), rounds)
        whole["weeks"] += found["weeks"]
        for name, rows in found["baselines"].items():
            whole["baselines"][name] += rows
    return whole


def _without_figures(week: int, reason: str, rounds: int) -> dict:
    bare = {"week": week} | dict.fromkeys(PLAIN)
    row = bare | {"came_true": None, "top": dict.fromkeys(TOP), "bins": [], "reason": reason}
    intervals = ("auc_interval", "brier_interval", "ece_interval", "top_interval")
    row |= dict.fromkeys(intervals if rounds else ())
    return {"weeks": [row], "baselines": {name: [bare] for name in BASELINES}}


def plain(guess: np.ndarray, outcome: np.ndarray) -> dict:
    """The measures of a baseline: without intervals and bins."""
    found = measured(guess, outcome, rounds=0)
    return {name: found[name] for name in PLAIN}
