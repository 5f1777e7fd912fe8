"""Showing marks to their students, or taking them back, for many at once."""

from collections.abc import Iterable
from copy import copy

from django.db.models import QuerySet

from students.models.changes import MarkChange
from students.models.components import ComponentMark, component_change_of
from students.models.marks import Mark, change_of
from students.models.refresh import chunks
from students.models.results import TermResult


def publish(marks: QuerySet[Mark], published: bool) -> int:
    """Set marks and their components published or not, with their history; how many marks moved."""
    moved = 0
    results = set(marks.order_by().values_list("result", flat=True))
    for chunk in chunks(results):
        with TermResult.objects.refreshing(chunk):
            ids = list(marks.filter(result__in=chunk).order_by().values_list("pk", flat=True))
            moved += _set(Mark.objects.filter(pk__in=ids), change_of, ("subject",), published)
            parts = ComponentMark.objects.filter(mark__in=ids)
            _set(parts, component_change_of, ("component", "mark__subject"), published)
    return moved


def _set(rows: QuerySet, change, related: Iterable[str], published: bool) -> int:
    to_result = "result__student" if rows.model is Mark else "mark__result__student"
    olds = list(rows.filter(published=not published).select_related(to_result, *related))
    changes = []
    for old in olds:
        new = copy(old)
        new.published = published
        changes.append(change(old, new))
    MarkChange.objects.bulk_create(changes)
    rows.filter(pk__in=[old.pk for old in olds]).update(published=published)
    return len(olds)
