"""Branches, batches, subjects and components as a file names them, known or to be made."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from students.imports.cells import plain
from students.imports.codes import NONE_GIVEN, Answers, Coded, Codes
from students.imports.columns import word_of
from students.imports.learned import aliases_of
from students.imports.part_names import PartNames
from students.imports.places import Place
from students.imports.questions import Question
from students.imports.refusals import Refused
from students.models import Batch, Branch, Component, Subject, Term
from students.rules.keys import key_of

KINDS_BY_WORD = (
    ("quiz", Component.Kind.QUIZ),
    ("mid", Component.Kind.MIDTERM),
    ("end", Component.Kind.END_SEMESTER),
    ("ese", Component.Kind.END_SEMESTER),
    ("final", Component.Kind.END_SEMESTER),
    ("prac", Component.Kind.PRACTICAL),
    ("lab", Component.Kind.PRACTICAL),
)


@dataclass(frozen=True, slots=True)
class Part:
    """A component of a subject in the term: known (with its number) or to be made."""

    subject: str
    code: str
    max_score: Decimal
    weight: Decimal
    kind: str
    pk: int | None = None

    @property
    def key(self) -> str:
        return key_of(self.code)

    def __str__(self):
        maximum, weight = plain(self.max_score), plain(self.weight)
        words = _("%(subject)s %(code)s (maximum %(maximum)s, weight %(weight)s)")
        told = {"subject": self.subject, "code": self.code, "maximum": maximum, "weight": weight}
        return words % told


class Structure:
    """What the institution and term of an import are made of."""

    def __init__(self, place: Place, create: bool, answers: Answers = NONE_GIVEN):
        self.place = place
        self.create = create
        institution = place.institution.pk
        aliases = aliases_of(institution)
        self.branches = Codes("branch", Branch.objects.filter(institution=institution), create)
        self.batches = Codes("batch", Batch.objects.filter(institution=institution), create)
        self.subjects = Codes("subject", Subject.objects.filter(institution=institution), create)
        for known in (self.branches, self.subjects):
            known.learn(aliases[known.what], answers)
        self.parts = self._parts()
        self.part_names = PartNames(institution, create, answers)
        self._part_codes = _codes_by_subject(self.parts.values())
        self.terms = Codes("term", Term.objects.filter(institution=institution), create=False)
        current = Term.objects.filter(institution=institution).current() or place.term
        self.current_term = key_of(current.code) if current else ""

    def subject(self, text: str) -> Coded:
        """The subject a column title or a cell means; see Codes.of."""
        return self.subjects.of(text, subject_code(text), subject_title(text))

    def part(self, subject: Coded, text: str, maximum: Decimal | None, weight: Decimal | None):
        """The component a cell means; Refused when unknown and not to be made, or told apart."""
        text = self.part_names.meant(subject.key, text, self._part_codes.get(subject.key, ()))
        known = self.parts.get((subject.key, key_of(text)))
        if known:
            if maximum is not None and maximum != known.max_score:
                raise Refused(
                    _("The maximum of this component is %(maximum)s.")
                    % {"maximum": plain(known.max_score)},
                    _("Correct the maximum in the file, or the component."),
                )
            if weight is not None and weight != known.weight:
                raise Refused(
                    _("The weight of this component is %(weight)s, not %(said)s.")
                    % {"weight": plain(known.weight), "said": plain(weight)},
                    _("Correct the weight in the file, or the component."),
                )
            return known
        if not (self.create or self.part_names.is_asked(text)):
            raise Refused(
                _("No component of the subject is called so."), _("Add the component first.")
            )
        if maximum is None:
            raise Refused(_("A new component needs its maximum."), _("Add the column max."))
        weight = maximum if weight is None else weight
        made = Part(subject.key, text, maximum, weight, kind_of(text))
        self.parts[made.subject, made.key] = made
        return made

    @property
    def questions(self) -> list[Question]:
        """What has to be answered before anything is stored: names that are close to known ones."""
        known = (self.branches, self.batches, self.subjects, self.part_names)
        return [question for codes in known for question in codes.questions.values()]

    @property
    def answered(self) -> list[Question]:
        """Such questions with what was said, as long as nothing is stored."""
        known = (self.branches, self.batches, self.subjects, self.part_names)
        return [question for codes in known for question in codes.answered.values()]

    @property
    def parts_moved(self) -> bool:
        """Whether a component has another maximum or weight by now than when this was read."""
        return self._parts() != self.parts

    def _parts(self) -> dict[tuple[str, str], Part]:
        term = self.place.term
        rows = Component.objects.filter(term=term.pk if term else None).select_related("subject")
        return {
            (row.subject.code_key, row.code_key): Part(
                row.subject.code_key, row.code, row.max_score, row.weight, row.kind, row.pk
            )
            for row in rows
        }


def _codes_by_subject(parts: Iterable[Part]) -> dict[str, list[str]]:
    """The codes of components, by the key of their subject."""
    found: dict[str, list[str]] = {}
    for part in parts:
        found.setdefault(part.subject, []).append(part.code)
    return found


def kind_of(code: str) -> str:
    """The kind a new component's code sounds like; an assignment where it sounds like none."""
    word = word_of(code)
    kinds = (kind for start, kind in KINDS_BY_WORD if start in word)
    return next(kinds, Component.Kind.ASSIGNMENT)


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
