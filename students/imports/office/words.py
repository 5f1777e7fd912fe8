"""Words of a file that its category does not know: as remembered, as said now, else asked about."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from students.imports.codes import Answers
from students.imports.columns import word_of
from students.imports.office.cell_values import STANDARDISED, Altered, UnknownWord
from students.imports.questions import Question
from students.rules.keys import key_of


class Words:
    """What unknown words mean in one import. Each is asked about once, however many cells have it.

    `remembered` gives values by category and key of the word.
    """

    def __init__(self, remembered: Mapping[tuple[str, str], str], answers: Answers):
        self.questions: dict[tuple[str, str], Question] = {}  # open ones
        self.answered: dict[tuple[str, str], Question] = {}
        self.confirmed: dict[tuple[str, str], tuple[str, str]] = {}  # text and value
        self._remembered, self._answers = remembered, answers

    def settle(self, unknown: UnknownWord) -> Altered:
        """What the word was said to mean; raised again where nobody has said it."""
        place = unknown.what, key_of(unknown.text)
        if value := unknown.known.get(word_of(self._answers.same.get(place[1], ""))):
            self.confirmed.setdefault(place, (unknown.text, str(value)))
            self.answered.setdefault(place, _question(unknown, value))
            return _meant(unknown, value, _("Somebody said what it means."))
        value = self._remembered.get(place)
        if value in unknown.labels:
            return _meant(unknown, value, _("It meant this in an earlier file."))
        if unknown.near:
            self.questions.setdefault(place, _question(unknown))
        raise unknown


def _meant(unknown: UnknownWord, value: str, reason: str) -> Altered:
    return Altered(value, str(unknown.labels[value]), reason, STANDARDISED)


def _question(unknown: UnknownWord, said: str = "") -> Question:
    values = dict.fromkeys([said, *unknown.near] if said else unknown.near)
    known = tuple((str(value), str(unknown.labels[value])) for value in values)
    return Question(unknown.what, unknown.text, known, may_be_new=False, meant=str(said))
