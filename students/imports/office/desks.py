"""What the rows of an office file are held against: the institution's codes and what it knows."""

from collections import defaultdict
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from students.imports.codes import NONE_GIVEN, Answers
from students.imports.columns import word_of
from students.imports.learned import words_of
from students.imports.office.batch_codes import BatchCodes, said_batch
from students.imports.office.cell_values import Altered
from students.imports.office.words import Words
from students.imports.options import Options
from students.imports.places import Place
from students.imports.refusals import Refused
from students.imports.structure import Structure
from students.models import Batch, Channel, FeeDue, FeePlan, Payment, Staff, Student
from students.rules.keys import key_of

KNOWN = {
    "student": (Student, "roll_key", "name"),
    "staff": (Staff, "code_key", "name"),
    "plan": (FeePlan, "code_key", "title"),
    "channel": (Channel, "handle_key", "handle"),
}


class Desk:
    """One import's view of an institution; codes of branches and batches go through `structure`."""

    def __init__(self, place: Place, options: Options, answers: Answers = NONE_GIVEN):
        self.place = place
        self.options = options
        self.structure = Structure(place, options.create, answers)
        remembered = words_of(place.institution.pk)
        self.words = Words(remembered, answers)
        self.batches = BatchCodes(self.structure.batches, answers, named(remembered, "batch"))
        self._names: dict[str, dict[str, str]] = {}
        self._courses: dict[str, str] | None = None
        self._dues: dict[str, list[Decimal]] | None = None
        self._written: dict[str, str] = {}
        self._due_keys: dict[str, set[str]] | None = None

    def names(self, what: str) -> dict[str, str]:
        """The names, by key, of the institution's students, staff, plans or channels."""
        if what not in self._names:
            model, key, label = KNOWN[what]
            rows = model.objects.filter(institution=self.place.institution.pk)
            self._names[what] = dict(rows.values_list(key, label))
        return self._names[what]

    def student(self, roll_no: str) -> str:
        """The key of a known student; Refused for an unknown one."""
        key = key_of(roll_no)
        if key not in self.names("student"):
            raise Refused(
                _("No student has this roll number."),
                _("Correct it, or import the admissions first."),
            )
        return key

    def dues(self, student: str) -> list[Decimal]:
        """The amounts a student is to pay, each due by itself."""
        if self._dues is None:
            self._dues = defaultdict(list)
            rows = FeeDue.objects.filter(student__institution=self.place.institution.pk)
            for key, amount in rows.values_list("student__roll_key", "amount"):
                self._dues[key].append(amount)
        return self._dues.get(student, [])

    def due_keys(self, student: str) -> set[str]:
        """The keys of the dues a student has in the register."""
        if self._due_keys is None:
            self._due_keys = defaultdict(set)
            rows = FeeDue.objects.filter(student__institution=self.place.institution.pk)
            for key, due in rows.values_list("student__roll_key", "code_key"):
                self._due_keys[key].add(due)
        return self._due_keys.get(student, set())

    @cached_property
    def receipts(self) -> set[str]:
        """The keys of all receipts of the institution."""
        return set().union(*self._receipts.values())

    def received(self, student: str, month: str) -> set[str]:
        """The keys of a student's receipts in a month, said as “2026-04”."""
        return self._receipts.get((student, month), set())

    @cached_property
    def _receipts(self) -> dict[tuple[str, str], set[str]]:
        found = defaultdict(set)
        rows = Payment.objects.filter(institution=self.place.institution.pk)
        for student, day, key in rows.values_list("student__roll_key", "paid_on", "receipt_key"):
            found[student, f"{day:%Y-%m}"].add(key)
        return found

    def trainer(self, text: str) -> str | Altered:
        """The key of a known member of staff, by code or by a name only one of them has."""
        names = self.names("staff")
        if key_of(text) in names:
            return key_of(text)
        found = [key for key, name in names.items() if word_of(name) == word_of(text)]
        if len(found) == 1:
            return Altered(found[0], found[0], _("The code of the trainer of this name."))
        if found:
            raise Refused(_("Several trainers have this name."), _("Write the trainer’s code."))
        raise Refused(
            _("No trainer has this code or name."), _("Correct it, or import the trainers first.")
        )

    def batch(self, text: str) -> str | Altered:
        """The key of a batch, known or to be made."""
        return said_batch(text, self.batches)

    def known_batch(self, text: str) -> str | Altered:
        """The key of a batch that is there; Refused for one that is not."""
        said = self.batch(text)
        key = said if isinstance(said, str) else said.value
        if self.structure.batches.by_key[key].pk is None:
            raise Refused(_("There is no such batch."), _("Import the batches first."))
        return said

    def course_of(self, batch: str | None) -> str:
        """The key of the course of a batch in the register; empty where that is not known."""
        if self._courses is None:
            rows = Batch.objects.filter(institution=self.place.institution.pk)
            self._courses = dict(rows.values_list("code_key", "branch__code_key"))
        return self._courses.get(batch) or ""

    def as_first_written(self, code: str, key: str = "") -> str:
        """A code as the file wrote it first, whatever its capitals are here; `key` names it."""
        return self._written.setdefault(key or key_of(code), code)


def named(remembered: dict[tuple[str, str], str], what: str) -> dict[str, str]:
    """Of remembered words those of one category: keys of words to what they mean."""
    return {key: value for (kind, key), value in remembered.items() if kind == what}
