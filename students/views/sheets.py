"""The page of one class: as declared or as it stands now, with what may be done next."""

from collections.abc import Sequence
from dataclasses import dataclass

from students.models import Declaration, DeclaredResult, User
from students.models.copies import differences, digest
from students.models.declaring import declarations_of, declared_lines
from students.models.sheets import SheetRow, sheet_rows
from students.views.awaited import Awaited, awaited_of
from students.views.cohorts import SeenCohort
from students.views.sheet_lines import Line, lines_of, live, subject_codes
from students.views.sheet_moves import moves


@dataclass(frozen=True)
class Difference:
    """A student whose marks no longer come to what was declared."""

    roll_no: str
    name: str
    moved: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What the page shows; `shown` is None where the marks as they stand now are shown.

    `lines` are the texts of what is `declared`, or would be.
    """

    seen: SeenCohort
    declarations: list[Declaration]
    shown: Declaration | None
    subjects: list[tuple[str, str]]
    declared: list[DeclaredResult]
    lines: list[Line]
    differences: list[Difference]
    without_credits: list[str]
    awaited: list[Awaited]
    digest: str

    @property
    def newest(self) -> Declaration | None:
        return self.declarations[-1] if self.declarations else None

    @property
    def next_number(self) -> int:
        return len(self.declarations) + 1

    @property
    def may_publish(self) -> bool:
        """Whether what is shown is the newest declaration, true still, and students see it not."""
        newest = self.shown is not None and self.shown == self.newest
        shown = newest and not self.shown.is_published
        return self.seen.may_declare and shown and not self.differences

    @property
    def may_revise(self) -> bool:
        """Whether there is anything to revise, and anybody left in the class."""
        return bool(self.digest and self.differences)

    @property
    def may_declare(self) -> bool:
        nothing_lacks = not self.declarations and not self.without_credits
        return self.seen.may_declare and nothing_lacks and self.later < len(self.lines)

    @property
    def passed(self) -> int:
        return sum(line.passed for line in self.lines)

    @property
    def later(self) -> int:
        """Students whose result awaits marks."""
        return sum(line.later for line in self.lines)


def sheet_of(seen: SeenCohort, asked: str) -> Sheet:
    """The sheet of a class; `asked` is the number of a declaration, "now", or empty for usual.

    Usual is the newest declaration, or the marks as they stand where nothing is declared.
    """
    rows = sheet_rows(seen.results)
    declarations = list(declarations_of(seen.cohort))
    shown = chosen(declarations, asked)
    now = live(rows)
    lines = lines_in_sight(seen, shown) if shown else now
    subjects = subject_codes(lines)
    return Sheet(
        seen=seen,
        declarations=declarations,
        shown=shown,
        subjects=subjects,
        declared=lines,
        lines=lines_of(lines, [code for code, _ in subjects]),
        differences=_differences(seen, declarations, rows, now),
        awaited=awaited_of(rows),
        without_credits=sorted({code for row in rows for code in row.without_credits}),
        digest=digest(rows) if seen.may_declare and rows else "",
    )


def chosen(declarations: Sequence[Declaration], asked: str) -> Declaration | None:
    """The declaration asked for by its number, else the newest; None for "now" and for none."""
    numbered = {str(one.number): one for one in declarations}
    usual = declarations[-1] if declarations and asked != "now" else None
    return numbered.get(asked, usual)


def lines_in_sight(seen: SeenCohort, declaration: Declaration) -> list[DeclaredResult]:
    """The lines of a declaration that are in sight, in the order of roll numbers."""
    lines = declared_lines(declaration).values()
    if seen.may_declare:
        return list(lines)
    ids = [line.result_id for line in lines]
    visible = set(seen.whole.filter(pk__in=ids).values_list("pk", flat=True))
    return [line for line in lines if line.result_id in visible]


def _differences(
    seen: SeenCohort,
    declarations: Sequence[Declaration],
    rows: Sequence[SheetRow],
    now: Sequence[DeclaredResult],
) -> list[Difference]:
    if not declarations:
        return []
    was = {line.result_id: line for line in lines_in_sight(seen, declarations[-1])}
    after = {line.result_id: line for line in now}
    found = []
    for pk in differences(rows, was):
        student = (after.get(pk) or was[pk]).student
        moved = moves(was.get(pk), after.get(pk))
        found.append(Difference(student.roll_no, student.name, tuple(moved)))
    return sorted(found, key=lambda one: one.roll_no)


def history_of(declarations: Sequence[Declaration]) -> list[dict]:
    """Each declaration with the name of who declared it; empty where a command did."""
    people = User.objects.filter(pk__in={one.user_id for one in declarations if one.user_id})
    names = {person.pk: person.get_full_name() or person.username for person in people}
    return [{"one": one, "by": names.get(one.user_id, "")} for one in declarations]
