"""Why a prediction is what it is: its themes by what they moved most, each with its facts."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.prediction.counted import Inputs
from analytics.prediction.facts_of_activity import activity, beginning, recent_activity
from analytics.prediction.facts_of_study import classes, course, earlier, studies
from analytics.prediction.facts_of_work import punctuality, scores, work
from analytics.prediction.themes import SUBJECT

FEWEST_POINTS = 0.1  # of log odds; what moved less is no reason
MOST = 3
SENTENCES = {
    "earlier": earlier,
    "recent_activity": recent_activity,
    "activity": activity,
    "work": work,
    "scores": scores,
    "punctuality": punctuality,
    "classes": classes,
    "beginning": beginning,
    "studies": studies,
    "course": course,
}


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


def _subject(pull: float) -> str:
    if pull > 0:
        return _("Past courses of this subject lost more students than like ones of others")
    return _("Past courses of this subject lost fewer students than like ones of others")
