"""Schedules stored, changed and stopped, each with what it was before in the history."""

from datetime import date

from django.db import transaction
from django.db.models.functions import Greatest

from analytics.models import ReportSchedule
from students.imports.histories import record_changes, record_made
from students.models import RecordChange

RHYTHM = ("every", "weekday", "day")
TOLD = (*RHYTHM, "stopped")
MODEL = ReportSchedule._meta.model_name


@transaction.atomic
def set_up(schedule: ReportSchedule):
    """Store a new one. IntegrityError where there is such a one already."""
    schedule.save()
    told = _told(schedule) | {"recipient": str(schedule.recipient or "")}
    record_made(MODEL, schedule.pk, _record(schedule), told).save()


@transaction.atomic
def set_days(pk: int, days: dict, done_to: date):
    """Give one other days; one that was stopped comes again. IntegrityError as above.

    Days before `done_to` are not made up for. What a nightly run has done meanwhile stands.
    """
    rows = ReportSchedule.objects.filter(pk=pk)
    _change(rows, days | {"stopped": ""}, done_to=Greatest("done_to", done_to))


@transaction.atomic
def stop(pk: int, why: str) -> bool:
    """It does not come any more; False where it did not come already."""
    return _change(ReportSchedule.objects.filter(pk=pk, stopped=""), {"stopped": str(why)})


def _change(rows, new: dict, **quietly) -> bool:
    held = rows.select_for_update().order_by("pk").first()
    if held is None:
        return False
    old = _told(held)
    ReportSchedule.objects.filter(pk=held.pk).update(**new, **quietly)
    changes = record_changes(MODEL, held.pk, _record(held), old, _plain(new))
    RecordChange.objects.bulk_create(changes)
    return True


def _told(schedule: ReportSchedule) -> dict[str, str]:
    return _plain({name: getattr(schedule, name) for name in TOLD})


def _plain(values: dict) -> dict[str, str]:
    """Values as the history keeps them: nothing as empty."""
    return {name: "" if value is None else str(value) for name, value in values.items()}


def _record(schedule: ReportSchedule) -> str:
    return f"{schedule.report} {schedule.institution.code}"
