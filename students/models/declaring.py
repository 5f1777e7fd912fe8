"""Declaring the results of a class, revising them, publishing them."""

import hashlib
import json
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Q, QuerySet

from students.models.declarations import Declaration, DeclaredResult, Publication
from students.models.marks import Mark
from students.models.publication import publish
from students.models.results import TermResult
from students.models.sheets import Cohort, SheetRow, sheet_rows
from students.rules.papers import HeadFigure, Judged
from students.rules.units import decimal_text, half_up


class DeclarationRefused(ValueError):
    """Results are not declared or published, and why, in one sentence for a page."""


def declare(cohort: Cohort, seen: str, reason: str = "") -> Declaration:
    """Declare the class as it stands, or revise it, for the reason given.

    `seen` is the digest of the sheet that was looked at. Raises DeclarationRefused where the marks
    have changed since, nothing is there to declare, or a revision changes nothing.
    """
    reason = reason.strip()
    ids = cohort.results().values_list("pk", flat=True)
    with TermResult.objects.refreshing(ids, touch=False):
        rows = sheet_rows(cohort.results())
        earlier = declarations_of(cohort).last()
        _check(rows, seen, earlier, reason)
        declaration = Declaration.objects.create(
            institution_id=cohort.term.institution_id,
            term=cohort.term,
            branch=cohort.branch,
            semester=cohort.semester,
            number=earlier.number + 1 if earlier else 1,
            reason=reason if earlier else "",
        )
        DeclaredResult.objects.bulk_create(
            DeclaredResult(declaration=declaration, **line_of(row)) for row in rows
        )
    return declaration


def _check(rows: list[SheetRow], seen: str, earlier: Declaration | None, reason: str):
    if not rows:
        raise DeclarationRefused("There are no students in this class.")
    if digest(rows) != seen:
        raise DeclarationRefused(
            "Marks have changed since this sheet was shown. Nothing is declared: look again."
        )
    missing = sorted({code for row in rows for code in row.without_credits})
    if missing:
        raise DeclarationRefused(f"Enter the credits of {', '.join(missing)} first.")
    if earlier and not differences(rows, declared_lines(earlier)):
        raise DeclarationRefused("Nothing differs from what was declared.")
    if earlier and not reason:
        raise DeclarationRefused("A revision needs a reason, such as “revaluation”.")


def publish_declaration(declaration: Declaration) -> int:
    """Show a declaration and the marks of its term to its students; how many marks became visible.

    Raises DeclarationRefused for one that is published, or revised since.
    """
    with transaction.atomic():
        declared = declaration.declared_results.all()
        with TermResult.objects.refreshing(declared.values_list("result", flat=True), touch=False):
            newest = Declaration.objects.of_class(
                declaration.term_id, declaration.branch_id, declaration.semester
            ).last()
            if newest.pk != declaration.pk:
                raise DeclarationRefused("It has been revised since: publish the revision.")
            if newest.is_published:
                raise DeclarationRefused("It is published already.")
            Publication.objects.create(declaration=declaration)
        return publish(_marks_of(declaration), True)


def _marks_of(declaration: Declaration) -> QuerySet[Mark]:
    """The marks of its term: first attempts, and later ones that were sat in it."""
    declared = declaration.declared_results.order_by()
    resits = Q(sat_term=declaration.term_id, result__student__in=declared.values("student"))
    return Mark.objects.filter(Q(attempt=1, result__in=declared.values("result")) | resits)


def declarations_of(cohort: Cohort):
    """The declarations of a class, the first one first."""
    found = Declaration.objects.of_class(cohort.term.pk, cohort.branch.pk, cohort.semester)
    return found.select_related("publication")


def declared_lines(declaration: Declaration) -> dict[int, DeclaredResult]:
    """The lines of a declaration by result."""
    lines = declaration.declared_results.select_related("student")
    return {line.result_id: line for line in lines}


COMPARED = ("verdict", "class_title", "sgpa", "cgpa", "total", "backlogs", "grace", "papers")


def differences(rows: Sequence[SheetRow], declared: dict[int, DeclaredResult]) -> dict[int, tuple]:
    """By result the columns in which it is no longer what was declared; a new student has all."""
    found = {}
    for row in rows:
        line, now = declared.get(row.result.pk), line_of(row)
        moved = tuple(name for name in COMPARED if not line or getattr(line, name) != now[name])
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


RELATED = ("result", "student", "policy_version")


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
