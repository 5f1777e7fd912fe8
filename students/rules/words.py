"""The language the rules speak: English, until whoever uses them names another."""

import gettext as standard
from typing import Protocol


class Language(Protocol):
    """What knows the reader's language: a catalogue, or a module of these two functions."""

    def gettext(self, message: str) -> str: ...
    def ngettext(self, singular: str, plural: str, number: int) -> str: ...


_spoken: list[Language] = [standard.NullTranslations()]


def speak(language: Language):
    """From now on every sentence passes through this language."""
    _spoken[:] = [language]


def gettext(text: str) -> str:
    """A text in the reader's language."""
    return _spoken[0].gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The one of two texts that fits the count, in the reader's language."""
    return _spoken[0].ngettext(one, many, count)
