"""Classes, studies and earlier terms of a student, and the course itself, in a mentor's words.

Each takes the inputs of a guess by name and gives a sentence, empty where nothing can be said.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.prediction.counted import (
    Inputs,
    mean_number,
    mean_percent,
    mean_share,
    part_of,
    percent_words,
    share_words,
)

SO_FAR, LATELY = "classes_share", "classes_share_4w"


def classes(inputs: Inputs) -> str:
    share, lately = inputs.get(SO_FAR), inputs.get(LATELY)
    if share is None:
        return ""
    counted, last = part_of(inputs, SO_FAR), part_of(inputs, LATELY)
    if counted and last and last != counted:
        return _classes_lately(inputs, counted, last)
    if counted:
        return _classes_so_far(counted, mean_share(inputs, SO_FAR))
    if lately is None:
        return _("Attended %(share)s of the classes") % {"share": share_words(share)}
    return _(
        "Attended %(share)s of the classes, and %(lately)s of those of the last four weeks"
    ) % {"share": share_words(share), "lately": share_words(lately)}


def _classes_lately(inputs: Inputs, counted: dict, last: dict) -> str:
    mean, mean_lately = mean_share(inputs, SO_FAR), mean_share(inputs, LATELY)
    told = counted | mean | {f"last_{name}": value for name, value in (last | mean_lately).items()}
    if not mean or not mean_lately:
        words = ngettext(
            "Attended %(last_part)d of the last %(last_whole)d class, since the start %(part)d of"
            " %(whole)d",
            "Attended %(last_part)d of the last %(last_whole)d classes, since the start %(part)d of"
            " %(whole)d",
            last["whole"],
        )
        return words % told
    words = ngettext(
        "Attended %(last_part)d of the last %(last_whole)d class, the course %(last_mean)s on"
        " average (%(last_points)s); since the start %(part)d of %(whole)d, the course %(mean)s"
        " (%(points)s)",
        "Attended %(last_part)d of the last %(last_whole)d classes, the course %(last_mean)s on"
        " average (%(last_points)s); since the start %(part)d of %(whole)d, the course %(mean)s"
        " (%(points)s)",
        last["whole"],
    )
    return words % told


def _classes_so_far(counted: dict, mean: dict) -> str:
    if not mean:
        words = ngettext(
            "Attended %(part)d of %(whole)d class",
            "Attended %(part)d of %(whole)d classes",
            counted["whole"],
        )
        return words % counted
    return ngettext(
        "Attended %(part)d of %(whole)d class, the course %(mean)s on average (%(points)s)",
        "Attended %(part)d of %(whole)d classes, the course %(mean)s on average (%(points)s)",
        counted["whole"],
    ) % (counted | mean)


def studies(inputs: Inputs) -> str:
    attempts, subjects = inputs.get("told_attempts"), inputs.get("subjects_at_once")
    if attempts is None or subjects is None:
        return ""
    mean = mean_number(inputs, "subjects_at_once")
    told = mean | {"attempts": round(attempts), "subjects": round(subjects)}
    if mean:
        return (
            _(
                "Earlier attempts at it: %(attempts)d. Subjects at once: %(subjects)d, the course"
                " %(mean)s on average"
            )
            % told
        )
    return _("Earlier attempts at it: %(attempts)d. Subjects at once: %(subjects)d") % told


def earlier(inputs: Inputs) -> str:
    average, failed = inputs.get("earlier_percent"), inputs.get("earlier_failed")
    if average is None or failed is None:
        return _earlier_classes(inputs)
    mean = mean_percent(inputs, "earlier_percent")
    told = mean | {"percent": percent_words(average), "failed": round(failed)}
    if mean:
        return (
            ngettext(
                "%(percent)s on average in earlier terms, the course %(mean)s (%(points)s); with"
                " %(failed)d failed subject",
                "%(percent)s on average in earlier terms, the course %(mean)s (%(points)s); with"
                " %(failed)d failed subjects",
                round(failed),
            )
            % told
        )
    return (
        ngettext(
            "%(percent)s on average in earlier terms, with %(failed)d failed subject",
            "%(percent)s on average in earlier terms, with %(failed)d failed subjects",
            round(failed),
        )
        % told
    )


def _earlier_classes(inputs: Inputs) -> str:
    if (share := inputs.get("earlier_classes")) is None:
        return ""
    told = {"share": share_words(share)}
    if mean := mean_share(inputs, "earlier_classes"):
        return _(
            "Attended %(share)s of the classes of the term before, the course %(mean)s on average"
            " (%(points)s)"
        ) % (told | mean)
    return _("Attended %(share)s of the classes of the term before") % told


def course(inputs: Inputs) -> str:
    there, gone = inputs.get("course_there"), inputs.get("course_gone")
    if not there:
        return ""
    return _("%(gone)d of the %(there)d students of the course have left so far") % {
        "gone": round(gone),
        "there": round(there),
    }
