"""Marks made of some of their components, while others are still to come."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, QuerySet

from students.models.components import Component, ComponentMark
from students.models.marks import Mark


def part_entered(marks: QuerySet[Mark]) -> QuerySet[Mark]:
    """Of these marks those made of some of their components, while others are still to come.

    Their percent and grade are of what is entered so far. A component that is pending leaves its
    mark without either, so it needs no telling here.
    """
    entered = ComponentMark.objects.filter(mark=OuterRef(OuterRef("pk")), component=OuterRef("pk"))
    of_subject = Component.objects.filter(
        subject=OuterRef("subject"), term=OuterRef("result__term"), weight__gt=0
    )
    return marks.filter(
        Exists(ComponentMark.objects.filter(mark=OuterRef("pk"))),
        Exists(of_subject.exclude(Exists(entered))),
    )


def part_entered_results(result_ids: Iterable[int]) -> dict[int, int]:
    """Of these results those with such marks among their first attempts, and how many."""
    marks = part_entered(Mark.objects.filter(result__in=list(result_ids), attempt=1))
    counted = marks.order_by().values("result").annotate(n=Count("pk"))
    return dict(counted.values_list("result", "n"))
