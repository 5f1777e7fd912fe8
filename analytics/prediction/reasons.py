"""Why a prediction is what it is, in a mentor's words: stored facts, by what they moved most."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.numerals import percent
from analytics.prediction.themes import SUBJECT

FEWEST_POINTS = 0.1  # of log odds; what moved less is no reason
MOST = 3
FEW = 0.05  # of a course; who is before so few is among the last of it

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
    found = (
        Reason(theme, pull, sentence)
        for theme, pull in strongest
        if abs(pull) >= FEWEST_POINTS and (sentence := told(theme, inputs, pull))
    )
    return list(found)[:most]


def told(theme: str, inputs: Inputs, pull: float) -> str:
    """The facts of a theme; of the past of a subject, which way it moved the guess."""
    return _subject(pull) if theme == SUBJECT else SENTENCES[theme](inputs)


def _percent(share: float) -> str:
    """0.25 as "25 %"."""
    return percent(f"{round(100 * share)}")


def _is_least(share: float) -> bool:
    """Whether hardly anybody has less: "more than 0 % of the course" says nothing."""
    return share < FEW


def _recent_activity(inputs: Inputs) -> str:
    silent, share = inputs.get("silent_days"), inputs.get("told_clicks_2w")
    if silent is None or share is None:
        return ""
    if not inputs.get("told_active"):
        return _("Never active so far")
    days = round(silent)
    if _is_least(share):
        return ngettext(
            "Last active %(days)d day ago, in the last two weeks among the least active of the"
            " course",
            "Last active %(days)d days ago, in the last two weeks among the least active of the"
            " course",
            days,
        ) % {"days": days}
    return ngettext(
        "Last active %(days)d day ago, in the last two weeks more active than %(share)s of the"
        " course",
        "Last active %(days)d days ago, in the last two weeks more active than %(share)s of the"
        " course",
        days,
    ) % {"days": days, "share": _percent(share)}


def _activity(inputs: Inputs) -> str:
    share = inputs.get("told_clicks")
    if share is None:
        return ""
    if _is_least(share):
        return _("So far among the least active of the course")
    return _("So far more active than %(share)s of the course") % {"share": _percent(share)}


def _work(inputs: Inputs) -> str:
    made, missed = inputs.get("made_share"), inputs.get("missed_in_a_row")
    if made is None:
        return ""
    if not missed:
        return _("Handed in %(share)s of what was due") % {"share": _percent(made)}
    return ngettext(
        "Handed in %(share)s of what was due, the last one is missing",
        "Handed in %(share)s of what was due, the last %(count)d are missing",
        round(missed),
    ) % {"share": _percent(made), "count": round(missed)}


def _scores(inputs: Inputs) -> str:
    score, share = inputs.get("score_so_far"), inputs.get("told_score")
    if score is None or share is None:
        return ""
    told = {"score": percent(f"{round(score)}"), "share": _percent(share)}
    if _is_least(share):
        return _("%(score)s of the points so far, among the lowest of the course") % told
    return _("%(score)s of the points so far, more than %(share)s of the course") % told


def _punctuality(inputs: Inputs) -> str:
    share = inputs.get("late_share")
    if share is None:
        return ""
    return _("%(share)s of the work came after its due day") % {"share": _percent(share)}


def _classes(inputs: Inputs) -> str:
    share, lately = inputs.get("classes_share"), inputs.get("classes_share_4w")
    if share is None:
        return ""
    if lately is None:
        return _("Attended %(share)s of the classes") % {"share": _percent(share)}
    return _(
        "Attended %(share)s of the classes, and %(lately)s of those of the last four weeks"
    ) % {"share": _percent(share), "lately": _percent(lately)}


def _beginning(inputs: Inputs) -> str:
    share = inputs.get("told_early_clicks")
    if share is None:
        return ""
    if _is_least(share):
        return _("Before the start among the least active of the course")
    words = _("Before the start more active than %(share)s of the course")
    return words % {"share": _percent(share)}


def _studies(inputs: Inputs) -> str:
    attempts, subjects = inputs.get("told_attempts"), inputs.get("subjects_at_once")
    if attempts is None or subjects is None:
        return ""
    return _("%(attempts)d earlier attempts at it, %(subjects)d subjects at once") % {
        "attempts": round(attempts),
        "subjects": round(subjects),
    }


def _earlier(inputs: Inputs) -> str:
    mean, failed = inputs.get("earlier_percent"), inputs.get("earlier_failed")
    classes = inputs.get("earlier_classes")
    if mean is None or failed is None:
        if classes is None:
            return ""
        return _("Attended %(share)s of the classes of the term before") % {
            "share": _percent(classes)
        }
    return ngettext(
        "%(percent)s on average in earlier terms, with %(failed)d failed subject",
        "%(percent)s on average in earlier terms, with %(failed)d failed subjects",
        round(failed),
    ) % {"percent": percent(f"{round(mean)}"), "failed": round(failed)}


def _course(inputs: Inputs) -> str:
    there, gone = inputs.get("course_there"), inputs.get("course_gone")
    if not there:
        return ""
    return _("%(gone)d of the %(there)d students of the course have left so far") % {
        "gone": round(gone),
        "there": round(there),
    }


def _subject(pull: float) -> str:
    if pull > 0:
        return _("Past courses of this subject lost more students than like ones of others")
    return _("Past courses of this subject lost fewer students than like ones of others")


SENTENCES = {
    "earlier": _earlier,
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
