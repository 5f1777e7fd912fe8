"""The typical past student of a version: the middle of what its learners were given."""

from math import isnan, nan

from analytics.models import ModelVersion
from analytics.prediction.courses import DAYS_IN_WEEK
from analytics.prediction.forecasters import OF_WORK, Stage
from analytics.prediction.places import amount
from analytics.prediction.typed_inputs import INPUTS, PERCENT, SCORE_NAMES

Values = dict[str, float]
Scales = dict[str, list[float]]

MIDDLE = 0.5
COURSE_SIZE = 100  # of a course that loses students at the usual pace
TOLD = {"told_active": 1, "told_clicks": MIDDLE, "told_clicks_2w": MIDDLE}
TOLD |= {"told_early_clicks": MIDDLE, "told_score": MIDDLE}
OF_INPUT = {  # the input of a version that tells what is typed, NaN where nothing is known
    "silent_days": "silent_days",
    "handed_in": OF_WORK,
    "missed_in_a_row": "missed_in_a_row",
    **dict.fromkeys(SCORE_NAMES, "score_mean"),
    "attendance": "classes_share",
    "attendance_lately": "classes_share_4w",
    "attempts": "attempts",
    "subjects": "subjects_at_once",
    "earlier_average": "earlier_percent",
    "earlier_failed": "earlier_failed",
    "earlier_attendance": "earlier_classes",
    "login_days": "days_rank",
    "login_days_lately": "days_rank_2w",
}
SHARES = ("handed_in", "attendance", "attendance_lately", "earlier_attendance")
BY_SCALE = ("login_days", "login_days_lately")


def typical(stage: Stage, week: int) -> Values:
    """All inputs of a stage by name; NaN where its past students tell nothing."""
    values = dict.fromkeys(stage.names, nan)
    for blend in (stage.early, stage.full):
        middles = blend.linear[0].statistics_
        values |= {stage.names[at]: float(middles[n]) for n, at in enumerate(blend.columns)}
    gone = COURSE_SIZE * stage.leaving[min(week, len(stage.leaving) - 1)]
    values |= {"course_there": COURSE_SIZE, "course_gone": gone, "course_day": week * DAYS_IN_WEEK}
    told = TOLD | {"told_attempts": values.get("attempts", nan)}
    return values | {name: value for name, value in told.items() if name in values}


def learnt_of(stage: Stage) -> frozenset[str]:
    """The typed inputs that a stage has learnt anything from."""
    used = {stage.names[at] for blend in (stage.early, stage.full) for at in blend.columns}
    return frozenset(name for name, source in OF_INPUT.items() if source in used)


def scales_of(version: ModelVersion, week: int) -> Scales:
    """Those of the latest week that was looked at and is not after this one; {} without any."""
    found = version.measures.get("scales", {})
    known = sorted(map(int, found))
    if not known:
        return {}
    return found[str(max((one for one in known if one <= week), default=known[0]))]


def amounts_of(values: Values, scales: Scales, week: int) -> dict[str, float]:
    """What is typed of these values, in its own units; left out: what is not known of them."""
    found = {}
    for name, source in OF_INPUT.items():
        value = values.get(source, nan)
        if isnan(value) or week < INPUTS[name].from_week or name in SCORE_NAMES[1:]:
            continue
        if name in BY_SCALE:
            if name not in scales:
                continue
            value = amount(scales[name], value)
        found[name] = _rounded(name, value * 100 if name in SHARES else value)
    return found


def _rounded(name: str, value: float) -> float:
    one = INPUTS[name]
    kept = min(max(value, one.least), one.most)
    return float(round(kept) if one.whole or one.unit == PERCENT else round(kept, 1))
