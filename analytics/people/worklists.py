"""The worklist: who of a scope waits for a word, narrowed by the address, and each row in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.metrics.every_wait import EveryWait
from analytics.metrics.figures import Figures
from analytics.metrics.longest_waits import LongestWaits, Place
from analytics.metrics.worklists import (
    ORDER,
    Waiting,
    answered,
    counted,
    follow_ups_due,
    mentors_of,
    waiting,
    waiting_of,
)
from analytics.models import Contact
from analytics.people.worklist_rows import WorklistRow, rows_of
from analytics.scope import SUBJECT, Scope
from students.kept import fetched
from students.models import Mentorship, Staff, TermResult
from students.rules.keys import key_of
from students.rules.risk import HIGH, MEDIUM

MENTOR, LEVEL, WORD, WAIT = "mentor", "level", "word", "wait"
LEVELS = {level.lower(): level for level in (HIGH, MEDIUM)}
NEVER, DUE = "never", "due"
WORDS = {NEVER: gettext_lazy("Nobody has had one"), DUE: gettext_lazy("Follow-up due")}
WAITS = ("7", "14", "30")  # days
NO_MENTOR = "none"
LONGEST = 120
ROWS_AT_ONCE = 500
LONG = 2_000  # students at risk


def wait_words(days: str) -> str:
    """One of WAITS as an option to choose."""
    return _("%(count)s days or more") % {"count": days}


@dataclass(frozen=True)
class Worklist:
    """Students of a scope who wait for a word; `conditions` are those of the address in force."""

    scope: Scope
    conditions: Mapping[str, str] = field(default_factory=dict)
    today: date = field(default_factory=timezone.localdate)
    figures: Figures | None = None  # of the scope, where somebody has read them

    @classmethod
    def of(cls, scope: Scope, params: Mapping) -> "Worklist":
        """What GET parameters ask for; what cannot be meant is as if it were not there."""
        names = (MENTOR, LEVEL, WORD, WAIT)
        asked = {name: str(params.get(name) or "").strip()[:LONGEST] for name in names}
        known = {LEVEL: LEVELS, WORD: WORDS, WAIT: WAITS}
        kept = {name: value for name, value in asked.items() if value in known.get(name, {value})}
        found = cls(scope, {name: value for name, value in kept.items() if value})
        return found._with_known_mentor()

    def _with_known_mentor(self) -> "Worklist":
        code = key_of(self.conditions.get(MENTOR, ""))
        if not code or code == key_of(NO_MENTOR):
            return self
        mentor = next((one for one in self.mentors() if one.code_key == code), None)
        others = {name: value for name, value in self.conditions.items() if name != MENTOR}
        return Worklist(self.scope, others | ({MENTOR: mentor.code} if mentor else {}), self.today)

    def query(self, **changes: str) -> str:
        """The address of this list, with these parameters changed or, given "", left out."""
        values = {**self.scope.chosen, **self.conditions, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def results(self) -> QuerySet[TermResult]:
        """The terms the viewer may note words in, at whatever risk; of one mentor where asked."""
        rows = self.scope.whole_results()
        code = self.conditions.get(MENTOR)
        if not code:
            return rows
        today = Mentorship.objects.today().filter(student=OuterRef("student"))
        if code == NO_MENTOR:
            return rows.filter(~Exists(today))
        return rows.filter(Exists(today.filter(staff__code_key=key_of(code))))

    def rows(self) -> QuerySet[TermResult]:
        """Those who wait, in no order; `note_spells` comes before it."""
        rows = waiting(self.results(), self.today)
        if level := self.conditions.get(LEVEL):
            rows = rows.filter(risk=LEVELS[level])
        if days := self.conditions.get(WAIT):
            rows = rows.filter(waiting_from__lte=self.today - timedelta(days=int(days)))
        word = self.conditions.get(WORD)
        if word == NEVER:
            return rows.filter(spoken_on__isnull=True)
        if word == DUE:
            due = Contact.objects.follow_up_due(self.today)
            return rows.filter(
                Exists(due.filter(student=OuterRef("student"), term=OuterRef("term")))
            )
        return rows

    @cached_property
    def counts(self) -> Waiting:
        """How many wait. One query, of a long list by the summaries and the words noted."""
        if not self.is_long:
            return self._every.counts
        if self.conditions.keys() - {LEVEL}:
            return counted(self.rows())
        levels = self._levels
        terms = [term.pk for term in self.scope.terms]
        found = fetched(
            ("answered", self.scope.key, self.today),
            lambda: answered(self.results(), terms, self.today),
        )
        risks = {level: self.risks[level] if level in levels else 0 for level in LEVELS.values()}
        return waiting_of(risks, [row for row in found if row[0] in levels])

    @cached_property
    def risks(self) -> Mapping[str, int]:
        """How many students of the scope are at each risk, by the summaries."""
        return (self.figures or Figures(self.scope)).total.risks

    @cached_property
    def is_long(self) -> bool:
        """Whether so many are at risk that none is looked at but those who are shown.

        Never where the summaries count students who are not in the list.
        """
        is_part = MENTOR in self.conditions or SUBJECT in self.scope.picked
        if is_part or not self.scope.leads_to_students:
            return False
        return sum(self.risks[level] for level in LEVELS.values()) > LONG

    def page(self, start: int, stop: int, brief: bool = False) -> list[WorklistRow]:
        """Rows start to stop, the longest wait first within a level; always as many queries.

        Since when they are at risk is noted where it is not yet: of a long list for whom it shows,
        the others are left to the night. Brief rows have no mentor and no last word.
        """
        return rows_of(self._places(start, stop), self.today, brief)

    def every_row(self) -> Iterator[WorklistRow]:
        """All rows, some hundred at a time."""
        found = list(self._in_order())
        for start in range(0, len(found), ROWS_AT_ONCE):
            yield from rows_of(found[start : start + ROWS_AT_ONCE], self.today)

    def student_ids(self) -> list[int]:
        """Whose names are in the list."""
        return list(self.rows().order_by().values_list("student", flat=True))

    def due(self) -> QuerySet[Contact]:
        """The follow-ups whose day has come."""
        rows = follow_ups_due(self.results(), self.today)
        return rows.select_related("student", "by")

    def mentors(self) -> list[Staff]:
        """Who mentors students of this scope, by name. One query."""
        return list(mentors_of(self.scope.whole_results(), are_many=self.is_long))

    def _places(self, start: int, stop: int) -> list[Place]:
        if not self.is_long:
            return self._every.places[start:stop]
        if self.conditions.keys() - {LEVEL}:
            return list(self._in_order()[start:stop])
        return self._longest.page(start, stop, self.counts)

    def _in_order(self) -> QuerySet:
        return self.rows().order_by(*ORDER).values_list("pk", "waiting_from")

    @cached_property
    def _every(self) -> EveryWait:
        return EveryWait(self.results, self.rows, self._key)

    @property
    def _longest(self) -> LongestWaits:
        scope = self.scope
        where = sorted(scope.institution_ids), sorted(term.pk for term in scope.terms)
        return LongestWaits(self.results(), *where, self.today, asked=self._key)

    @property
    def _levels(self) -> tuple[str, ...]:
        level = self.conditions.get(LEVEL)
        return (LEVELS[level],) if level else (HIGH, MEDIUM)

    @property
    def _key(self) -> tuple:
        return self.scope.key, frozenset(self.conditions.items()), self.today
