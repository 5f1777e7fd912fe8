"""The rules speak the language they are given, and their own without one."""

import pytest
from django.utils import translation

from students.rules import words
from students.rules.outlook import outlook, sentence
from students.rules.scores import score_problem
from students.rules.units import HUNDRED


class Loud:
    """A language that is told apart."""

    def gettext(self, message):
        return message.upper()

    def ngettext(self, singular, plural, number):
        return (singular if number == 1 else plural).replace("attend", "ATTEND")


@pytest.fixture
def loud(monkeypatch):
    monkeypatch.setattr(words, "_spoken", [Loud()])


def test_without_a_language_they_speak_english(monkeypatch):
    monkeypatch.setattr(words, "_spoken", [words.standard.NullTranslations()])

    assert score_problem("present", None, None) == "A number is missing."
    assert sentence(outlook(4, 2, None, HUNDRED * 3 // 4)) == "Must attend the next 4 classes."


def test_a_sentence_is_spoken_when_it_is_asked_for_not_when_it_is_read(loud):
    assert score_problem("present", None, None) == "A NUMBER IS MISSING."
    assert sentence(outlook(4, 2, None, HUNDRED * 3 // 4)) == "Must ATTEND the next 4 classes."


def test_the_language_of_the_reader_is_the_one_django_knows():

    assert words._spoken == [translation]
