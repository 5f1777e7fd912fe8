"""Who is below the line in which subject, or in the whole term: a scope, narrowed and ordered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import (
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    Value,
)
from django.utils.translation import gettext_lazy as _

from analytics.choices import BRANCH, SEMESTER
from analytics.people.subject_shortages import is_condoned, subject_values
from analytics.people.term_shortages import term_shortages, term_values
from analytics.scope import SUBJECT, Scope
from students.models import PolicyVersion, SubjectAttendance, TermResult
from students.models.expressions import at_least, percent_of, whole
from students.rules.eligibility import CONDONED, SHORT
from students.rules.keys import key_of
from students.rules.units import HUNDRED

SECTION, STANDING, SORT = "section", "standing", "sort"
STANDINGS = {SHORT: _("Not condoned"), CONDONED: _("Condoned")}
ORDERS = {
    "": (_("Lowest first"), ("ratio", "roll", "code", "kind", "number")),
    "roll": (_("Roll number"), ("roll", "code", "kind", "number")),
    "subject": (_("Subject"), ("code", "ratio", "roll", "kind", "number")),
}
OF_SUBJECT, OF_TERM = 0, 1
KEY = ("kind", "number", "ratio", "roll", "code")
ROWS_AT_ONCE = 500
LONGEST = 40


@dataclass(frozen=True)
class ShortageRow:
    """One student below the line in one subject or in the term, as page and file show it."""

    result_id: int
    student_id: int
    term_id: int
    roll_no: str
    name: str
    place: str
    subject: str
    code: str
    attended: str
    percent: str
    line: str
    lacking: str
    outlook: str
    condoned: str
    may_condone: bool = False


@dataclass(frozen=True)
class Counts:
    """How many shortages there are, of how many students, how many condoned, how many by term."""

    rows: int
    students: int
    condoned: int
    of_terms: int = 0


@dataclass(frozen=True)
class Shortages:
    """Registers of a scope that lie below the line of the policy that binds each."""

    scope: Scope
    section: str = ""
    standing: str = ""
    sort: str = ""

    @classmethod
    def of(cls, scope: Scope, params: Mapping) -> "Shortages":
        """What GET parameters ask for; what cannot be meant is as if it were not there."""
        asked = {name: str(params.get(name) or "")[:LONGEST] for name in (SECTION, STANDING, SORT)}
        return cls(
            scope,
            key_of(asked[SECTION]),
            asked[STANDING] if asked[STANDING] in STANDINGS else "",
            asked[SORT] if asked[SORT] in ORDERS else "",
        )

    @property
    def conditions(self) -> dict[str, str]:
        """The parameters in force beside those of the scope."""
        said = {SECTION: self.section, STANDING: self.standing, SORT: self.sort}
        return {name: value for name, value in said.items() if value}

    def query(self, **changes: str) -> str:
        """The address of this list, with these parameters changed or, given "", left out."""
        values = {**self.scope.chosen, **self.conditions, **changes}
        return urlencode({name: value for name, value in values.items() if value})

    def registers(self) -> QuerySet[SubjectAttendance]:
        """Registers in sight of students who are in the term, and in the section asked for."""
        rows = self.scope.sight.subject_attendances().filter(
            self.scope.narrowed("result__"), result__status=TermResult.Status.ACTIVE, held__gt=0
        )
        if SUBJECT in self.scope.picked:
            rows = rows.filter(subject__in=self.scope.picked[SUBJECT])
        return rows.filter(result__section=self.section) if self.section else rows

    def rows(self) -> QuerySet[SubjectAttendance]:
        """Those below the line, and of the standing asked for; in no order."""
        rows = self.registers().filter(self._below()).annotate(is_condoned=is_condoned())
        return rows.filter(is_condoned=self.standing == CONDONED) if self.standing else rows

    def term_rows(self) -> QuerySet[TermResult]:
        """Results below the line in the whole term, where no subject is counted; in no order."""
        rows = term_shortages(self.scope, self.section)
        return rows.filter(is_condoned=self.standing == CONDONED) if self.standing else rows

    def _below(self) -> Q:
        here = TermResult.objects.filter(self.scope.narrowed()).order_by()
        below = Q(pk__in=())
        for version in PolicyVersion.objects.filter(pk__in=here.values("policy_version")):
            line = version.policy.attendance_eligible
            reached = at_least(_scaled("attended", HUNDRED), _scaled("held", line))
            below |= Q(result__policy_version=version) & ~Q(reached)
        return below

    def student_ids(self) -> set[int]:
        """Whoever is listed, on whichever page. Two queries."""
        of_subjects = self.rows().order_by().values_list("result__student", flat=True)
        return {*of_subjects, *self.term_rows().order_by().values_list("student", flat=True)}

    def counts(self) -> Counts:
        """Two queries."""
        condoned = Count("pk", filter=Q(is_condoned=True))
        students = Count("result__student", distinct=True)
        found = self.rows().aggregate(n=Count("pk"), students=students, condoned=condoned)
        whole = self.term_rows().aggregate(n=Count("pk"), condoned=condoned)
        return Counts(
            found["n"] + whole["n"],
            found["students"] + whole["n"],  # who has a register is not listed by the term
            found["condoned"] + whole["condoned"],
            whole["n"],
        )

    def keys(self) -> QuerySet:
        """Which register or result each row is of, in order, the same on every page."""
        of_subjects = self.rows().annotate(
            kind=Value(OF_SUBJECT),
            number=F("pk"),
            ratio=percent_of("attended", "held"),
            roll=F("result__student__roll_key"),
            code=F("subject__code_key"),
        )
        of_terms = self.term_rows().annotate(
            kind=Value(OF_TERM),
            number=F("pk"),
            ratio=F("attendance"),
            roll=F("student__roll_key"),
            code=Value("", output_field=CharField()),
        )
        rows = (one.order_by().values_list(*KEY) for one in (of_subjects, of_terms))
        return next(rows).union(*rows, all=True).order_by(*ORDERS[self.sort][1])

    def page(self, start: int, stop: int) -> list[ShortageRow]:
        """Rows start to stop; the number of queries is always the same."""
        return self._shown(list(self.keys()[start:stop]))

    def every_row(self) -> Iterator[ShortageRow]:
        """All rows, some hundred at a time."""
        keys = list(self.keys())
        for start in range(0, len(keys), ROWS_AT_ONCE):
            yield from self._shown(keys[start : start + ROWS_AT_ONCE])

    def _shown(self, keys: list[tuple]) -> list[ShortageRow]:
        numbers = {of: [pk for kind, pk, *_ in keys if kind == of] for of in (OF_SUBJECT, OF_TERM)}
        found = {OF_SUBJECT: subject_values(numbers[OF_SUBJECT])}
        found[OF_TERM] = term_values(numbers[OF_TERM])
        rows = [found[kind][pk] for kind, pk, *_ in keys]
        results = self.scope.sight.condonable_results()
        theirs = results.filter(pk__in={row["result_id"] for row in rows})
        condonable = set(theirs.values_list("pk", flat=True))
        return [ShortageRow(**row, may_condone=row["result_id"] in condonable) for row in rows]

    def sections(self) -> list[str]:
        """The sections to choose from, within a semester of a branch."""
        if not {BRANCH, SEMESTER} <= set(self.scope.chosen):
            return []
        found = self.scope.results().order_by().values_list("section", flat=True).distinct()
        return sorted(section for section in found if section)


def _scaled(column: str, by: int):
    return whole(column) * by
