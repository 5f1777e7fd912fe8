"""What a student did online, in a mentor's words: days, and where that stands in the course.

Each takes the inputs of a guess by name and gives a sentence, empty where nothing can be said.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.prediction.counted import Inputs, is_least, mean_number, share_words


def recent_activity(inputs: Inputs) -> str:
    silent, share = inputs.get("silent_days"), inputs.get("told_clicks_2w")
    if silent is None or share is None:
        return ""
    mean = mean_number(inputs, "told_days_4w")
    if not inputs.get("told_active"):
        return _never_active(mean)
    if (days := inputs.get("told_days_4w")) is None or not mean:
        return _recent_standing(round(silent), share)
    return ngettext(
        "Last active %(days)d day ago, and on %(own)d of the last 28 days; the course on %(mean)s"
        " on average",
        "Last active %(days)d days ago, and on %(own)d of the last 28 days; the course on %(mean)s"
        " on average",
        round(silent),
    ) % (mean | {"days": round(silent), "own": round(days)})


def _never_active(mean: dict[str, str]) -> str:
    if not mean:
        return _("Never active so far")
    return _("Never active so far; the course on %(mean)s of the last 28 days on average") % mean


def _recent_standing(days: int, share: float) -> str:
    if is_least(share):
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
    ) % {"days": days, "share": share_words(share)}


def activity(inputs: Inputs) -> str:
    share, days = inputs.get("told_clicks"), inputs.get("told_days")
    if share is None:
        return ""
    mean = mean_number(inputs, "told_days")
    if days is None or not mean:
        return _activity_standing(share)
    told = mean | {"own": round(days), "share": share_words(share)}
    if is_least(share):
        return (
            ngettext(
                "Active on %(own)d day so far, the course on %(mean)s on average; among the least"
                " active of it",
                "Active on %(own)d days so far, the course on %(mean)s on average; among the least"
                " active of it",
                round(days),
            )
            % told
        )
    return (
        ngettext(
            "Active on %(own)d day so far, the course on %(mean)s on average; more active than"
            " %(share)s of it",
            "Active on %(own)d days so far, the course on %(mean)s on average; more active than"
            " %(share)s of it",
            round(days),
        )
        % told
    )


def _activity_standing(share: float) -> str:
    if is_least(share):
        return _("So far among the least active of the course")
    return _("So far more active than %(share)s of the course") % {"share": share_words(share)}


def beginning(inputs: Inputs) -> str:
    share, days = inputs.get("told_early_clicks"), inputs.get("told_early_days")
    if share is None:
        return ""
    mean = mean_number(inputs, "told_early_days")
    if days is not None and mean:
        return ngettext(
            "Before the start active on %(own)d day, the course on %(mean)s on average",
            "Before the start active on %(own)d days, the course on %(mean)s on average",
            round(days),
        ) % (mean | {"own": round(days)})
    if is_least(share):
        return _("Before the start among the least active of the course")
    words = _("Before the start more active than %(share)s of the course")
    return words % {"share": share_words(share)}
