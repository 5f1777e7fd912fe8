"""Turning measuring by camera on and off in an institution, and deleting what it counted."""

import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from students.models import CameraConsent, CameraSession, Institution, RecordChange

SAID = ("region", "purpose", "notice", "lawful_basis", "contact", "retention_days")


def turn_on(institution: Institution, said: dict) -> CameraConsent:
    """Write down what is consented to; of a running consent it is a change."""
    return CameraConsent.objects.create(institution=institution, is_on=True, **said)


@transaction.atomic
def turn_off(consent: CameraConsent, *, delete: bool) -> int:
    """End a consent; with `delete` all sessions go now, else on their days. Gives how many went."""
    said = {name: getattr(consent, name) for name in SAID}
    CameraConsent.objects.create(institution=consent.institution, is_on=False, **said)
    sessions = CameraSession.objects.filter(institution=consent.institution)
    return delete_sessions(sessions) if delete else 0


@transaction.atomic
def delete_sessions(sessions: QuerySet[CameraSession]) -> int:
    """Delete these with their minutes; the history keeps how many of which institution."""
    found = list(sessions.order_by("pk").select_related("institution"))
    counts: dict[Institution, int] = {}
    for one in found:
        counts[one.institution] = counts.get(one.institution, 0) + 1
    CameraSession.objects.filter(pk__in=[one.pk for one in found]).delete()
    RecordChange.objects.bulk_create(_removed(*one) for one in counts.items())
    return len(found)


def delete_expired(on: datetime.date | None = None) -> int:
    """Delete the sessions whose day has come, five hundred in a transaction; gives how many."""
    total, today = 0, min(on or timezone.localdate(), timezone.localdate())
    while ids := list(CameraSession.objects.expired(today).values_list("pk", flat=True)[:500]):
        total += delete_sessions(CameraSession.objects.filter(pk__in=ids))
    return total


def _removed(institution: Institution, count: int) -> RecordChange:
    return RecordChange(
        kind=RecordChange.Kind.REMOVED,
        model="camerasession",
        record_id=institution.pk,
        record=str(institution)[:80],
        old=str(count),
    )
