"""Words that many pages share, in the reader's language; what is stored and compared stays code."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from students.rules.fee_ages import LATER, OVER_90, TO_30, TO_60, TO_90, TODAY
from students.rules.risk import HIGH, LOW, MEDIUM, UNKNOWN

LEVELS = {
    HIGH: gettext_lazy("High"),
    MEDIUM: gettext_lazy("Medium"),
    LOW: gettext_lazy("Low"),
    UNKNOWN: gettext_lazy("unknown"),
}
AT_RISK = {HIGH: gettext_lazy("high risk"), MEDIUM: gettext_lazy("medium risk")}

FEE_AGES = {
    LATER: gettext_lazy("Due later"),
    TODAY: gettext_lazy("Due today"),
    TO_30: gettext_lazy("1–30 days late"),
    TO_60: gettext_lazy("31–60 days late"),
    TO_90: gettext_lazy("61–90 days late"),
    OVER_90: gettext_lazy("Over 90 days late"),
}


def level_word(level: str) -> str:
    """A stored level of risk as a word, "High"; empty for none."""
    return str(LEVELS[level]) if level else ""


def few() -> str:
    """What stands for a figure of too few students to tell of."""
    return pgettext("too few students to tell of", "few")


def shown_students(first: int, last: int, count: object) -> str:
    """What a page of a list shows: "Students 1–50 of 120"."""
    words = _("Students %(first)s–%(last)s of %(count)s")
    return words % {"first": first, "last": last, "count": count}


def joined(parts: Sequence[str]) -> str:
    """Parts of a sentence in a row: "A", "A and B", "A and B and C"; empty for none."""
    words = ""
    for part in parts:
        words = _("%(first)s and %(last)s") % {"first": words, "last": part} if words else part
    return words


def of_all(part: object, whole: object) -> str:
    """So many of so many: "44 of 80"."""
    return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
