"""The copy a declaration keeps of a sheet, whether it is still true, and the digest of it."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal

from students.models.declarations import DeclaredResult
from students.models.sheets import SheetRow
from students.rules.grading import PENDING
from students.rules.papers import HeadFigure, Judged
from students.rules.units import decimal_text, half_up

RELATED = ("result", "student", "policy_version")
# Every column of a line but whose it is; the count of backlogs says nothing that they do not.
COMPARED = (
    "verdict",
    "promoted",
    "class_title",
    "sgpa",
    "cgpa",
    "total",
    "maximum",
    "credits_earned",
    "credits_registered",
    "backlogs",
    "grace",
    "policy_version",
    "papers",
)


def differences(rows: Sequence[SheetRow], declared: dict[int, DeclaredResult]) -> dict[int, tuple]:
    """By result the columns in which it is no longer what was declared; a new student has all."""
    found = {}
    for row in rows:
        line, now = declared.get(row.result.pk), line_of(row)
        moved = tuple(name for name in COMPARED if not line or _moved(line, now, name))
        if moved:
            found[row.result.pk] = moved
    gone = declared.keys() - {row.result.pk for row in rows}
    return found | dict.fromkeys(gone, COMPARED)


def digest(rows: Sequence[SheetRow]) -> str:
    """The SHA-256 of everything a declaration of these rows would hold."""
    lines = [
        {
            name: getattr(value, "pk", value) if name in RELATED else _plain(value)
            for name, value in line_of(row).items()
        }
        for row in rows
    ]
    return hashlib.sha256(json.dumps(lines, sort_keys=True).encode()).hexdigest()


def line_of(row: SheetRow) -> dict:
    """The columns of a declared result."""
    figures, now = row.figures, row.standing
    return {
        "result": row.result,
        "student": row.result.student,
        "policy_version": row.result.policy_version,
        "verdict": now.verdict,
        "class_title": figures.class_title,
        "sgpa": _decimal(figures.sgpa, 2),
        "cgpa": _decimal(now.cgpa, 2),
        "total": _decimal(figures.total, 2),
        "maximum": _decimal(figures.maximum, 2),
        "credits_earned": _decimal(now.earned, 1),
        "credits_registered": _decimal(now.registered, 1),
        "promoted": now.promoted,
        "backlog_count": len(now.backlogs),
        "backlogs": list(now.backlogs),
        "grace": [vars(line) | {"marks": _text(line.marks)} for line in figures.of_total],
        "papers": [_paper(one, row.titles) for one in figures.papers],
    }


def essential(paper: dict) -> dict:
    """What of a paper makes a revision: not which components, or how much, is still to come."""
    left_out = {"awaits", "maximum"} if paper.get("state") == PENDING else {"awaits"}
    return {key: paper[key] for key in paper if key not in left_out}


def _moved(line: DeclaredResult, now: dict, name: str) -> bool:
    if name == "policy_version":
        return line.policy_version_id != now[name].pk
    was, value = getattr(line, name), now[name]
    if name == "papers":
        was, value = ([essential(paper) for paper in papers] for papers in (was, value))
    return was != value


def _paper(one: Judged, titles: dict[str, str]) -> dict:
    paper = one.paper
    return {
        "code": paper.code,
        "title": titles[paper.code],
        "credits": "" if paper.credits is None else decimal_text(paper.credits, 1),
        "kind": paper.kind,
        "state": paper.state,
        "score": "" if paper.score is None else _text(paper.score),
        "maximum": _text(paper.max_score),
        "passed": one.passed,
        "letter": one.letter,
        "point": "" if one.point is None else _text(one.point),
        "heads": [_head(head) for head in one.heads],
        "grace": [
            {"code": line.code, "head": line.head, "marks": _text(line.marks)} for line in one.grace
        ],
        "awaits": list(paper.awaits),
    }


def _head(head: HeadFigure) -> dict:
    score = half_up(head.score.numerator, head.score.denominator)
    return {
        "name": head.name,
        "score": _text(score),
        "maximum": _text(head.max_score),
        "short": _text(head.short) if head.short or not head.sat else "",
    }


def _text(hundredths: int) -> str:
    return decimal_text(hundredths, 2)


def _decimal(units: int | None, places: int) -> Decimal | None:
    return None if units is None else Decimal(units).scaleb(-places)


def _plain(value):
    return str(value) if isinstance(value, Decimal) else value
