"""Branches, batches, subjects by code, title, alias; what is merely close is asked about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from students.imports.columns import word_of
from students.imports.identities import CODE_LENGTH
from students.imports.likenesses import close
from students.imports.questions import WHAT, Question
from students.imports.refusals import Refused
from students.rules.keys import code_problem, key_of

SIGNS = "&*/"


@dataclass(frozen=True)
class Coded:
    """One branch, batch or subject: known (with its number) or to be made."""

    code: str
    title: str = ""
    pk: int | None = None

    @cached_property
    def key(self) -> str:
        return key_of(self.code)

    def __str__(self):
        return self.code if self.title in ("", self.code) else f"{self.code} {self.title}"


@dataclass(frozen=True)
class Answers:
    """What was said of names that are close to known ones, by their keys."""

    same: Mapping[str, str] = field(default_factory=dict)
    new: frozenset[str] = frozenset()


NONE_GIVEN = Answers()


def answers_of(same: Iterable[tuple[str, str]], new: Iterable[str]) -> Answers:
    """The answers as they are looked up."""
    return Answers({key_of(text): known for text, known in same}, frozenset(map(key_of, new)))


class Codes:
    """All branches (batches, subjects) of an institution, found by code, title or alias."""

    def __init__(self, what: str, rows: Iterable, create: bool):
        self.what = what
        self.create = create
        self.by_key: dict[str, Coded] = {}
        self.questions: dict[str, Question] = {}  # open ones
        self.answered: dict[str, Question] = {}
        self.confirmed: dict[str, str] = {}  # names of the file, and the keys they were said to be
        self.recognised: dict[str, Coded] = {}  # names that are neither code nor title of theirs
        self._by_word: dict[str, set[str]] = {}
        self._meant: dict[str, Coded] = {}
        self._unknown: dict[str, tuple[str, str]] = {}  # texts, and why they are refused
        self._aliases: Mapping[str, str] = {}
        self._answers: Answers | None = None
        for row in rows:
            self._add(Coded(row.code, row.title, row.pk))

    @property
    def words(self) -> str:
        """What they are, in the reader's language."""
        return str(WHAT[self.what])

    def learn(self, aliases: Mapping[str, str], answers: Answers):
        """Know further names: aliases (their keys to those of the known), and what was said now.

        From then on a name that is close to a known one is asked about.
        """
        self._aliases, self._answers = aliases, answers

    def find(self, text: str) -> Coded | None:
        """The one a text means: by its code, else by one code or title spelt alike, else alias."""
        key = key_of(text)
        if key in self.by_key:
            return self.by_key[key]
        keys = self._by_word.get(_spelling(text), set())
        if len(keys) == 1:
            return self.by_key[next(iter(keys))]
        found = self.by_key.get(self._aliases.get(key, ""))
        if found:
            self.recognised[text] = found
        return found

    def of(self, text: str, code: str = "", title: str = "") -> Coded:
        """The one a text means, made when there is none and that is allowed; or Refused."""
        found = self._meant.get(text) or self._said(text) or self.find(text)
        if found:
            self._meant[text] = found  # the same few texts stand in every row
            return found
        if text not in self._unknown:
            try:
                return self._made(text, code, title)
            except Refused as refusal:
                self._unknown[text] = refusal.reason, refusal.mend
        raise Refused(*self._unknown[text])

    def _made(self, text: str, code: str, title: str) -> Coded:
        if len(self._by_word.get(_spelling(text), ())) > 1:
            raise Refused(
                _("More than one %(what)s is called so.") % {"what": self.words},
                _("Write its code."),
            )
        is_asked = self._ask(text)
        if not (self.create or is_asked):
            raise Refused(_("No %(what)s is called so.") % {"what": self.words}, self._known())
        made = Coded(code or text, title)
        problem = code_problem(made.code)
        if problem or len(made.code) > CODE_LENGTH:
            too_long = _("It is longer than %(most)s letters.") % {"most": CODE_LENGTH}
            raise Refused(problem or too_long, _("Shorten it."))
        return self._add(made)

    def _said(self, text: str) -> Coded | None:
        known = self._answers.same.get(key_of(text)) if self._answers else None
        if known is None:
            return None
        found = self.find(known)
        if found is None or found.pk is None:
            return None  # said of a branch, and this is a subject, or the other way round
        self.confirmed[text] = found.key
        self.recognised[text] = found
        self._note_answer(text, found)
        return found

    def is_said_new(self, text: str) -> bool:
        """Whether somebody has said that this name is another than the known ones."""
        return self._answers is not None and key_of(text) in self._answers.new

    def _ask(self, text: str) -> bool:
        """Whether the name is close to known ones, and nobody has said that it is another."""
        if self._answers is None:
            return False
        if self.is_said_new(text):
            self._note_answer(text, None)
            return False
        alike = self._alike(text)
        if alike:
            self.questions[text] = Question(self.what, text, tuple(alike), self.create)
        return bool(alike)

    def _note_answer(self, text: str, said: Coded | None):
        """Keep the question beside what was said (None: it is new), to be said otherwise."""
        first = [(said.code, said.title)] if said else []
        known = tuple(dict.fromkeys([*first, *self._alike(text)]))
        meant = said.code if said else ""
        if known:
            question = Question(self.what, text, known, self.create, meant, is_new=said is None)
            self.answered[text] = question

    def _alike(self, text: str) -> list[tuple[str, str]]:
        """Codes and titles of the known ones that a text is close to."""
        known = [row for row in self.by_key.values() if row.pk is not None]
        return close(text, [(row.code, row.title) for row in known])

    def _add(self, row: Coded) -> Coded:
        self.by_key[row.key] = row
        for text in {_spelling(row.code), _spelling(row.title)} - {""}:
            self._by_word.setdefault(text, set()).add(row.key)
        return row

    def _known(self) -> str:
        some = [row.code for row in self.by_key.values()][:12]
        if some:
            return _("Known: %(codes)s.") % {"codes": ", ".join(some)}
        return _("There is no %(what)s yet.") % {"what": self.words}


def _spelling(text: str) -> str:
    """A name as it is compared: no case, no spaces, but C&I is not CI, and M* is not M."""
    return word_of(text) + "".join(sign for sign in text if sign in SIGNS)
