"""Storing enrolments, what was done online in a term, and backgrounds, each with its history."""

from collections.abc import Callable, Iterable, Iterator

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
from students.models.taken_subjects import unsaid

Pairs = list[tuple[Standing, Item]]
ONLINE = (ENROLMENT, ACTIVITY, BACKGROUND)
OF_ENROLMENT = ("result", "subject"), ENROLMENT_FIELDS
OF_ACTIVITY = ("enrolment",), ACTIVITY_FIELDS
OF_PERSON = ("result",), BACKGROUND_FIELDS


def store_engagement(structure: Structure, pairs: Iterable[tuple[Standing, Item]]):
    """Write what these items say of enrolments, activity and backgrounds; inside a refresh."""
    sorts: dict[str, Pairs] = {what: [] for what in ONLINE}
    for standing, item in pairs:
        sorts[item.what].append((standing, item))
    write(Enrolment, _with_old(enrolment_rows, structure, sorts[ENROLMENT]), *OF_ENROLMENT)
    write(TermActivity, _with_old(activity_rows, structure, sorts[ACTIVITY]), *OF_ACTIVITY)
    write(StudentBackground, _with_old(background_rows, structure, sorts[BACKGROUND]), *OF_PERSON)
    insert(EngagementChange, told_of(structure, sorts))
    settle_status(structure, sorts[ENROLMENT])


def _with_old(rows: Callable, structure: Structure, pairs: Pairs) -> Iterator[tuple]:
    return zip(rows(structure, pairs), (item.old for _, item in pairs), strict=True)


def enrolment_rows(structure: Structure, pairs: Pairs) -> list[dict]:
    """Enrolments as rows for the store."""
    codes = structure.subjects.by_key
    return [
        {"result_id": standing.result_id, "subject_id": codes[item.key[0]].pk, **item.new}
        for standing, item in pairs
    ]


def activity_rows(structure: Structure, pairs: Pairs) -> list[dict]:
    """What was done in the whole term as rows for the store; the enrolments are there already."""
    ids = enrolment_ids(standing.result_id for standing, _ in pairs)
    return [
        {"enrolment_id": ids[standing.result_id, item.key[0]], **item.new}
        for standing, item in pairs
    ]


def background_rows(structure: Structure, pairs: Pairs) -> list[dict]:
    """Backgrounds as rows for the store."""
    return [{"result_id": standing.result_id, **item.new} for standing, item in pairs]


def enrolment_ids(result_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """The numbers of the enrolments of these results, by result and subject (its key)."""
    rows = Enrolment.objects.filter(result__in=set(result_ids)).order_by()
    columns = rows.values_list("result_id", "subject__code_key", "pk")
    return {(result, subject): pk for result, subject, pk in columns}


def told_of(structure: Structure, sorts: dict[str, Pairs]) -> list[dict]:
    """The history rows of the items of online learning among these."""
    return [
        engagement_change(
            on_result(structure.place, standing),
            structure.subjects.by_key[item.key[0]] if item.key else None,
            item.what,
            item.old,
            item.new,
        )
        for what in ONLINE
        for standing, item in sorts.get(what, ())
    ]


def settle_status(structure: Structure, pairs: Pairs):
    """A student who has withdrawn from every subject is out of the term, with history.

    Subjects that merely follow from marks and registers say nothing of it: they are there only
    where somebody is guessed about. Asked of those alone of whom a withdrawal is new or taken
    back: any other status is a person's.
    """
    moved = {
        standing.result_id: standing for standing, item in pairs if _has_left(item.old, item.new)
    }
    rows = Enrolment.objects.filter(result__in=list(moved))
    rows = rows.exclude(pk__in=unsaid(rows).order_by().values("pk"))
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
