"""Who is below the line in which subject: a scope, narrowed by standing, in an order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from analytics.choices import BRANCH, SEMESTER
from analytics.scope import SUBJECT, Scope
from students.models import Condonation, PolicyVersion, SubjectAttendance, TermResult
from students.models.expressions import at_least, percent_of, whole
from students.registers.standings import (
    Standings,
    condoned_words,
    lacking_words,
    shown_percent,
)
from students.rules.eligibility import CONDONED, SHORT
from students.rules.keys import key_of
from students.rules.risk import PERCENT_WHOLE
from students.rules.shown import shown_threshold
from students.rules.units import HUNDRED

SECTION, STANDING, SORT = "section", "standing", "sort"
STANDINGS = {SHORT: "Not condoned", CONDONED: "Condoned"}
ORDERS = {
    "": ("Lowest first", ("ratio", "result__student__roll_key", "subject__code_key", "pk")),
    "roll": ("Roll number", ("result__student__roll_key", "subject__code_key", "pk")),
    "subject": ("Subject", ("subject__code_key", "ratio", "result__student__roll_key", "pk")),
}
ROWS_AT_ONCE = 500
LONGEST = 40


@dataclass(frozen=True)
class ShortageRow:
    """One student below the line in one subject, as the page and the file show it."""

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
    """How many registers are below the line, of how many students, how many of them condoned."""

    rows: int
    students: int
    condoned: int


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
        rows = self.registers().filter(self._below()).annotate(is_condoned=_is_condoned())
        return rows.filter(is_condoned=self.standing == CONDONED) if self.standing else rows

    def _below(self) -> Q:
        here = TermResult.objects.filter(self.scope.narrowed()).order_by()
        below = Q(pk__in=())
        for version in PolicyVersion.objects.filter(pk__in=here.values("policy_version")):
            line = version.policy.attendance_eligible
            reached = at_least(_scaled("attended", HUNDRED), _scaled("held", line))
            below |= Q(result__policy_version=version) & ~Q(reached)
        return below

    def counts(self) -> Counts:
        """One query."""
        found = self.rows().aggregate(
            n=Count("pk"),
            students=Count("result__student", distinct=True),
            condoned=Count("pk", filter=Q(is_condoned=True)),
        )
        return Counts(found["n"], found["students"], found["condoned"])

    def ordered(self) -> QuerySet[SubjectAttendance]:
        """In their order, the same on every page."""
        rows = self.rows().annotate(ratio=percent_of("attended", "held"))
        return rows.order_by(*ORDERS[self.sort][1])

    def page(self, start: int, stop: int) -> list[ShortageRow]:
        """Rows start to stop; the number of queries is always the same."""
        return self._shown(list(self.ordered().values_list("pk", flat=True)[start:stop]))

    def every_row(self) -> Iterator[ShortageRow]:
        """All rows, some hundred at a time."""
        ids = list(self.ordered().values_list("pk", flat=True))
        for start in range(0, len(ids), ROWS_AT_ONCE):
            yield from self._shown(ids[start : start + ROWS_AT_ONCE])

    def _shown(self, ids: list[int]) -> list[ShortageRow]:
        related = ("subject", "result__student", "result__branch", "result__term")
        related += ("result__policy_version",)
        found = SubjectAttendance.objects.select_related(*related).in_bulk(ids)
        standings = Standings(found.values())
        results = self.scope.sight.condonable_results()
        theirs = results.filter(pk__in={row.result_id for row in found.values()})
        condonable = set(theirs.values_list("pk", flat=True))
        return [row_of(found[pk], standings, found[pk].result_id in condonable) for pk in ids]

    def sections(self) -> list[str]:
        """The sections to choose from, within a semester of a branch."""
        if not {BRANCH, SEMESTER} <= set(self.scope.chosen):
            return []
        found = self.scope.results().order_by().values_list("section", flat=True).distinct()
        return sorted(section for section in found if section)


def row_of(row: SubjectAttendance, standings: Standings, may_condone: bool) -> ShortageRow:
    """A register below its line in the words of the page."""
    result, verdict = row.result, standings.verdict(row)
    place = (result.branch.code, str(result.semester), result.section)
    condoned = verdict.state == CONDONED
    return ShortageRow(
        result_id=row.result_id,
        student_id=result.student_id,
        term_id=result.term_id,
        roll_no=result.student.roll_no,
        name=result.student.name,
        place=" ".join(filter(None, place)),
        subject=row.subject.title or row.subject.code,
        code=row.subject.code,
        attended=f"{row.attended} of {row.held}",
        percent=shown_percent(row),
        line=shown_threshold(result.policy_version.policy.attendance_eligible),
        lacking=lacking_words(verdict).removesuffix(" points"),
        outlook=standings.outlook_words(row),
        condoned=condoned_words(standings.condonations(row)) if condoned else "",
        may_condone=may_condone,
    )


def _scaled(column: str, by: int):
    return whole(column) * by


def _is_condoned() -> Exists:
    """Whether a condonation in force for the subject, or the term, reaches down to the register."""
    in_force = Condonation.objects.in_force().filter(
        Q(subject=OuterRef("subject")) | Q(subject__isnull=True), result=OuterRef("result")
    )
    attended = Cast(OuterRef("attended"), BigIntegerField()) * PERCENT_WHOLE
    lowest = Cast(F("down_to"), BigIntegerField()) * Cast(OuterRef("held"), BigIntegerField())
    return Exists(in_force.filter(at_least(attended, lowest)))
