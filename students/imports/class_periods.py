"""The period of a day that a class is in, as a title says it: “P2”, “Hour III”, “FN”."""

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.refusals import Refused
from students.models.sessions import MOST_PERIODS

NUMERALS = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
ROMAN = {numeral: number for number, numeral in enumerate(NUMERALS, start=1)}
TH = "(?:st|nd|rd|th)?"
PERIOD_WORD = "(?:period|hour|hr|lecture|lect?|slot|class|p|h|#)"
PERIOD = re.compile(
    rf"(?P<marked>[(\[]|{PERIOD_WORD})?[. ]*{PERIOD_WORD}?[-. ]*"
    rf"(?P<number>[0-9]{{1,2}}|{'|'.join(sorted(ROMAN, key=len, reverse=True))}){TH}"
    rf"\s*(?P<after>{PERIOD_WORD})?[)\]]?"
)
HALVES = {"fn": 1, "forenoon": 1, "morning": 1, "an": 2, "afternoon": 2}
HALF = re.compile(rf"[(\[]?({'|'.join(HALVES)})[)\]]?")
MIDNIGHT = re.compile(r"[ t]00:00(?::00)?")
PERIOD_MEND = gettext_lazy("Write the period after the day, such as 14/03/2026 P2.")


def is_period(text: str) -> bool:
    """Whether a small-written text is a period and nothing else."""
    return any(form.fullmatch(text) for form in (PERIOD, HALF))


def is_half(title: str) -> bool:
    """Whether a title ends with half a day: forenoon or afternoon."""
    return HALF.fullmatch(title.casefold().split()[-1]) is not None


def period_of(rest: str, is_dated: bool) -> int | None:
    """The period beside a date; after one without its year a bare number may be anything."""
    rest = MIDNIGHT.sub("", rest, count=1).strip(" ,-_/:|")
    if not rest:
        return None
    if half := HALF.fullmatch(rest):
        return HALVES[half[1]]
    found = PERIOD.fullmatch(rest)
    if not found:
        raise Refused(_("What stands beside the day is no period."), PERIOD_MEND)
    number = found["number"]
    if not (is_dated or found["marked"] or found["after"] or number in ROMAN):
        raise Refused(_("%(number)s may be a year or a period.") % {"number": number}, PERIOD_MEND)
    period = ROMAN.get(number) or int(number)
    if not 1 <= period <= MOST_PERIODS:
        raise Refused(_("A day has periods 1 to %(most)s.") % {"most": MOST_PERIODS}, PERIOD_MEND)
    return period
