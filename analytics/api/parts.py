"""Storing the components of a mark, set by set: the history has one step for each."""

from copy import copy

from students.models import ComponentMark, Mark, MarkChange
from students.models.components import combine_components, component_change_of

COLUMNS = ("state", "score", "published")


def store_parts(mark: Mark, parts: list[dict]):
    """Store the components as they were read, and combine the mark, inside an open refresh."""
    if not parts:
        return
    olds = [part["old"] for part in parts]
    news = [_new(mark, part) for part in parts]
    pairs = list(zip(olds, news, strict=True))
    ComponentMark.objects.bulk_create(new for old, new in pairs if old is None)
    ComponentMark.objects.bulk_update([new for old, new in pairs if old], COLUMNS)
    changes = [component_change_of(old, new) for old, new in pairs]
    MarkChange.objects.bulk_create(change for change in changes if change)
    combine_components([mark.result_id])


def _new(mark: Mark, part: dict) -> ComponentMark:
    old, component = part["old"], part["component"]
    new = copy(old) if old else ComponentMark(component=component)
    new.mark = mark
    for name in COLUMNS:
        if name in part:
            setattr(new, name, part[name])
    return new
