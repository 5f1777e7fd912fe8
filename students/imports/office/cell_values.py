"""What a cell is read as, where it is altered, doubtful, guessed or unknown."""

from typing import NamedTuple

from students.imports.refusals import Refused
from students.models import Correction

NORMALISED, STANDARDISED, FILLED, CORRECTED = Correction.Sort.values


class Altered(NamedTuple):
    """A value that is taken otherwise than it stands in its cell; `became` is it in words."""

    value: object
    became: str
    reason: str
    sort: str = NORMALISED


class Doubtful(NamedTuple):
    """A value that is taken as it stands, what it may be meant to be, and why."""

    value: object
    reason: str
    proposal: object = None
    proposed: str = ""


class Guess(Refused):
    """A cell that cannot be taken, and what it may be meant to be."""

    def __init__(self, reason: str, mend: str, proposal: object, proposed: str):
        super().__init__(reason, mend)
        self.proposal = proposal
        self.proposed = str(proposed)


class UnknownWord(Refused):
    """A cell whose word is none of a category's.

    `known` are its words with the values they stand for, `labels` those values as they are shown,
    `near` the values it is close to.
    """

    def __init__(self, reason: str, mend: str, *, what: str, text: str, known, labels, near):
        super().__init__(reason, mend)
        self.what, self.text = what, text
        self.known, self.labels, self.near = known, labels, near
