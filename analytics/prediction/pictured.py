"""A student pictured from typed amounts: each sets the inputs of a version that tell of it."""

from math import isnan, nan

from analytics.prediction.beginnings import MOST_ATTEMPTS
from analytics.prediction.forecasters import OF_WORK, is_work
from analytics.prediction.places import below, place
from analytics.prediction.themes import REST, theme_of
from analytics.prediction.told_names import WHOLE
from analytics.prediction.typed_inputs import SCORE_NAMES, Typed
from analytics.prediction.typical import Scales, Values

LATELY = ("_1w", "_2w", "_4w", "_lately", "_fading")
LATELY_DAYS = 14  # who is silent for longer did nothing in the last two weeks
WORK = ("handed_in", "missed_in_a_row", *SCORE_NAMES)
CLASSES = ("classes_share", "classes_share_4w")


def pictured(values: Values, typed: Typed, changed: set[str], scales: Scales) -> Values:
    """The inputs with what was changed set to what is typed; all else stays as it is."""
    found = dict(values)
    for name in typed.keys() & changed & SETTERS.keys():
        SETTERS[name](found, typed[name], scales)
    if changed & set(WORK):
        _work(found, typed, changed, scales)
    if changed & {"login_days", "login_days_lately"}:
        _trend(found)
    return {name: value for name, value in found.items() if name in values}


def nothing_was_due(values: Values) -> Values:
    """The same of a course in which nothing was due so far."""
    of_work = {name: nan for name in values if is_work(name)}
    return values | of_work | {"told_score": nan}


def _activity(values: Values, days: float, scales: Scales):
    """As active in everything as on this many days a week."""
    if points := scales.get("login_days"):
        chosen = [name for name in values if theme_of(name) == REST and name.endswith("_rank")]
        values.update(dict.fromkeys(chosen, place(points, days)))
        values["told_clicks"] = below(points, days)
    values["told_days"] = nan
    if days:
        values["told_active"] = 1


def _lately(values: Values, days: float, scales: Scales):
    if points := scales.get("login_days_lately"):
        chosen = [name for name in values if "rank" in name and name.endswith(LATELY)]
        chosen = [name for name in chosen if "change" not in name]
        values.update(dict.fromkeys(chosen, place(points, days)))
        values["told_clicks_2w"] = below(points, days)
    values["told_days_4w"] = nan
    if days:
        values["told_active"] = 1


def _trend(values: Values):
    """Where both are typed, the latest weeks stand against the whole as they say."""
    if {"days_rank", "days_rank_1w"} <= values.keys():
        values["rank_change"] = values["days_rank_1w"] - values["days_rank"]


def _silence(values: Values, days: float, scales: Scales):
    values |= {"silent_days": days, "told_days_4w": nan}
    if days > LATELY_DAYS:
        _lately(values, 0, scales)
    if points := scales.get("silent_days"):
        values["silent_rank"] = place(points, days)


def _uncounted(values: Values, *names: str):
    """Of how many a share was counted, is not known of one that is typed, nor of its neighbours."""
    values.update({f"{WHOLE}{name}": nan for name in names})


def _attendance(values: Values, percent: float, scales: Scales):
    values["classes_share"] = percent / 100
    _uncounted(values, *CLASSES)
    if points := scales.get("attendance"):
        values["classes_rank"] = place(points, percent / 100)


def _attendance_lately(values: Values, percent: float, scales: Scales):
    values["classes_share_4w"] = percent / 100
    _uncounted(values, *CLASSES)


def _attempts(values: Values, count: float, scales: Scales):
    values |= {"attempts": min(count, MOST_ATTEMPTS), "told_attempts": count}


def _subjects(values: Values, count: float, scales: Scales):
    values["subjects_at_once"] = count


def _earlier_average(values: Values, percent: float, scales: Scales):
    """The newest term like all of them, and no subject better at its worst than that."""
    values |= {"earlier_percent": percent, "earlier_percent_newest": percent}
    values["earlier_lowest"] = min(percent, values.get("earlier_lowest", percent))


def _earlier_failed(values: Values, count: float, scales: Scales):
    values["earlier_failed"] = count


def _earlier_attendance(values: Values, percent: float, scales: Scales):
    values["earlier_classes"] = percent / 100


SETTERS = {
    "login_days": _activity,
    "login_days_lately": _lately,
    "silent_days": _silence,
    "attendance": _attendance,
    "attendance_lately": _attendance_lately,
    "attempts": _attempts,
    "subjects": _subjects,
    "earlier_average": _earlier_average,
    "earlier_failed": _earlier_failed,
    "earlier_attendance": _earlier_attendance,
}


def _work(values: Values, typed: Typed, changed: set[str], scales: Scales):
    """What was handed in, how much of the latest is missing, and the scores: they hang together."""
    if changed & {"handed_in", "missed_in_a_row"}:
        _uncounted(values, "made_share", "late_share")
    if "handed_in" in typed and "handed_in" in changed:
        values[OF_WORK] = values["made_weight"] = typed["handed_in"] / 100
    if values[OF_WORK] == 0:
        _nothing_made(values)
    if "missed_in_a_row" in typed and "missed_in_a_row" in changed:
        values["missed_in_a_row"] = typed["missed_in_a_row"]
    if not isnan(values.get("missed_in_a_row", nan)):
        values["last_made"] = float(values["missed_in_a_row"] == 0)
    scores = [typed[name] for name in SCORE_NAMES if name in typed]
    if scores and changed & set(SCORE_NAMES):
        _scores(values, scores)
    _standing(values, scales)


def _nothing_made(values: Values):
    """No score, no lateness; the latest piece is missing like all."""
    gone = ("score_", "last_score", "lowest_", "days_late", "late_share")
    values.update({name: nan for name in values if name.startswith(gone)})
    values["missed_in_a_row"] = max(1.0, values.get("missed_in_a_row", 1.0))


def _scores(values: Values, scores: list[float]):
    """Whatever they are of, they count alike; of two of them the last one is the later."""
    mean = sum(scores) / len(scores)
    values |= {"score_mean": mean, "score_weighted": mean, "lowest_score": min(scores)}
    values |= {"last_score": scores[-1], "score_change": scores[-1] - scores[0]}


def _standing(values: Values, scales: Scales):
    """All points so far, with nothing for what is missing, and where that stands."""
    made, mean = values[OF_WORK], values.get("score_mean", nan)
    so_far = 0.0 if made == 0 else made * mean
    if isnan(so_far):
        return
    values["score_so_far"] = so_far
    if points := scales.get("score_so_far"):
        ranks = [name for name in values if "score" in name and name.endswith("_rank")]
        known = [name for name in ranks if made or name == "score_so_far_rank"]
        values.update(dict.fromkeys(known, place(points, so_far)))
        values["told_score"] = below(points, so_far)
