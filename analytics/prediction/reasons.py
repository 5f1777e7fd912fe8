"""Why a prediction is what it is, in a mentor's words: stored facts, by what they moved most."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEWEST_POINTS = 0.1  # of log odds; what moved less is no reason
MOST = 3

Inputs = Mapping[str, float | None]


@dataclass(frozen=True)
class Reason:
    """A theme, by how much it raised (above 0) or lowered the log odds, and the facts of it."""

    theme: str
    pull: float
    sentence: str


def reasons(inputs: Inputs, pulls: Mapping[str, float], most: int = MOST) -> list[Reason]:
    """The strongest reasons first; themes of which nothing can be said are left out."""
    strongest = sorted(pulls.items(), key=lambda pair: -abs(pair[1]))
    told = (
        Reason(theme, pull, sentence)
        for theme, pull in strongest
        if abs(pull) >= FEWEST_POINTS and (sentence := SENTENCES[theme](inputs))
    )
    return list(told)[:most]


def _percent(share: float) -> int:
    return round(100 * share)


def _recent_activity(inputs: Inputs) -> str:
    silent, share = inputs.get("silent_days"), inputs.get("told_clicks_2w")
    if silent is None or share is None:
        return ""
    if not inputs.get("told_active"):
        return _("Never active so far")
    seen = ngettext("Last active %(days)d day ago", "Last active %(days)d days ago", round(silent))
    lately = _("in the last two weeks more active than %(share)d %% of the course")
    return f"{seen % {'days': round(silent)}}; {lately % {'share': _percent(share)}}"


def _activity(inputs: Inputs) -> str:
    share = inputs.get("told_clicks")
    if share is None:
        return ""
    return _("So far more active than %(share)d %% of the course") % {"share": _percent(share)}


def _work(inputs: Inputs) -> str:
    made, missed = inputs.get("made_share"), inputs.get("missed_in_a_row")
    if made is None:
        return ""
    told = _("Handed in %(share)d %% of what was due") % {"share": _percent(made)}
    if not missed:
        return told
    last = ngettext("the last one is missing", "the last %(count)d are missing", round(missed))
    return f"{told}; {last % {'count': round(missed)}}"


def _scores(inputs: Inputs) -> str:
    score, share = inputs.get("score_so_far"), inputs.get("told_score")
    if score is None or share is None:
        return ""
    return _("%(score)d %% of the points so far, more than %(share)d %% of the course") % {
        "score": round(score),
        "share": _percent(share),
    }


def _punctuality(inputs: Inputs) -> str:
    share = inputs.get("late_share")
    if share is None:
        return ""
    return _("%(share)d %% of the work came after its due day") % {"share": _percent(share)}


def _classes(inputs: Inputs) -> str:
    share, lately = inputs.get("classes_share"), inputs.get("classes_share_4w")
    if share is None:
        return ""
    told = _("Attended %(share)d %% of the classes") % {"share": _percent(share)}
    if lately is None:
        return told
    return f"{told}; " + _("%(share)d %% in the last four weeks") % {"share": _percent(lately)}


def _beginning(inputs: Inputs) -> str:
    share = inputs.get("told_early_clicks")
    if share is None:
        return ""
    return _("Before the start more active than %(share)d %% of the course") % {
        "share": _percent(share)
    }


def _studies(inputs: Inputs) -> str:
    attempts, subjects = inputs.get("told_attempts"), inputs.get("subjects_at_once")
    if attempts is None or subjects is None:
        return ""
    return _("Earlier attempts: %(attempts)d; subjects at once: %(subjects)d") % {
        "attempts": round(attempts),
        "subjects": round(subjects),
    }


def _course(inputs: Inputs) -> str:
    there, gone = inputs.get("course_there"), inputs.get("course_gone")
    if not there:
        return ""
    return _("%(gone)d of the %(there)d students of the course have left so far") % {
        "gone": round(gone),
        "there": round(there),
    }


SENTENCES = {
    "recent_activity": _recent_activity,
    "activity": _activity,
    "work": _work,
    "scores": _scores,
    "punctuality": _punctuality,
    "classes": _classes,
    "beginning": _beginning,
    "studies": _studies,
    "course": _course,
}
