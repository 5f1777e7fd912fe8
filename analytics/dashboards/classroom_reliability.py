"""How far the counting of faces can be relied on, as measured; printed beside the figures."""

import json
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from analytics.numerals import grouped, percent
from students.rules.room_engagement import FOCUSED
from students.rules.shown import ATTENDANCE_PLACES, shown_ratio
from students.rules.units import HUNDRED

MISSED = "no face"
MEASURED = Path(settings.BASE_DIR) / "analytics" / "vision" / "measured.json"


def measured() -> dict | None:
    """What the benchmark wrote; None where it never did, or it cannot be read."""
    try:
        found = json.loads(MEASURED.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def reliability_words() -> list[str]:
    """Precision, recall and false faces, then how it errs on people whom nobody had looked at.

    A sentence each; that there is no measure, where so.
    """
    found = measured()
    try:
        return [_words(found), *_of_others(found.get("held_out"))] if found else [_unknown()]
    except (AttributeError, KeyError, TypeError, ValueError):
        return [_unknown()]


def _words(found: dict) -> str:
    words = _(
        "Measured on %(frames)s labelled frames: of those called focused %(precision)s were, and"
        " %(recall)s of the focused were found; %(false)s faces were seen in %(images)s pictures"
        " without one. In your rooms it may be worse."
    )
    false, images = found["false_faces"]
    told = {name: _ratio(*found["focused"][name]) for name in ("precision", "recall")}
    counts = {"frames": found["frames"], "false": false, "images": images}
    return words % (told | {name: grouped(int(count)) for name, count in counts.items()})


def _of_others(found: dict | None) -> list[str]:
    """What became of faces turned to the camera and away, each person left out of the choice."""
    if not found:
        return []
    front, away = (found["left_out"][label] for label in ("focused", "looking_away"))
    words = _(
        "Of %(people)s people, each judged by lines that were chosen without them: of %(front)s"
        " pictures turned to the camera %(right)s counted as focused, %(front_missed)s were not"
        " found; of %(away)s turned away %(wrong)s counted as focused, %(away_missed)s were not"
        " found. Turned heads are missed more often, so that a large room comes out too high."
    )
    counts = {
        "people": found["people"],
        "front": sum(front.values()),
        "right": front.get(FOCUSED, 0),
        "front_missed": front.get(MISSED, 0),
        "away": sum(away.values()),
        "wrong": away.get(FOCUSED, 0),
        "away_missed": away.get(MISSED, 0),
    }
    return [words % {name: grouped(int(count)) for name, count in counts.items()}]


def _unknown() -> str:
    return _("How reliable the counting is has not been measured here: take no figure at its word.")


def _ratio(part: int, whole: int) -> str:
    if not whole:
        return percent("")
    return percent(shown_ratio(part * HUNDRED, whole, (), ATTENDANCE_PLACES))
