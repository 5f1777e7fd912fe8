"""The lines of a sheet as texts: one student each, in a cell per subject."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from students.models import DeclaredResult, State, Verdict
from students.models.copies import line_of
from students.models.sheets import SheetRow
from students.rules.ordinances import AGGREGATE
from students.rules.papers import AUDIT

NONE = "–"


@dataclass(frozen=True)
class Cell:
    """A subject of one student: "39 + 1", D, and the ordinances of its grace."""

    code: str
    mark: str = NONE
    letter: str = ""
    point: str = ""
    failed: bool = False
    grace: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    awaits: str = ""


@dataclass(frozen=True)
class Line:
    """One student's line of a sheet."""

    student_id: int
    roll_no: str
    name: str
    cells: tuple[Cell, ...]
    sgpa: str
    cgpa: str
    credits: str
    verdict: str
    passed: bool
    later: bool
    class_title: str
    detained: bool
    backlogs: str
    cleared: str
    grace: tuple[str, ...]
    missed: tuple[str, ...]
    awaits: tuple[str, ...]


def live(rows: Iterable[SheetRow]) -> list[DeclaredResult]:
    """What a declaration would hold now; nothing is stored."""
    return [DeclaredResult(**line_of(row)) for row in rows]


def subject_codes(lines: Iterable[DeclaredResult]) -> list[tuple[str, str]]:
    """Code and title of every subject of these lines, in the order of codes."""
    papers = {paper["code"]: paper["title"] for line in lines for paper in line.papers}
    return sorted(papers.items())


def lines_of(declared: Sequence[DeclaredResult], codes: Sequence[str]) -> list[Line]:
    """The lines with a cell for each of these subjects."""
    return [_line(one, codes) for one in declared]


def _line(one: DeclaredResult, codes: Sequence[str]) -> Line:
    cells = {paper["code"]: _cell(paper) for paper in one.papers}
    of_total = tuple(
        _("Total + %(marks)s (%(code)s)") % {"marks": grace["marks"], "code": grace["code"]}
        for grace in one.grace
    )
    return Line(
        student_id=one.student_id,
        roll_no=one.student.roll_no,
        name=one.student.name,
        cells=tuple(cells.get(code, Cell(code)) for code in codes),
        sgpa=_shown(one.sgpa),
        cgpa=_shown(one.cgpa),
        credits=_("%(part)s of %(whole)s")
        % {"part": _plain(one.credits_earned), "whole": _plain(one.credits_registered)},
        verdict=str(Verdict(one.verdict).label),
        passed=one.verdict == Verdict.PASS,
        later=one.verdict == Verdict.INCOMPLETE,
        class_title=one.class_title,
        detained=one.promoted is False,
        backlogs=", ".join(one.backlogs),
        cleared=", ".join(cleared(one)),
        grace=tuple(note for cell in cells.values() for note in cell.grace) + of_total,
        missed=tuple(note for cell in cells.values() for note in cell.missed),
        awaits=tuple(cell.awaits for cell in cells.values() if cell.awaits),
    )


def cleared(one: DeclaredResult) -> list[str]:
    """Codes of subjects failed in the term that are no backlog: another attempt was passed."""
    failed = (paper for paper in one.papers if paper["passed"] is False and paper["kind"] != AUDIT)
    return [paper["code"] for paper in failed if paper["code"] not in one.backlogs]


def _cell(paper: dict) -> Cell:
    given = [
        f"{paper['code']} {_head(g['head'])} + {g['marks']} ({g['code']})" for g in paper["grace"]
    ]
    return Cell(
        code=paper["code"],
        mark=mark_text(paper),
        letter=paper["letter"],
        point=paper["point"],
        failed=paper["passed"] is False,
        grace=tuple(given),
        missed=missed_heads(paper),
        awaits=awaits_of(paper),
    )


def _head(name: str) -> str:
    """The name of a head of passing; the one that every subject has is a word of ours."""
    return _("Aggregate") if name == AGGREGATE else name


def awaits_of(paper: dict) -> str:
    """What a subject awaited when it was declared: "PHYSICS QUIZ, ESE"; empty where nothing."""
    parts = paper.get("awaits")  # not in what was declared before components were asked for
    return f"{paper['code']} {', '.join(parts)}" if parts else ""


def missed_heads(paper: dict) -> tuple[str, ...]:
    """The heads a subject fails by where its mark alone would pass; else its mark says enough."""
    short = [head for head in paper["heads"] if head["short"]]
    if paper["passed"] or any(head["name"] == AGGREGATE for head in short):
        return ()
    return tuple(
        _("%(code)s %(name)s: %(score)s of %(maximum)s, %(short)s short")
        % (head | {"code": paper["code"]})
        for head in short
    )


def mark_text(paper: dict) -> str:
    """A score with its grace beside it, "39 + 1"; the state in words where there is none."""
    if paper["state"] != State.PRESENT:
        return str(State(paper["state"]).label)
    return " + ".join([paper["score"], *(grace["marks"] for grace in paper["grace"])])


def _plain(credits: Decimal) -> str:
    """Credits without the zero the column adds."""
    return f"{credits.normalize():f}"


def _shown(average: Decimal | None) -> str:
    return NONE if average is None else str(average)
