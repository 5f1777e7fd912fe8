"""Who of very many waits longest for a word: found by an index, as far as a page goes.

Those behind are not looked at, however many they are.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from analytics.metrics.spells import note_stale, stale_spells
from analytics.metrics.worklists import Waiting, waiting
from analytics.models import Contact, RiskSpell
from students.kept import DAY, fetched, meant_by
from students.models import TermResult
from students.rules.risk import HIGH, MEDIUM

Place = tuple[int, date | None]  # a result, and since when it waits


@dataclass(frozen=True)
class LongestWaits:
    """Those at risk among results of these institutions and terms who wait at a level.

    `asked` tells them from others, for statements that are kept.
    """

    results: QuerySet[TermResult]
    institutions: Collection[int]
    terms: Collection[int]
    today: date
    asked: Hashable

    def page(self, start: int, stop: int, counts: Waiting) -> list[Place]:
        """Places start to stop of so many who wait, high before medium.

        It is noted since when those are at risk whom it shows, and they may change their places.
        """
        found = self._of_levels(start, stop, counts)
        stale = list(stale_spells(TermResult.objects.filter(pk__in=[pk for pk, _ in found])))
        return self._of_levels(start, stop, counts) if stale and note_stale(stale) else found

    def _of_levels(self, start: int, stop: int, counts: Waiting) -> list[Place]:
        found = []
        for level, number in ((HIGH, counts.high), (MEDIUM, counts.medium)):
            if start < number and stop > 0:
                found += self._first(level, min(stop, number))[start:]
            start, stop = max(start - number, 0), stop - number
        return found

    def _first(self, level: str, count: int) -> list[Place]:
        """So many of a level, the longest wait first; two queries, and one more each where some had
        a word and where these run out."""
        asked = level, self.asked
        found = places(("unspoken", count, *asked), lambda: self._unspoken(level)[:count])
        words = fetched(("spoken with", *asked), lambda: self._spoken_with(level))
        if words:
            found += self._spoken(pk for (pk,) in words)[:count]
        found = sorted(found, key=lambda place: (place[1] or date.max, place[0]))[:count]
        missing = count - len(found)
        return found + [(pk, None) for pk in self._unnoted(level)[:missing]] if missing else found

    def _unspoken(self, level: str) -> QuerySet:
        """Of whom it is noted since when, and whom nobody has spoken with in the term."""
        where = {"institution_id__in": self.institutions, "term_id__in": self.terms}
        noted = {f"risk_spell__{name}": value for name, value in {**where, "level": level}.items()}
        rows = self.results.filter(~Exists(_words()), risk=level, **noted)
        in_order = rows.order_by("risk_spell__since", "risk_spell__result_id")
        return in_order.values_list("pk", "risk_spell__since")

    def _spoken_with(self, level: str) -> QuerySet:
        """With whom somebody has spoken: no more than words were noted."""
        here = TermResult.objects.filter(
            student=OuterRef("student"), term=OuterRef("term"), risk=level
        )
        words = Contact.objects.newest().filter(term__in=self.terms).order_by()
        found = words.annotate(found=Subquery(here.order_by().values("pk")[:1]))
        return found.filter(found__isnull=False).values_list("found")

    def _spoken(self, ids: Iterable[int]) -> QuerySet:
        """Who of these waits again."""
        rows = waiting(self.results.filter(pk__in=list(ids)), self.today)
        in_order = rows.order_by(F("waiting_from").asc(nulls_last=True), "pk")
        return in_order.values_list("pk", "waiting_from")

    def _unnoted(self, level: str) -> QuerySet:
        """Who came to the level since it was last noted: they wait shortest."""
        noted = RiskSpell.objects.filter(result=OuterRef("pk"), level=level)
        rows = self.results.filter(~Exists(_words()), ~Exists(noted), risk=level)
        return rows.order_by("pk").values_list("pk", flat=True)


def places(asked: Hashable, rows: Callable[[], QuerySet]) -> list[Place]:
    """Results and days, by a statement that is kept."""
    found = fetched(asked, rows)
    days = meant_by({day for _, day in found}, DAY)
    return [(pk, days[day]) for pk, day in found]


def _words() -> QuerySet[Contact]:
    return Contact.objects.filter(student=OuterRef("student"), term=OuterRef("term"))
