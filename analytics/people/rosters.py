"""The list of students behind a number: a scope, narrowed by conditions, in an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from analytics.choices import BRANCH, SEMESTER
from analytics.metrics.dimensions import NO_SECTION
from analytics.metrics.engagement.study import Study
from analytics.metrics.figures import Figures
from analytics.people.early import EARLY, in_scope, known_early, meant_early
from analytics.people.narrowings import BETWEEN, SHORT, in_subject, is_set, meant, near, of_whole
from analytics.scope import RECORDS, SUBJECT, WHOLE, Scope
from students.class_rights import WHOLE_RECORD_ROLES
from students.models import Mark, Student, SubjectAttendance, TermResult
from students.rules.keys import key_of, name_key_of
from students.rules.risk import LEVELS

RISK, GRADE, PASSED, SECTION, SEARCH = "risk", "grade", "passed", "section", "search"
CONDITIONS = (RISK, GRADE, PASSED, SHORT, BETWEEN, EARLY, SECTION, SEARCH)
SORTS = ("roll", "name", "average", "attendance")
NO_GRADE = "none"
YES, NO = "yes", "no"
LONGEST = 100
ELSEWHERE = 10
MOST_FOUND = 1000  # students who are found first, and named by their keys then
LEVEL_BY_WORD = {level.lower(): level for level in LEVELS}


@dataclass(frozen=True)
class Roster:
    """Students of a scope; `conditions` are those of the address that mean something here."""

    scope: Scope
    conditions: Mapping[str, str]
    sort: str = SORTS[0]

    @classmethod
    def of(cls, scope: Scope, params: Mapping) -> "Roster":
        """The roster GET parameters ask for; what cannot be meant is as if it were not there."""
        asked = {name: str(params.get(name) or "").strip()[:LONGEST] for name in CONDITIONS}
        asked |= meant(asked) | meant_early(asked)
        asked[RISK] = LEVEL_BY_WORD.get(asked[RISK].lower(), "")
        asked[PASSED] = asked[PASSED] if asked[PASSED] in (YES, NO) else ""
        sort = str(params.get("sort") or "")
        known = sort.removeprefix("-") in SORTS
        conditions = {name: value for name, value in asked.items() if value}
        return cls(scope, conditions, sort if known else SORTS[0])

    @property
    def of_subject(self) -> bool:
        """Whether marks and attendance shown are those of one subject."""
        return self.scope.basis == SUBJECT

    @property
    def of_one_subject(self) -> bool:
        """Whether all figures shown are those of one subject, chosen or the only one taught."""
        only = not self.scope.sees_whole and len(self.scope.duties.subjects) == 1
        return self.of_subject or only

    @property
    def is_mixed(self) -> bool:
        """Whether there may be students of whom only subjects are seen, among or without others."""
        return bool(self.scope.duties.subjects) and self.scope.chosen.get(RECORDS) != WHOLE

    def query(self, **changes: str) -> str:
        """The address of this list, with these parameters changed or, given "", left out."""
        order = {} if self.sort == SORTS[0] else {"sort": self.sort}
        values = {**self.scope.chosen, **self.conditions, **order, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def results(self) -> QuerySet[TermResult]:
        """Their results, in no order."""
        rows = self._of_outcome().filter(near(self.scope), self._early)
        if level := self.conditions.get(RISK):
            rows = rows.filter(risk=level)
        if SECTION in self.conditions:
            section = self.conditions[SECTION]
            rows = rows.filter(section="" if section == NO_SECTION else key_of(section))
        return rows.filter(self._searched) if SEARCH in self.conditions else rows

    @cached_property
    def _early(self) -> Q:
        return known_early(self.scope, self.conditions[EARLY]) if EARLY in self.conditions else Q()

    def _of_outcome(self) -> QuerySet[TermResult]:
        """Narrowed by grade and pass: of the subject, or of the whole where that may be seen."""
        outcome = {}
        if letter := self.conditions.get(GRADE):
            outcome["grade"] = "" if letter == NO_GRADE else letter
        if passed := self.conditions.get(PASSED):
            outcome["passed"] = passed == YES
        if not outcome and not is_set(self.conditions):
            return in_scope(self.scope) if EARLY in self.conditions else self.scope.results()
        if not self.of_subject:
            return self.scope.whole_results().filter(of_whole(self.conditions), **outcome)
        marks, registers = self.marks(), self.registers()
        both = in_subject(self.conditions, marks, registers, self.scope.institution_ids)
        return self.scope.results().filter(Exists(marks.filter(**outcome)), both)

    def marks(self) -> QuerySet[Mark]:
        """The marks in the subject, or in the viewer's subjects, of an outer result."""
        marks = self.scope.sight.marks().filter(result=OuterRef("pk"), attempt=1)
        return marks.filter(subject__in=self.scope.picked[SUBJECT]) if self.of_subject else marks

    def registers(self) -> QuerySet[SubjectAttendance]:
        rows = self.scope.sight.subject_attendances().filter(result=OuterRef("pk"), held__gt=0)
        return rows.filter(subject__in=self.scope.picked[SUBJECT]) if self.of_subject else rows

    @cached_property
    def _searched(self) -> Q:
        """Who is searched for: where all students are seen, and few are found, these alone.

        To look through the students once takes a part of what it takes for count and page, with
        their terms.
        """
        sight, places = self.scope.sight, self.scope.institution_ids
        if not (sight.everything or sight.where(*WHOLE_RECORD_ROLES).issuperset(places)):
            return self._search()
        here = sight.students().filter(self._search(""), institution__in=places).order_by()
        found = list(here.values_list("pk", flat=True)[: MOST_FOUND + 1])
        return Q(student__in=found) if len(found) <= MOST_FOUND else self._search()

    def _search(self, prefix: str = "student__") -> Q:
        text = self.conditions[SEARCH]
        by_roll = Q(**{f"{prefix}roll_key__contains": key_of(text)})
        return by_roll | Q(**{f"{prefix}name_key__contains": name_key_of(text)})

    def elsewhere(self) -> list[Student]:
        """Who is searched for and seen, but in other terms or places than the list's."""
        if SEARCH not in self.conditions:
            return []
        return list(self.scope.sight.students().filter(self._search(""))[:ELSEWHERE])

    def count(self, figures: Figures) -> int:
        """How many: from the stored summaries where they tell, which is the dashboards' source."""
        told = self._told(figures)
        return self.results().count() if told is None else told

    def _told(self, figures: Figures) -> int | None:
        partly = self.is_mixed and not self.of_subject
        if partly or len(self.conditions) > 1 or not self.scope.leads_to_students:
            return None
        name, value = next(iter(self.conditions.items()), ("", ""))
        total = figures.total
        match name:
            case "":
                return total.students
            case "risk":
                return total.risks[value]
            case "grade":
                return total.ungraded if value == NO_GRADE else total.letters[value]
            case "passed":
                return total.passed if value == YES else total.assessed - total.passed
        return None

    def changed(self, figures: Figures) -> tuple[datetime | None, list[int]]:
        """When the newest of these results changed, and the numbers of their policies."""
        if EARLY in self.conditions:
            changed = Study(figures).changed_at
            return changed, sorted({one.number for one in figures.bound})
        if not self.is_mixed and figures.total.changed_at:
            return figures.total.changed_at, sorted({one.number for one in figures.bound})
        results = self.scope.results().filter(near(self.scope)).order_by()
        newest = results.aggregate(newest=Max("updated_at"))["newest"]
        numbers = results.values_list("policy_version__number", flat=True).distinct()
        return newest, sorted(numbers)

    def sections(self) -> list[str]:
        """The sections to choose from, within a semester of a branch."""
        if not {BRANCH, SEMESTER} <= set(self.scope.chosen):
            return []
        found = self.scope.results().order_by().values_list("section", flat=True).distinct()
        return sorted(section for section in found if section)
