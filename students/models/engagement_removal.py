"""Removing what was kept of online learning with the results it hangs on; the history keeps it."""

import json
from collections.abc import Iterable, Iterator

from django.db.models import Model

from students.models.backgrounds import StudentBackground
from students.models.engagement import EngagementChange, Enrolment, TermActivity, WeeklyActivity
from students.models.marks import result_keys

LINKS = ("id", "result", "enrolment", "subject")
KINDS = EngagementChange.Kind


def remove_engagement(result_ids: Iterable[int]):
    """Remove enrolments, activity and backgrounds of these results; inside their refresh."""
    ids = list(result_ids)
    of_enrolment = {"enrolment__result__in": ids}
    _remove(WeeklyActivity.objects.filter(**of_enrolment), KINDS.WEEK, "enrolment__")
    _remove(TermActivity.objects.filter(**of_enrolment), KINDS.ACTIVITY, "enrolment__")
    _remove(Enrolment.objects.filter(result__in=ids), KINDS.ENROLMENT, "")
    _remove(StudentBackground.objects.filter(result__in=ids), KINDS.BACKGROUND, None)


def _remove(rows, kind: str, way: str | None):
    """Write each row down and remove it; `way` leads to its enrolment, None: it has none."""
    related = ["result__student"] if way is None else [f"{way}result__student", f"{way}subject"]
    told = _told(rows.select_related(*related).order_by("pk"), kind)
    EngagementChange.objects.bulk_create(told, batch_size=1000)
    rows.delete()


def _told(rows: Iterable[Model], kind: str) -> Iterator[EngagementChange]:
    for row in rows:
        enrolment = getattr(row, "enrolment", row)
        keys = result_keys(enrolment.result, getattr(enrolment, "subject", None))
        week = getattr(row, "week", None)
        yield EngagementChange(**keys, kind=kind, week=week, old=_text(row))


def _text(row: Model) -> str:
    fields = (field.name for field in row._meta.concrete_fields if field.name not in LINKS)
    values = {name: getattr(row, name) for name in fields}
    return json.dumps(values, default=str, ensure_ascii=False, sort_keys=True)
