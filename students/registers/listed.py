"""The list of classes: which term, what is searched for, which page of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from students.models import Teaching, Term
from students.models.structure import current_term
from students.rules.keys import key_of, name_key_of
from students.sight import Sight

AT_ONCE = 50
LONGEST = 60


@dataclass
class Listed:
    """The classes of a term (the current one of each institution without a choice) in sight."""

    terms: tuple[Term, ...]
    chosen: tuple[Term, ...]
    term: str = ""
    search: str = ""
    page: int = 1
    count: int = 0

    @classmethod
    def of(cls, sight: Sight, params: Mapping, today: datetime.date) -> "Listed":
        """What GET parameters ask for; what means nothing is as if it were not there."""
        seen = sight.registers().values("term")
        terms = tuple(Term.objects.filter(pk__in=seen).select_related("institution"))
        code = str(params.get("term") or "")[:LONGEST]
        asked = tuple(one for one in terms if one.code_key == key_of(code))
        page = str(params.get("page") or "")
        return cls(
            terms,
            asked or current_of_each(terms, today),
            asked[0].code if asked else "",
            str(params.get("search") or "").strip()[:LONGEST],
            int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1,
        )

    @property
    def title(self) -> str:
        """The chosen terms in words; institutions that call theirs the same are told once."""
        return ", ".join(dict.fromkeys(str(one) for one in self.chosen))

    @property
    def offered(self) -> tuple[Term, ...]:
        """The terms to choose from, each code once, as it asks for those of all institutions."""
        by_code: dict[str, Term] = {}
        for one in self.terms:
            by_code.setdefault(one.code_key, one)
        return tuple(by_code.values())

    @property
    def names_places(self) -> bool:
        """Whether classes are of several institutions, so that each is to name its own."""
        return len({one.institution_id for one in self.chosen}) > 1

    def narrowed(self, rows: QuerySet[Teaching]) -> QuerySet[Teaching]:
        """Teachings of the chosen terms that fit every word searched for."""
        rows = rows.filter(term__in=[one.pk for one in self.chosen])
        for word in self.search.split():
            rows = rows.filter(_about(word))
        return rows

    def teachings(self, sight: Sight) -> QuerySet[Teaching]:
        """Those whose registers may be opened."""
        return self.narrowed(sight.registers())

    def page_of(self, classes: list) -> list:
        """The page asked for, or the last one."""
        self.count = len(classes)
        self.page = min(max(self.page, 1), max(-(-self.count // AT_ONCE), 1))
        return classes[(self.page - 1) * AT_ONCE : self.page * AT_ONCE]

    def turning(self) -> dict:
        """The way to the pages before and after."""
        first, last = (self.page - 1) * AT_ONCE + 1, min(self.page * AT_ONCE, self.count)
        return {
            "words": self._words(first, last) if self.count else "",
            "previous_url": self._url(self.page - 1) if self.page > 1 else "",
            "next_url": self._url(self.page + 1) if last < self.count else "",
        }

    def _words(self, first: int, last: int) -> str:
        words = _("Classes %(first)s–%(last)s of %(count)s")
        return words % {"first": first, "last": last, "count": self.count}

    def _url(self, page: int) -> str:
        values = {"term": self.term, "search": self.search, "page": page}
        return f"?{urlencode({name: value for name, value in values.items() if value})}"


def current_of_each(terms: tuple[Term, ...], today: datetime.date) -> tuple[Term, ...]:
    """The current term of each institution, among these."""
    by_place: dict[int, list[Term]] = {}
    for term in terms:
        by_place.setdefault(term.institution_id, []).append(term)
    return tuple(current_term(of_place, today) for of_place in by_place.values())


def _about(word: str) -> Q:
    key, name = key_of(word), name_key_of(word)
    about = Q(subject__title__icontains=word) | Q(staff__name_key__contains=name)
    if key:
        about |= Q(subject__code_key__startswith=key) | Q(branch__code_key=key)
    return about


def shortage_query(taught: Teaching) -> str:
    """The filters of the shortage list for one subject in one class."""
    place = {
        "institution": taught.term.institution.code,
        "term": taught.term.code,
        "branch": taught.branch.code,
        "semester": taught.semester,
        "section": taught.section,
        "subject": taught.subject.code,
    }
    return urlencode({name: value for name, value in place.items() if value})
