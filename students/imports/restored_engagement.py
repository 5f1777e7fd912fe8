"""Taking back enrolments, what was done online in a term, and backgrounds."""

from django.utils.translation import gettext_lazy as _

from students.imports.items import ACTIVITY, BACKGROUND, ENROLMENT, Item
from students.imports.standings import Standing
from students.imports.store import insert, upsert
from students.imports.stored_engagement import (
    OF_ACTIVITY,
    OF_ENROLMENT,
    OF_PERSON,
    activity_rows,
    background_rows,
    enrolment_ids,
    enrolment_rows,
    settle_status,
    told_of,
)
from students.imports.structure import Structure
from students.imports.undone import Undone
from students.models import (
    EngagementChange,
    Enrolment,
    StudentBackground,
    TermActivity,
)

Pairs = list[tuple[Standing, Item]]
IN_USE = _("What was done in the course, or was guessed of it, hangs on it, so it stays.")


def restore_engagement(structure: Structure, sorts: dict[str, Pairs], done: Undone):
    """Write former values back and remove what the run made; an enrolment in use is noted."""
    _restore(structure, TermActivity, sorts[ACTIVITY], activity_rows, OF_ACTIVITY)
    sorts[ENROLMENT] = _without_used(sorts[ENROLMENT], done)
    _restore(structure, Enrolment, sorts[ENROLMENT], enrolment_rows, OF_ENROLMENT)
    _restore(structure, StudentBackground, sorts[BACKGROUND], background_rows, OF_PERSON)
    insert(EngagementChange, told_of(structure, sorts))
    settle_status(structure, sorts[ENROLMENT])


def _restore(structure: Structure, model, pairs: Pairs, rows, columns: tuple):
    key, fields = columns
    upsert(model, rows(structure, [pair for pair in pairs if pair[1].new is not None]), key, fields)
    going = [pair for pair in pairs if pair[1].new is None]
    model.objects.filter(pk__in=_numbers(model, going)).delete()


def _numbers(model, pairs: Pairs) -> list[int]:
    if model is StudentBackground:
        rows = model.objects.filter(result__in=[standing.result_id for standing, _ in pairs])
        return list(rows.values_list("pk", flat=True))
    ids = enrolment_ids(standing.result_id for standing, _ in pairs)
    enrolments = [ids[standing.result_id, item.key[0]] for standing, item in pairs]
    if model is Enrolment:
        return enrolments
    rows = model.objects.filter(enrolment__in=enrolments)
    return list(rows.values_list("pk", flat=True))


def _without_used(pairs: Pairs, done: Undone) -> Pairs:
    """All but the enrolments to be removed on which something of another source hangs."""
    ids = enrolment_ids(standing.result_id for standing, item in pairs if item.new is None)
    used = _used(list(ids.values()))
    kept = []
    for standing, item in pairs:
        number = ids.get((standing.result_id, item.key[0])) if item.new is None else None
        if number in used:
            done.leave(standing, item.key[0], item.old["outcome"], IN_USE)
        else:
            kept.append((standing, item))
    return kept


def _used(enrolments: list[int]) -> set[int]:
    """Those of these enrolments that any row points to, also one of an app above this one."""
    found: set[int] = set()
    for relation in Enrolment._meta.related_objects:
        name = relation.field.name
        rows = relation.related_model._default_manager.filter(**{f"{name}__in": enrolments})
        found.update(rows.order_by().values_list(name, flat=True).distinct())
    return found
