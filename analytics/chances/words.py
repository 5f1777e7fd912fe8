"""Chances in words: how likely, how sure, what raised and lowered them, what would change them."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from analytics.models import Target
from analytics.models.predictions import MILLION
from analytics.numerals import grouped, percent
from analytics.prediction.certainties import SO_HIGH, SO_LOW, SO_MUCH, UNTESTED, Certainty
from analytics.prediction.reasons import reasons

MOST_REASONS = 4
FEWEST_POINTS = 5  # that a change is worth to be told
TENTHS = 10
OF_TEN = {
    Target.AT_RISK: gettext_lazy(
        "About %(tenths)s of 10 such students failed or withdrew (%(part)s of %(n)s in the test;"
        " %(interval)s)."
    ),
    Target.FAIL: gettext_lazy(
        "About %(tenths)s of 10 such students failed (%(part)s of %(n)s in the test; %(interval)s)."
    ),
    Target.DROPOUT: gettext_lazy(
        "About %(tenths)s of 10 such students withdrew (%(part)s of %(n)s in the test;"
        " %(interval)s)."
    ),
}
HARDLY_ANY = {
    Target.AT_RISK: gettext_lazy(
        "Hardly any such student failed or withdrew (%(part)s of %(n)s in the test; %(interval)s)."
    ),
    Target.FAIL: gettext_lazy(
        "Hardly any such student failed (%(part)s of %(n)s in the test; %(interval)s)."
    ),
    Target.DROPOUT: gettext_lazy(
        "Hardly any such student withdrew (%(part)s of %(n)s in the test; %(interval)s)."
    ),
}
NEARLY_ALL = {
    Target.AT_RISK: gettext_lazy(
        "Nearly all such students failed or withdrew (%(part)s of %(n)s in the test; %(interval)s)."
    ),
    Target.FAIL: gettext_lazy(
        "Nearly all such students failed (%(part)s of %(n)s in the test; %(interval)s)."
    ),
    Target.DROPOUT: gettext_lazy(
        "Nearly all such students withdrew (%(part)s of %(n)s in the test; %(interval)s)."
    ),
}
DOUBTS = {
    UNTESTED: gettext_lazy(
        "The version was not tested so late in a course: how sure it is, is not known."
    ),
    SO_HIGH: gettext_lazy(
        "Nobody in the test was given so high a chance: how sure it is, is not known."
    ),
    SO_LOW: gettext_lazy(
        "Nobody in the test was given so low a chance: how sure it is, is not known."
    ),
    SO_MUCH: gettext_lazy(
        "Nobody in the test was given about this chance: how sure it is, is not known."
    ),
}
# What somebody can still do something about; the course and earlier studies are not among it.
CHANGES = {
    "classes": gettext_lazy("With classes attended as is usual, the guess would be %(now)s."),
    "recent_activity": gettext_lazy(
        "With as much activity in the last weeks as is usual, the guess would be %(now)s."
    ),
    "activity": gettext_lazy(
        "With as much activity so far as is usual, the guess would be %(now)s."
    ),
    "work": gettext_lazy("With as much work handed in as is usual, the guess would be %(now)s."),
    "scores": gettext_lazy("With scores as they are usual, the guess would be %(now)s."),
    "punctuality": gettext_lazy(
        "With work handed in as punctually as is usual, the guess would be %(now)s."
    ),
}
RAISED = ngettext_lazy("%(count)s pt more", "%(count)s pts more", "count")
LOWERED = ngettext_lazy("%(count)s pt less", "%(count)s pts less", "count")


@dataclass(frozen=True)
class ReasonLine:
    """What moved a chance: the facts, and by how many points, above 0 where it raised it."""

    theme: str
    sentence: str
    points: int

    @property
    def raises(self) -> bool:
        return self.points > 0

    @property
    def points_words(self) -> str:
        words = RAISED if self.raises else LOWERED
        return words % {"count": abs(self.points)}


def chance_words(millionths: int) -> str:
    """A chance as it is shown, "78 %"; never 0 or 100."""
    whole = rounded(100 * millionths, MILLION)
    if whole in (0, 100):
        words = _("under %(percent)s") if whole == 0 else _("over %(percent)s")
        return words % {"percent": percent("1" if whole == 0 else "99")}
    return percent(str(whole))


def rounded(part: int, whole: int) -> int:
    """part / whole, half up."""
    return (2 * part + whole) // (2 * whole)


def such_words(sure: Certainty | None, doubt: str, target: str) -> str:
    """What came of those who were given about the same, and what may come of the next.

    Without it the doubt, a word of `certainties`.
    """
    if sure is None:
        return str(DOUBTS[doubt])
    tenths = round(TENTHS * sure.share)
    words = {0: HARDLY_ANY, TENTHS: NEARLY_ALL}.get(tenths, OF_TEN)
    return words[target] % {
        "tenths": tenths,
        "part": grouped(round(sure.share * sure.n)),
        "n": grouped(sure.n),
        "interval": percent(f"{round(100 * sure.low)}–{round(100 * sure.high)}"),
    }


def reason_lines(
    millionths: int, inputs: Mapping[str, float | None], pulls: Mapping[str, float]
) -> tuple[ReasonLine, ...]:
    """What moved a chance by a point at least, the strongest first."""
    lines = (
        ReasonLine(one.theme, one.sentence, points_of(millionths, one.pull))
        for one in reasons(inputs, pulls, MOST_REASONS)
    )
    return tuple(line for line in lines if line.points)


def points_of(millionths: int, pull: float) -> int:
    """By how many points of a hundred a theme raised (above 0) or lowered a chance."""
    return round(100 * millionths / MILLION) - round(100 * without(millionths, pull))


def without(millionths: int, pull: float) -> float:
    """The chance, 0 to 1, if a theme had pulled nothing: as if it were typical of the past."""
    chance = min(max(millionths, 1), MILLION - 1) / MILLION
    return 1 / (1 + exp(pull - log(chance / (1 - chance))))


def change_words(millionths: int, lines: tuple[ReasonLine, ...], pulls: Mapping[str, float]) -> str:
    """What would lower the chance most, of what can still be changed; empty for nothing."""
    for line in lines:
        if line.theme in CHANGES and line.points >= FEWEST_POINTS:
            now = round(without(millionths, pulls[line.theme]) * MILLION)
            return CHANGES[line.theme] % {"now": _about(now)}
    return ""


def _about(millionths: int) -> str:
    """ "about 44 %"; and "under 1 %", which is about nothing."""
    words = chance_words(millionths)
    if rounded(100 * millionths, MILLION) in (0, 100):
        return words
    return _("about %(percent)s") % {"percent": words}
