"""The demo's institute has rooms measured: made-up minutes, called so, of its running batches."""

import datetime

from django.utils import timezone

from students.demo.office.courses import CODE as INSTITUTE
from students.demo.plans import Plan
from students.models import (
    Batch,
    CameraConsent,
    CameraMinute,
    CameraSession,
    Institution,
    Role,
    User,
)
from students.models.changes import acting

BATCHES, WEEKS, MINUTES, FRAMES = 3, 8, 40, 60
DAYS_OF_WEEK = (0, 3)
KEPT = 90
SAID = {
    "region": "india",
    "purpose": "Find the hours and rooms in which a class loses the thread.",
    "notice": "This is a demo: no camera is running, and all figures are made up.",
    "lawful_basis": "None is needed: nothing is measured in a demo.",
    "contact": "Office, office@example.org",
    "retention_days": KEPT,
}


def make_rooms(plan: Plan):
    """Two sessions a week of a few batches, the same for the same date.

    Of the institute, and of the class whose registers are kept: there attendance stands beside.
    """
    running = Batch.objects.filter(institution__code=INSTITUTE, results__isnull=False)
    attended = Batch.objects.filter(results__session_presences__isnull=False)
    found = [
        *running.distinct().order_by("-starts_on", "code_key")[:BATCHES],
        *attended.distinct().order_by("pk")[:1],
    ]
    consents: dict[int, CameraConsent] = {}
    for ordinal, batch in enumerate(found):
        place = batch.institution
        consent = consents.get(place.pk) or consents.setdefault(place.pk, _consent(place))
        for number, day in enumerate(_days(plan.date)):
            _measure(consent, batch, day, ordinal * 5 + number * 3)


def _consent(place: Institution) -> CameraConsent:
    """Given by the demo's principal of the place."""
    of_place = {"memberships__institution": place, "memberships__role": Role.PRINCIPAL}
    by = User.objects.filter(is_demo=True, **of_place).first()
    with acting(user_id=by and by.pk):
        return CameraConsent.objects.create(institution=place, is_on=True, **SAID)


def _days(on: datetime.date) -> list[datetime.date]:
    monday = on - datetime.timedelta(days=on.weekday(), weeks=WEEKS)
    weeks = (monday + datetime.timedelta(weeks=week) for week in range(WEEKS))
    return [one + datetime.timedelta(days=day) for one in weeks for day in DAYS_OF_WEEK]


def _measure(consent: CameraConsent, batch: Batch, day: datetime.date, shift: int):
    begun = timezone.make_aware(datetime.datetime.combine(day, datetime.time(10)))
    ended = begun + datetime.timedelta(minutes=MINUTES)
    session = CameraSession.objects.create(
        institution=batch.institution,
        batch=batch,
        consent=consent,
        started_at=begun,
        heard_at=ended,
        ended_at=ended,
        outcome=CameraSession.Outcome.FINISHED,
        source=CameraSession.Source.DEMO,
        every_ms=1000,
        detector="demo",
        run_by_id=consent.user_id,
        delete_on=day + datetime.timedelta(days=KEPT),
    )
    CameraMinute.objects.bulk_create(_minute(session, one, shift) for one in range(MINUTES))


def _minute(session: CameraSession, number: int, shift: int) -> CameraMinute:
    """High at first, lower toward the end, with a turn that differs from day to day."""
    faceless = (number * 7 + shift) % 5
    distracted = min(4 + number // 3 + (number * 3 + shift) % 7 + shift % 11, 40)
    neutral = 8 + (number + shift) % 6
    focused = FRAMES - faceless - distracted - neutral
    faces = (FRAMES - faceless) * (14 + shift % 4)
    counts = {"faces": faces, "focused": focused, "neutral": neutral}
    counts |= {"distracted": distracted, "faceless": faceless}
    return CameraMinute(session=session, number=number, **counts)
