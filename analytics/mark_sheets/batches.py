"""A batch in a term, as it is chosen for its mark sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.mark_sheets.contents import Contents
from students.models import Batch, Term, TermResult
from students.rules.keys import key_of
from students.sight import Sight


@dataclass(frozen=True)
class ChosenBatch:
    """What may be chosen, and what is: `results` is None before both are chosen."""

    terms: tuple[Term, ...]
    batches: tuple[Batch, ...]
    term: Term | None = None
    batch: Batch | None = None
    results: QuerySet[TermResult] | None = None

    def ids(self) -> list[int]:
        """The numbers of its results."""
        return list(self.results.values_list("pk", flat=True))

    def students(self) -> list[int]:
        """The numbers of its students."""
        return list(self.results.values_list("student", flat=True))

    def refused(self, contents: Contents) -> list[tuple[str, str]]:
        """Roll number and reason of who gets no sheet."""
        rows = self.results.filter(pk__in=contents.refused).order_by("student__roll_key", "pk")
        numbers = rows.values_list("pk", "student__roll_no")
        return [(roll, contents.refused[pk]) for pk, roll in numbers]

    def filters(self) -> dict:
        """The two choices, as the bar of filters shows them."""
        several = len({one.institution_id for one in self.terms}) > 1
        terms = [
            (one.pk, f"{one.institution.code} {one}" if several else one) for one in self.terms
        ]
        batches = [(one.pk, one) for one in self.batches]
        words = " · ".join(str(one) for one in (self.term, self.batch) if one)
        return {
            "action": reverse("mark-sheets"),
            "words": words,
            "selects": [
                _select("term", _("Term"), _("Choose a term"), terms, self.term),
                _select("batch", _("Batch"), _("Choose a batch"), batches, self.batch),
            ],
        }

    def offered(self) -> list[tuple[Batch, str]]:
        """Each batch of the term, with the words of an address that choose it."""
        return [(one, urlencode({"term": self.term.pk, "batch": one.pk})) for one in self.batches]

    def query(self) -> str:
        """The words of an address that choose the same."""
        return urlencode({"term": self.term.pk, "batch": self.batch.pk})

    def file_name(self) -> str:
        """Letters and digits that say what a file holds."""
        text = f"{self.term.institution.code}_{self.term.code}_{self.batch.code}"
        return "".join(one if one.isascii() and one.isalnum() else "-" for one in key_of(text))


def chosen_batch(sight: Sight, asked: Mapping[str, str]) -> ChosenBatch:
    """What `term` and `batch` of a request choose among the results whose sheets are theirs.

    Where a request says no term it is the newest.
    """
    results = sight.given_results().in_term()
    seen = results.order_by()
    terms = tuple(Term.objects.filter(pk__in=seen.values("term")).select_related("institution"))
    newest = terms[0] if terms else None
    term = _named(terms, asked["term"]) if "term" in asked else newest
    batches = tuple(Batch.objects.filter(pk__in=seen.filter(term=term).values("batch")))
    batch = _named(batches, asked.get("batch", ""))
    if term is None or batch is None:
        return ChosenBatch(terms, batches, term)
    return ChosenBatch(terms, batches, term, batch, results.filter(term=term, batch=batch))


def _named(rows, number: str):
    return next((one for one in rows if str(one.pk) == number), None)


def _select(name: str, label: str, first: str, rows: list[tuple], chosen) -> dict:
    options = [{"value": pk, "label": words} for pk, words in [("", first), *rows]]
    return {"name": name, "label": label, "options": options, "chosen": chosen.pk if chosen else ""}
