"""Where an import belongs: its institution and its term, found, demanded, or to be made."""

import datetime
import re
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.refusals import refuse_file
from students.models import Institution, PolicyAssignment, PolicyVersion, Term
from students.rules.keys import code_problem, key_of
from students.rules.policy import PAPER_POLICY, Policy

FIRST_INSTITUTION = "MAIN"
HALVES = {"EVEN": ("January–June", (1, 1), (6, 30)), "ODD": ("July–December", (7, 1), (12, 31))}


@dataclass(frozen=True)
class Words:
    """What is said of an institution or a term that cannot be found or made."""

    unknown: str
    none: str
    add: str
    several: str
    say: str
    code: str


WORDS = {
    "institution": Words(
        unknown=gettext_lazy("No institution has the code “%(code)s”."),
        none=gettext_lazy("There is no institution yet, and none may be made."),
        add=gettext_lazy("Add the institution first, or allow creating."),
        several=gettext_lazy("There are several institutions: %(codes)s."),
        say=gettext_lazy("Say which is meant (institution)."),
        code=gettext_lazy("The code of the institution cannot be taken."),
    ),
    "term": Words(
        unknown=gettext_lazy("No term has the code “%(code)s”."),
        none=gettext_lazy("There is no term yet, and none may be made."),
        add=gettext_lazy("Add the term first, or allow creating."),
        several=gettext_lazy("There are several terms: %(codes)s."),
        say=gettext_lazy("Say which is meant (term)."),
        code=gettext_lazy("The code of the term cannot be taken."),
    ),
}


@dataclass(frozen=True)
class Place:
    """An institution and a term; unsaved ones (without a number) are still to be made."""

    institution: Institution
    term: Term | None

    @property
    def is_made(self) -> bool:
        return self.institution.pk is not None and (self.term is None or self.term.pk is not None)

    @property
    def to_be_made(self) -> dict[str, str]:
        """Codes of what is still to be made, by kind."""
        wanted = {"institution": self.institution, "term": self.term}
        return {kind: row.code for kind, row in wanted.items() if row and row.pk is None}


def place_of(institution, term, create: bool, needs_term: bool = True) -> Place:
    """The place from what was said: a row, a code, or None; FileRefused where that is not enough.

    Nothing is written: in an empty register the place holds an unsaved institution and term.
    """
    found = institution_of(institution, create)
    return Place(found, _term(found, term, create) if needs_term or term else None)


def half_year_of(today: datetime.date) -> Term:
    """The term of a day where no term is known: an unsaved half of its year."""
    return _half(today.year, "EVEN" if today.month <= 6 else "ODD")


def _half(year: int, half: str) -> Term:
    months, first, last = HALVES[half]
    return Term(
        code=f"{year}-{half}",
        title=f"{months} {year}",
        starts_on=datetime.date(year, *first),
        ends_on=datetime.date(year, *last),
    )


def institution_of(said, create: bool) -> Institution:
    """The institution from a row, a code or None; an unsaved one in an empty register."""
    if isinstance(said, Institution):
        return said
    known = list(Institution.objects.all())
    if not known and create:
        code = said or FIRST_INSTITUTION
        _check_code(code, "institution")
        return Institution(code=code, name=code)
    return _one_of(known, said, "institution")


def _term(institution: Institution, said, create: bool) -> Term:
    if isinstance(said, Term):
        if said.institution_id != institution.pk:
            words = _("Term %(term)s belongs to another institution.")
            raise refuse_file(words % {"term": said.code})
        return said
    known = list(institution.terms.all()) if institution.pk else []
    if known or not create:
        return _one_of(known, said, "term")
    if not said:
        return half_year_of(timezone.localdate())
    _check_code(said, "term")
    year = re.fullmatch("(20[0-9]{2})-(EVEN|ODD)", key_of(said))
    if year:
        return _half(int(year[1]), year[2])
    term = half_year_of(timezone.localdate())
    term.code = term.title = said
    return term


def _one_of(known: list, said: str | None, what: str):
    """The only one, or the one of this code."""
    listed = ", ".join(row.code for row in known) or _("none yet")
    if said:
        found = [row for row in known if row.code_key == key_of(said)]
        if not found:
            raise refuse_file(
                WORDS[what].unknown % {"code": said}, _("Known: %(codes)s.") % {"codes": listed}
            )
        return found[0]
    if not known:
        raise refuse_file(WORDS[what].none, WORDS[what].add)
    if len(known) > 1:
        raise refuse_file(WORDS[what].several % {"codes": listed}, WORDS[what].say)
    return known[0]


def _check_code(code: str, what: str):
    problem = code_problem(code) or _too_long(code)
    if problem:
        raise refuse_file(f"{WORDS[what].code} {problem}", value=code)


def _too_long(code: str) -> str:
    return _("It is longer than %(most)s letters.") % {"most": 40} if len(code) > 40 else ""


def policy_for(place: Place) -> tuple[int, Policy]:
    """Number and content of the version a new result of the place would be bound to.

    Nothing is written to find out: version 1 may still have to be made.
    """
    if not place.is_made or place.term is None:
        return 1, PAPER_POLICY
    assigned = (
        PolicyAssignment.objects.filter(
            institution=place.institution, from_term__starts_on__lte=place.term.starts_on
        )
        .select_related("version")
        .order_by("-from_term__starts_on", "-from_term_id")
        .first()
    )
    if assigned:
        return assigned.version.number, assigned.version.policy
    first = PolicyVersion.objects.filter(institution=place.institution, number=1).first()
    return 1, first.policy if first else PAPER_POLICY
