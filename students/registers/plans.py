"""How many classes of a subject a class shall have, and how many are still to come."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from students.models import ClassSession, PlannedClasses, RecordChange, Teaching
from students.models.sessions import MOST_PLANNED, OF_CLASS
from students.registers.classes import KEYS, ClassKey, planned_of


class PlanRefusedError(ValueError):
    """What was typed cannot be the number of classes; the text says why."""


def planned_number(text: str) -> int | None:
    """A number of classes as it was typed; None where the field is empty; PlanRefusedError."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= MOST_PLANNED):
        words = _("“%(text)s” is no number of classes from 0 to %(most)s.")
        raise PlanRefusedError(words % {"text": text[:20], "most": MOST_PLANNED})
    return int(text)


def plan(taught: Teaching, planned: int | None) -> bool:
    """Say how many classes are planned, or that nobody knows; whether that is new.

    PlanRefusedError where more were held already.
    """
    with transaction.atomic():
        _check(planned, ClassSession.objects.of_class(taught).filter(held=True).count())
        row = PlannedClasses.objects.of_class(taught).select_for_update().first()
        old = row.planned if row else None
        if planned == old:
            return False
        if planned is None:
            _write_down(row, old, planned)
            row.delete()
            return True
        place = {name: getattr(taught, name) for name in OF_CLASS}
        row = PlannedClasses.objects.update_or_create(**place, defaults={"planned": planned})[0]
        _write_down(row, old, planned)
    return True


def _check(planned: int | None, held: int):
    if planned is not None and planned < held:
        words = ngettext(
            "%(held)s class has been held already, so %(planned)s cannot be all of the term. "
            "Write %(held)s or more, or cancel what was not held.",
            "%(held)s classes have been held already, so %(planned)s cannot be all of the term. "
            "Write %(held)s or more, or cancel what was not held.",
            held,
        )
        raise PlanRefusedError(words % {"held": held, "planned": planned})


def _write_down(row: PlannedClasses, old: int | None, new: int | None):
    kinds = RecordChange.Kind
    kind = kinds.MADE if old is None else kinds.REMOVED if new is None else kinds.CHANGED
    RecordChange.objects.create(
        kind=kind,
        model="plannedclasses",
        record_id=row.pk,
        record=f"{row.subject.code} {row.branch.code} {row.semester}{row.section}"[:80],
        field="planned",
        old="" if old is None else str(old),
        new="" if new is None else str(new),
    )


class Plans:
    """What is planned and held in some classes, asked for once. Two queries."""

    def __init__(self, keys: Iterable[ClassKey]):
        columns = zip(KEYS, zip(*keys, strict=True), strict=False)
        of_these = {f"{name}__in": set(values) for name, values in columns}
        if not of_these:
            self._planned, self._held = {}, {}
            return
        self._planned = planned_of(of_these)
        rows = ClassSession.objects.filter(held=True, **of_these).order_by()
        counted = rows.values_list(*KEYS).annotate(n=Count("pk"))
        self._held = {tuple(key): n for *key, n in counted}

    def remaining(self, key: ClassKey, own_held: int) -> int | None:
        """Classes still to come; None where they are not planned, or more were held than planned.

        What was held is counted by sessions, so that one who joined late has no more to come than
        the others; where totals alone are kept, by the student's own total.
        """
        if key not in self._planned:
            return None
        left = self._planned[key] - self._held.get(key, own_held)
        return left if left >= 0 else None
