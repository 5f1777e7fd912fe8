"""What a file calls a component: a known one, or a name close to one, which is asked about."""

import re
from collections.abc import Iterable
from functools import cached_property

from students.imports.codes import Answers
from students.imports.columns import word_of
from students.imports.learned import words_of
from students.imports.likenesses import close
from students.imports.questions import Question
from students.rules.keys import key_of

WHAT = "component"
NUMBERS = re.compile(r"[0-9]+|\b[ivx]+\b")
Codes = dict[str, str]  # of the known components of a subject, by their keys


class PartNames:
    """The names of components in one import. Each is asked about once, whatever subjects have it.

    What was said before is looked up only once a name is unknown: most files need no query.
    """

    def __init__(self, institution_id: int | None, create: bool, answers: Answers):
        self.questions: dict[str, Question] = {}  # open ones, by the text
        self.answered: dict[str, Question] = {}
        self.confirmed: dict[str, str] = {}  # names of the file, and the codes they were said to be
        self.recognised: dict[str, str] = {}  # the same, with those that were said before
        self._institution_id, self._create, self._answers = institution_id, create, answers
        self._meant: dict[tuple[str, str], str] = {}

    def meant(self, subject_key: str, text: str, known: Iterable[str]) -> str:
        """The code a text means among the known ones of a subject; the text where it means none."""
        place = subject_key, text
        if place not in self._meant:
            self._meant[place] = self._found(text, {key_of(code): code for code in known})
        return self._meant[place]

    def is_asked(self, text: str) -> bool:
        """Whether somebody has to say first what this name means."""
        return text in self.questions

    def _found(self, text: str, known: Codes) -> str:
        key = key_of(text)
        if key in known or not known:
            return text
        if code := known.get(key_of(self._answers.same.get(key, ""))):
            self.confirmed[text] = self.recognised[text] = code
            self._answer(text, known, code)
            return code
        if code := known.get(self._remembered.get((WHAT, key), "")):
            self.recognised[text] = code
            return code
        return self._asked(text, known)

    def _asked(self, text: str, known: Codes) -> str:
        if key_of(text) in self._answers.new:
            self._answer(text, known, "")
        elif near := _near(text, known):
            self.questions.setdefault(text, Question(WHAT, text, near, self._create))
        return text

    def _answer(self, text: str, known: Codes, said: str):
        """Keep the question beside what was said, to be said otherwise."""
        first = ((said, ""),) if said else ()
        if near := tuple(dict.fromkeys((*first, *_near(text, known)))):
            is_new = not said
            self.answered[text] = Question(WHAT, text, near, self._create, said, is_new)

    @cached_property
    def _remembered(self) -> dict[tuple[str, str], str]:
        return {place: key_of(code) for place, code in words_of(self._institution_id).items()}


def _near(text: str, known: Codes) -> tuple[tuple[str, str], ...]:
    """Close ones with the same numbers: Quiz1 is never Quiz2. “Mid tem” is read as a word, too."""
    codes = [code for code in known.values() if _numbers(code) == _numbers(text)]
    near = close(text, [(code, "") for code in codes])
    near = near or close(word_of(text), [(code, word_of(code)) for code in codes])
    return tuple((code, "") for code, _word in near)


def _numbers(text: str) -> list[str]:
    return NUMBERS.findall(text.casefold())
