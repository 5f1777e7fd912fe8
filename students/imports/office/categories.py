"""Cells that name one of a few things: by its word, one of its other words, or close to one."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from students.imports.cells import Cell
from students.imports.columns import word_of
from students.imports.office.cell_values import STANDARDISED, Altered, Doubtful, UnknownWord
from students.imports.refusals import Refused

CLOSE, MOST = 70, 3


def category(
    what: str, words: Mapping[str, str], labels: Mapping[str, str]
) -> Callable[[Cell], object]:
    """A reader of cells that name one of `labels` (value to label), by `words` (value to other
    words, separated by commas). Any other word is refused, and asked about once for all its cells
    where it is close to a known one; `what` is the category in the question.
    """
    known = {word_of(value): value for value in labels}
    known |= {word_of(word): value for value, some in words.items() for word in some.split(",")}

    def read(cell: Cell):
        word = word_of(cell.text)
        value = known.get(word)
        if value is None:
            raise _unknown(what, cell.text, known, labels)
        if word == word_of(value):
            return value
        return Altered(value, str(labels[value]), _("Another word for it."), STANDARDISED)

    return read


def otherwise(read: Callable[[Cell], object], value: str, label) -> Callable[[Cell], object]:
    """The same reader, for which what it does not know is `value`, and doubtful."""

    def reader(cell: Cell):
        try:
            return read(cell)
        except Refused as refusal:
            return Doubtful(value, refusal.reason, value, str(label))

    return reader


def _unknown(what: str, text: str, known: dict[str, str], labels: Mapping[str, str]) -> UnknownWord:
    listed = ", ".join(str(label) for label in labels.values())
    mend = _("Known: %(codes)s.") % {"codes": listed}
    found = process.extract(
        word_of(text), known.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=MOST
    )
    near = tuple(dict.fromkeys(known[word] for word, _score, _place in found))
    if near:
        guess = _("Did you mean %(near)s?") % {"near": labels[near[0]]}
        mend = f"{guess} {mend}"
    reason = _("It is not known.")
    return UnknownWord(reason, mend, what=what, text=text, known=known, labels=labels, near=near)
