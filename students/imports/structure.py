"""Branches, batches, subjects and components as a file names them, known or to be made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from students.imports.cells import plain
from students.imports.columns import word_of
from students.imports.identities import CODE_LENGTH
from students.imports.places import Place
from students.imports.refusals import Refused
from students.models import Batch, Branch, Component, Subject, Term
from students.rules.keys import code_problem, key_of

KINDS_BY_WORD = (
    ("quiz", Component.Kind.QUIZ),
    ("mid", Component.Kind.MIDTERM),
    ("end", Component.Kind.END_SEMESTER),
    ("ese", Component.Kind.END_SEMESTER),
    ("final", Component.Kind.END_SEMESTER),
    ("prac", Component.Kind.PRACTICAL),
    ("lab", Component.Kind.PRACTICAL),
)


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


class Codes:
    """All branches (batches, subjects) of an institution, found by code or title."""

    def __init__(self, what: str, rows: Iterable, create: bool):
        self.what = what
        self.create = create
        self.by_key: dict[str, Coded] = {}
        self._by_word: dict[str, set[str]] = {}
        self._meant: dict[str, Coded] = {}
        for row in rows:
            self._add(Coded(row.code, row.title, row.pk))

    def find(self, text: str) -> Coded | None:
        """The one a text means: by its code, else by one code or title spelt alike."""
        exact = self.by_key.get(key_of(text))
        if exact:
            return exact
        keys = self._by_word.get(word_of(text), set())
        return self.by_key[next(iter(keys))] if len(keys) == 1 else None

    def of(self, text: str, code: str = "", title: str = "") -> Coded:
        """The one a text means, made when there is none and that is allowed; or Refused."""
        found = self._meant.get(text) or self.find(text)
        if found:
            self._meant[text] = found  # the same few texts stand in every row
            return found
        if len(self._by_word.get(word_of(text), ())) > 1:
            raise Refused(f"More than one {self.what} is called so.", "Write its code.")
        if not self.create:
            raise Refused(f"No {self.what} is called so.", self._known())
        made = Coded(code or text, title)
        problem = code_problem(made.code)
        if problem or len(made.code) > CODE_LENGTH:
            raise Refused(problem or f"It is longer than {CODE_LENGTH} letters.", "Shorten it.")
        return self._add(made)

    def _add(self, row: Coded) -> Coded:
        self.by_key[row.key] = row
        for text in {word_of(row.code), word_of(row.title)} - {""}:
            self._by_word.setdefault(text, set()).add(row.key)
        return row

    def _known(self) -> str:
        some = [row.code for row in self.by_key.values()][:12]
        return f"Known: {', '.join(some)}." if some else f"There is no {self.what} yet."


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a subject in the term: known (with its number) or to be made."""

    subject: str
    code: str
    max_score: Decimal
    weight: Decimal
    pk: int | None = None

    @property
    def key(self) -> str:
        return key_of(self.code)

    @property
    def kind(self) -> str:
        """Which kind its code sounds like; an assignment where it sounds like none."""
        word = word_of(self.code)
        kinds = (kind for start, kind in KINDS_BY_WORD if start in word)
        return next(kinds, Component.Kind.ASSIGNMENT)

    def __str__(self):
        maximum, weight = plain(self.max_score), plain(self.weight)
        return f"{self.subject} {self.code} (maximum {maximum}, weight {weight})"


class Structure:
    """What the institution and term of an import are made of."""

    def __init__(self, place: Place, create: bool):
        self.place = place
        self.create = create
        institution = place.institution.pk
        self.branches = Codes("branch", Branch.objects.filter(institution=institution), create)
        self.batches = Codes("batch", Batch.objects.filter(institution=institution), create)
        self.subjects = Codes("subject", Subject.objects.filter(institution=institution), create)
        self.parts = self._parts()
        self.terms = Codes("term", Term.objects.filter(institution=institution), create=False)
        current = Term.objects.filter(institution=institution).current() or place.term
        self.current_term = key_of(current.code) if current else ""

    def subject(self, text: str) -> Coded:
        """The subject a column title or a cell means; see Codes.of."""
        return self.subjects.of(text, subject_code(text), subject_title(text))

    def part(self, subject: Coded, text: str, maximum: Decimal | None, weight: Decimal | None):
        """The component a cell means; Refused when unknown and not to be made, or told apart."""
        known = self.parts.get((subject.key, key_of(text)))
        if known:
            if maximum is not None and maximum != known.max_score:
                raise Refused(
                    f"The maximum of this component is {plain(known.max_score)}.",
                    "Correct the maximum in the file, or the component.",
                )
            return known
        if not self.create:
            raise Refused("No component of the subject is called so.", "Add the component first.")
        if maximum is None:
            raise Refused("A new component needs its maximum.", "Add the column max.")
        made = Part(subject.key, text, maximum, weight or maximum)
        self.parts[made.subject, made.key] = made
        return made

    def _parts(self) -> dict[tuple[str, str], Part]:
        term = self.place.term
        rows = Component.objects.filter(term=term.pk if term else None).select_related("subject")
        parts = [
            Part(row.subject.code_key, row.code, row.max_score, row.weight, row.pk) for row in rows
        ]
        return {(part.subject, part.key): part for part in parts}


def subject_code(text: str) -> str:
    """The code a new subject gets: capitals, and underscores where the title has gaps."""
    return re.sub(r"[\s_]+", "_", text.strip()).upper()


def subject_title(text: str) -> str:
    """The title a new subject gets: “Data Structures” for data_structures; others as typed."""
    words = text.replace("_", " ").split()
    if not text.islower():
        return " ".join(words)
    return " ".join(
        word.upper() if any(c.isdigit() for c in word) else word.capitalize() for word in words
    )
