"""Ratings as people write them: 4, “4/5”, “80%”, “4 stars”, ★★★★, “Excellent”."""

import re
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from students.imports.cells import BOOLEAN, DATE, ERROR, Cell, plain
from students.imports.columns import word_of
from students.imports.office.cell_values import STANDARDISED, Altered, Guess
from students.imports.office.digits import in_digits
from students.imports.refusals import Refused
from students.models.trainers import HIGHEST_RATING

USUAL_MAXIMUM = Decimal(5)
NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,2})?"
WRITTEN = re.compile(
    rf"(?P<score>{NUMBER})\s*(?:(?:/|out of|of)\s*(?P<most>{NUMBER})|(?P<percent>%)|stars?)?",
    re.IGNORECASE,
)
WORDS = {
    5: "excellent,outstanding,superb,very satisfied,उत्कृष्ट,उत्तम",
    4: "very good,good,satisfied,बहुत अच्छा,बहुत अच्छे,अच्छा,अच्छे",
    3: "average,fair,ok,okay,neutral,satisfactory,औसत,ठीक,ठीक ठाक,संतोषजनक",
    2: "poor,below average,dissatisfied,unsatisfactory,खराब",
    1: "very poor,bad,very bad,terrible,very dissatisfied,बहुत खराब",
}
SPELLED = {word_of(word): word for some in WORDS.values() for word in some.split(",")}
OF_WORDS = {word_of(word): Decimal(n) for n, some in WORDS.items() for word in some.split(",")}
CLOSE = 85


class Rating(NamedTuple):
    """A score and its maximum, None where the cell does not say it."""

    score: Decimal
    maximum: Decimal | None = None

    def __str__(self):
        if self.maximum is None:
            return plain(self.score)
        return _("%(score)s of %(maximum)s") % {
            "score": plain(self.score),
            "maximum": plain(self.maximum),
        }


def rating_of(cell: Cell) -> Rating | Altered:
    """What a cell says of a trainer."""
    if cell.kind in (DATE, ERROR, BOOLEAN):
        raise _not_a_rating()
    text = in_digits(cell.text.strip())
    filled = text.count("★") or text.count("⭐")
    if filled and not text.strip("★☆⭐\ufe0f "):
        return _altered(Rating(Decimal(filled), USUAL_MAXIMUM))
    if word_of(text) in OF_WORDS:
        return _altered(Rating(OF_WORDS[word_of(text)], USUAL_MAXIMUM), STANDARDISED)
    found = WRITTEN.fullmatch(text)
    if not found:
        raise _near(text) or _not_a_rating()
    score = Decimal(found["score"])
    if found["percent"]:
        return _altered(Rating(score, Decimal(100)))
    if found["most"]:
        return _altered(Rating(score, Decimal(found["most"])))
    return Rating(score) if cell.text.isascii() else _altered(Rating(score))


def within(rating: Rating, maximum: Decimal | None) -> Rating:
    """The rating with its maximum: the cell's, the column's, else 5; a slip is Guess or Refused."""
    score, said = rating.score, maximum if rating.maximum is None else rating.maximum
    most = USUAL_MAXIMUM if said is None else said
    if not 0 < most <= HIGHEST_RATING:
        raise Refused(_("The maximum of a rating lies above 0, at most at 100."))
    if score <= most:
        return Rating(score, most)
    words = _("It lies above %(maximum)s.") % {"maximum": plain(most)}
    tenth = score / 10
    if rating.maximum is None and 1 <= tenth <= most and tenth == tenth.quantize(Decimal("0.01")):
        meant = Rating(tenth, most)
        near = _("Did you mean %(near)s?") % {"near": plain(tenth)}
        missing = _("A point may be missing.")
        raise Guess(f"{words} {missing}", near, meant, str(meant))
    raise Refused(words, _("Correct the rating, or say its maximum, as 8/10."))


def _near(text: str) -> Guess | None:
    """What a word may be meant to be that is close to one for a rating."""
    found = process.extractOne(
        word_of(text), OF_WORDS.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE
    )
    if found is None:
        return None
    meant = Rating(OF_WORDS[found[0]], USUAL_MAXIMUM)
    mend = _("Did you mean %(near)s?") % {"near": SPELLED[found[0]]}
    return Guess(_("It is close to a word for a rating."), mend, meant, str(meant))


def _altered(rating: Rating, sort: str = "normalised") -> Altered:
    return Altered(rating, str(rating), _("A rating written in another way."), sort)


def _not_a_rating() -> Refused:
    return Refused(_("It is not a rating."), _("Write a number such as 4, or 8/10."))
