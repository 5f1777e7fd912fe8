"""A language in which every text is marked, and what of a page is not: the texts nobody marked."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from django.apps import apps
from django.db import models

OPEN, CLOSE = "⟦", "⟧"
WORD = re.compile(r"[A-Za-z]{2,}")
UNSEEN = ("script", "style", "template", "code", "pre", "bdi")  # bdi: how a password is kept
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
WITHOUT_END = ("area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr")


class MarkedTexts:
    """Stands in for a catalogue: each text as it is in the code, between marks."""

    def __init__(self, language: str):
        self.language = self.to_language = lambda: language

    def gettext(self, text: str) -> str:
        """The text between marks; what tells two meanings apart is left out."""
        return f"{OPEN}{text.rpartition(chr(4))[2]}{CLOSE}" if text else ""

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The fitting form between marks."""
        return self.gettext(one if number == 1 else many)


class _Page(HTMLParser):
    """Collects what somebody sees or hears of a page, with the element it stands in."""

    def __init__(self):
        super().__init__()
        self.texts, self.spoken, self.within = [], [], []

    def handle_starttag(self, tag, attrs):
        words = [value for name, value in attrs if name in SPOKEN and value]
        if tag == "input" and dict(attrs).get("type") == "submit":
            words.append(dict(attrs).get("value", ""))
        self.spoken += [(tag, one) for one in words]
        if tag not in WITHOUT_END:
            is_chip = "chip" in (dict(attrs).get("class") or "").split()  # initials
            self.within.append((tag, is_chip or tag in UNSEEN))

    def handle_endtag(self, tag):
        while any(one == tag for one, _ in self.within) and self.within.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(unseen for _, unseen in self.within):
            self.texts.append((self.within[-1][0] if self.within else "", data))


def unmarked(page: str, data: Iterable[str]) -> list[str]:
    """The texts of a page that are neither marked nor `data`, each with its element."""
    reader = _Page()
    reader.feed(page)
    known = re.compile("|".join(map(re.escape, data)) or "(?!)", re.IGNORECASE)
    spoken = ((tag, words, _outside(words)[0]) for tag, words in reader.spoken)
    texts = [*spoken, *_between_marks(reader.texts)]
    return [f"<{tag}> {words.strip()}" for tag, words, left in texts if _says(left, known)]


def _says(left: str, known: re.Pattern) -> bool:
    return bool(WORD.search(known.sub(" ", left)))


def _between_marks(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The texts in their order with what of each is outside the marks, which may span elements."""
    depth = 0
    for tag, words in texts:
        left, depth = _outside(words, depth)
        yield tag, words, left


def _outside(words: str, depth: int = 0) -> tuple[str, int]:
    """What of a text is not between marks, and how many are open at its end."""
    left = []
    for letter in words:
        depth += (letter == OPEN) - (letter == CLOSE)
        left.append(" " if depth or letter == CLOSE else letter)
    return "".join(left), depth


def stored_words() -> list[str]:
    """Every text that somebody has stored, the longest first: names, codes, titles, notes."""
    found = {text.strip() for model in apps.get_models() for text in _texts_of(model)}
    return sorted((text for text in found if WORD.search(text)), key=len, reverse=True)


def _texts_of(model) -> Iterator[str]:
    kinds = models.CharField, models.TextField, models.JSONField
    names = [one.attname for one in model._meta.concrete_fields if isinstance(one, kinds)]
    chosen = {one.attname for one in model._meta.concrete_fields if one.choices}
    for row in model._base_manager.values(*(set(names) - chosen)):
        for value in row.values():
            yield from _strings_in(value)


def _strings_in(value) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings_in([*value, *value.values()])
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _strings_in(one)
