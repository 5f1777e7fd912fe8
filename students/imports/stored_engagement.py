"""Storing enrolments, what was done online in a term, and backgrounds, each with its history."""

from collections.abc import Iterable

from students.imports.engagement_facts import (
    ACTIVITY_FIELDS,
    BACKGROUND_FIELDS,
    ENROLMENT_FIELDS,
)
from students.imports.histories import changed, engagement_change, on_result
from students.imports.items import ACTIVITY, BACKGROUND, ENROLMENT, Item
from students.imports.standings import Standing
from students.imports.store import insert, write
from students.imports.structure import Structure
from students.models import (
    EngagementChange,
    Enrolment,
    Outcome,
    RecordChange,
    StudentBackground,
    TermActivity,
    TermResult,
)

Pairs = list[tuple[Standing, Item]]
ENROLMENT_KEY = ("result", "subject")


def store_engagement(structure: Structure, pairs: Iterable[tuple[Standing, Item]]):
    """Write what these items say of enrolments, activity and backgrounds; inside a refresh."""
    sorts: dict[str, Pairs] = {ENROLMENT: [], ACTIVITY: [], BACKGROUND: []}
    for standing, item in pairs:
        sorts[item.what].append((standing, item))
    write(
        Enrolment,
        [(enrolment_row(structure, *pair), pair[1].old) for pair in sorts[ENROLMENT]],
        ENROLMENT_KEY,
        ENROLMENT_FIELDS,
    )
    ids = enrolment_ids(standing.result_id for standing, _ in sorts[ACTIVITY])
    activities = [
        ({"enrolment_id": ids[standing.result_id, item.key[0]], **item.new}, item.old)
        for standing, item in sorts[ACTIVITY]
    ]
    write(TermActivity, activities, ("enrolment",), ACTIVITY_FIELDS)
    backgrounds = [
        ({"result_id": standing.result_id, **item.new}, item.old)
        for standing, item in sorts[BACKGROUND]
    ]
    write(StudentBackground, backgrounds, ("result",), BACKGROUND_FIELDS)
    told = (pair for of_sort in sorts.values() for pair in of_sort)
    insert(EngagementChange, [told_of(structure, *pair) for pair in told])
    settle_status(structure, sorts[ENROLMENT])


def enrolment_row(structure: Structure, standing: Standing, item: Item) -> dict:
    """An enrolment as a row for the store."""
    subject = structure.subjects.by_key[item.key[0]]
    return {"result_id": standing.result_id, "subject_id": subject.pk, **item.new}


def enrolment_ids(result_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """The numbers of the enrolments of these results, by result and subject (its key)."""
    rows = Enrolment.objects.filter(result__in=set(result_ids)).order_by()
    columns = rows.values_list("result_id", "subject__code_key", "pk")
    return {(result, subject): pk for result, subject, pk in columns}


def told_of(structure: Structure, standing: Standing, item: Item) -> dict:
    """The history row of an item."""
    subject = structure.subjects.by_key[item.key[0]] if item.key else None
    on = on_result(structure.place, standing)
    return engagement_change(on, subject, item.what, item.old, item.new)


def settle_status(structure: Structure, pairs: Pairs):
    """A student who has withdrawn from every subject is out of the term, with history.

    Asked only of those of whom a withdrawal is new or taken back: any other status is a person's.
    """
    moved = {
        standing.result_id: standing for standing, item in pairs if _has_left(item.old, item.new)
    }
    rows = Enrolment.objects.filter(result__in=list(moved))
    enrolled = set(rows.exclude(outcome=Outcome.WITHDRAWN).values_list("result", flat=True))
    left = set(rows.values_list("result", flat=True)) - enrolled
    for status, ids in (
        (TermResult.Status.WITHDRAWN, left),
        (TermResult.Status.ACTIVE, set(moved) - left),
    ):
        wrong = TermResult.objects.filter(pk__in=ids).exclude(status=status)
        changes = [
            row
            for pk, old in wrong.values_list("pk", "status")
            for row in changed(
                "termresult",
                pk,
                f"{moved[pk].roll_no} {structure.place.term.code}",
                {"status": old},
                {"status": str(status)},
            )
        ]
        insert(RecordChange, changes)
        wrong.update(status=status)


def _has_left(old: dict | None, new: dict | None) -> bool:
    """Whether a withdrawal is new, or taken back."""
    sides = [value is not None and value["outcome"] == Outcome.WITHDRAWN for value in (old, new)]
    return sides[0] != sides[1]
