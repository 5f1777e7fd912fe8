"""Declared results as the API tells them: each declaration, and the lines of a class's sheet."""

from collections.abc import Iterable

from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.api.declared_lines import LineRow, line_row
from students.models import Declaration
from students.views.sheets import Sheet, history_of

RELATED = ("institution", "term", "branch", "publication")


class OfClass(serializers.Serializer):
    """A class: the students of one branch and semester in a term."""

    institution = serializers.CharField()
    term = serializers.CharField()
    branch = serializers.CharField()
    semester = serializers.IntegerField()


class DeclarationRow(OfClass):
    """The results of a class as declared once; number 1 is kept for ever, a later one is a revision
    with its reason. `marks_changed`: a mark of its students, of this term or one before,
    was written since; who differs by now stands in its `differences`."""

    id = serializers.IntegerField()
    number = serializers.IntegerField()
    newest = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    declared_at = serializers.DateTimeField()
    declared_by = serializers.CharField(allow_null=True)
    published_at = serializers.DateTimeField(allow_null=True)
    marks_changed = serializers.BooleanField()


class DifferenceRow(serializers.Serializer):
    """A student whose marks no longer come to what was declared: "PHYSICS 30 F → 55 C"."""

    roll_no = serializers.CharField()
    name = serializers.CharField()
    moved = serializers.ListField(child=serializers.CharField())


class DeclarationDetail(DeclarationRow):
    """The same with the lines you may see and, of the newest, who differs from it by now."""

    lines = LineRow(many=True)
    differences = DifferenceRow(many=True)


class SheetRow(OfClass):
    """A class as its marks stand now. `digest` stands for all of it where you may declare; subjects
    `without_credits` keep it from being declared; `differences` are from the newest declaration."""

    digest = serializers.CharField(allow_null=True)
    declared = serializers.IntegerField(allow_null=True)
    without_credits = serializers.ListField(child=serializers.CharField())
    lines = LineRow(many=True)
    differences = DifferenceRow(many=True)


DeclarationPage = page_of(DeclarationRow)


def declaration_rows(declarations: Iterable[Declaration]) -> list[dict]:
    """A row for each of those with `RELATED` and `with_changes`. Two queries."""
    told = history_of(list(declarations))
    numbers = [one["one"].pk for one in told]
    newest = set(Declaration.objects.newest().filter(pk__in=numbers).values_list("pk", flat=True))
    return [_row(one["one"], one["by"], one["one"].pk in newest) for one in told]


def _row(one: Declaration, by: str, newest: bool) -> dict:
    return {
        "id": one.pk,
        "institution": one.institution.code,
        **_of_class(one),
        "number": one.number,
        "newest": newest,
        "reason": one.reason,
        "declared_at": one.at,
        "declared_by": by or None,
        "published_at": one.publication.at if one.is_published else None,
        "marks_changed": one.marks_changed,
    }


def declaration_detail(one: Declaration, sheet: Sheet) -> dict:
    """The same with its lines, from the sheet that shows it."""
    (row,) = declaration_rows([one])
    differences = _differences(sheet) if row["newest"] else []
    return row | {"lines": _lines(sheet), "differences": differences}


def sheet_row(sheet: Sheet) -> dict:
    """A sheet of the marks as they stand."""
    cohort = sheet.seen.cohort
    return {
        "institution": cohort.term.institution.code,
        **_of_class(cohort),
        "digest": sheet.digest or None,
        "declared": sheet.newest.pk if sheet.newest else None,
        "without_credits": sheet.without_credits,
        "lines": _lines(sheet),
        "differences": _differences(sheet),
    }


def _of_class(one) -> dict:
    return {"term": one.term.code, "branch": one.branch.code, "semester": one.semester}


def _lines(sheet: Sheet) -> list[dict]:
    return [line_row(line) for line in sheet.declared]


def _differences(sheet: Sheet) -> list[dict]:
    return [{**vars(one), "moved": list(one.moved)} for one in sheet.differences]
