"""What a student handed in, how well and when, in a mentor's words, beside the course's mean.

Each takes the inputs of a guess by name and gives a sentence, empty where nothing can be said.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.prediction.counted import (
    Inputs,
    is_least,
    mean_percent,
    mean_share,
    part_of,
    percent_words,
    share_words,
)


def work(inputs: Inputs) -> str:
    made = inputs.get("made_share")
    if made is None:
        return ""
    missed, counted = round(inputs.get("missed_in_a_row") or 0), part_of(inputs, "made_share")
    if not counted:
        return _work_share(share_words(made), missed)
    if mean := mean_share(inputs, "made_share"):
        return _work_compared(counted | mean, missed)
    if not missed:
        return _("Handed in %(part)d of %(whole)d due") % counted
    return ngettext(
        "Handed in %(part)d of %(whole)d due, the last one is missing",
        "Handed in %(part)d of %(whole)d due, the last %(count)d are missing",
        missed,
    ) % (counted | {"count": missed})


def _work_compared(told: dict, missed: int) -> str:
    if not missed:
        words = _(
            "Handed in %(part)d of %(whole)d due, the course %(mean)s on average (%(points)s)"
        )
        return words % told
    return ngettext(
        "Handed in %(part)d of %(whole)d due, the course %(mean)s on average (%(points)s); the"
        " last one is missing",
        "Handed in %(part)d of %(whole)d due, the course %(mean)s on average (%(points)s); the"
        " last %(count)d are missing",
        missed,
    ) % (told | {"count": missed})


def _work_share(share: str, missed: int) -> str:
    if not missed:
        return _("Handed in %(share)s of what was due") % {"share": share}
    return ngettext(
        "Handed in %(share)s of what was due, the last one is missing",
        "Handed in %(share)s of what was due, the last %(count)d are missing",
        missed,
    ) % {"share": share, "count": missed}


def scores(inputs: Inputs) -> str:
    score, share = inputs.get("score_so_far"), inputs.get("told_score")
    if score is None or share is None:
        return ""
    told = {"score": percent_words(score), "share": share_words(share)}
    if mean := mean_percent(inputs, "score_so_far"):
        words = _("%(score)s of the points so far, the course %(mean)s on average (%(points)s)")
        return words % (told | mean)
    if is_least(share):
        return _("%(score)s of the points so far, among the lowest of the course") % told
    return _("%(score)s of the points so far, more than %(share)s of the course") % told


def punctuality(inputs: Inputs) -> str:
    share = inputs.get("late_share")
    if share is None:
        return ""
    if not (counted := part_of(inputs, "late_share")):
        return _("%(share)s of the work came after its due day") % {"share": share_words(share)}
    if mean := mean_share(inputs, "late_share"):
        return _(
            "%(part)d of %(whole)d handed in came after the due day, in the course %(mean)s on"
            " average (%(points)s)"
        ) % (counted | mean)
    return _("%(part)d of %(whole)d handed in came after the due day") % counted
