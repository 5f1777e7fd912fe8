"""The door for minutes of a room: a session is opened under a consent, fed, and closed."""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from students.access import visible_to
from students.models import Batch, CameraMinute, CameraSession, Subject, User
from students.models.cameras import FRAMES, MOST_MINUTES, camera_consents
from students.rules.room_engagement import Minute


class MeasuringRefused(Exception):
    """Nothing was stored; the message is a sentence for whoever asked."""


class OpenSession:
    """A session that minutes are added to, each in a transaction of its own."""

    def __init__(self, row: CameraSession):
        self.row = row

    @property
    def pk(self) -> int:
        """Its number."""
        return self.row.pk

    def add(self, minute: Minute):
        """Store a finished minute; MeasuringRefused where consent has ended since."""
        if not 0 <= minute.number < MOST_MINUTES:
            words = _("A session lasts at most %(count)s minutes; begin another one.")
            raise MeasuringRefused(words % {"count": MOST_MINUTES})
        counts = {name: getattr(minute, name) for name in ("faces", *FRAMES)}
        with transaction.atomic():
            found = CameraSession.objects.select_for_update().filter(pk=self.pk, outcome="")
            if not found or not camera_consents([self.row.institution_id]):
                raise MeasuringRefused(_off_meanwhile(self.row))
            CameraMinute.objects.create(session=self.row, number=minute.number, **counts)
            CameraSession.objects.filter(pk=self.pk).update(heard_at=timezone.now())

    def close(self, outcome: str):
        """Say how it ended: finished, stopped or failed; a second time changes nothing."""
        if outcome not in CameraSession.Outcome.values:
            raise ValueError(f"{outcome!r} is no outcome of a session")
        now = timezone.now()
        rows = CameraSession.objects.filter(pk=self.pk, outcome="")
        rows.update(outcome=outcome, ended_at=now, heard_at=now)


def open_session(
    user: User | None,
    batch: Batch,
    subject: Subject | None,
    *,
    source_kind: str,
    every_ms: int,
    detector: str,
) -> OpenSession:
    """Begin measuring a room for a batch; MeasuringRefused where that may not be.

    Without a `user` it is whoever works on the server, as with every command: sessions say so.
    `source_kind` is file, camera or stream; `detector` names what finds faces, with its version.
    """
    consent = camera_consents([batch.institution_id]).get(batch.institution_id)
    _check(user, batch, subject, consent is not None)
    _check_measuring(source_kind, every_ms)
    now = timezone.now()
    row = CameraSession.objects.create(
        institution_id=batch.institution_id,
        batch=batch,
        subject=subject,
        consent=consent,
        started_at=now,
        heard_at=now,
        source=source_kind,
        every_ms=every_ms,
        detector=detector[:120],
        run_by=user,
        delete_on=timezone.localdate() + datetime.timedelta(days=consent.retention_days),
    )
    return OpenSession(row)


def _check(user: User | None, batch: Batch, subject: Subject | None, consented: bool):
    """Refuse who may not, then what is not consented to, then what does not belong together."""
    if user is not None:
        _check_right(user, batch)
    if not consented:
        words = _(
            "Measuring rooms by camera is off at %(institution)s. Its principal can turn it on,"
            " under Classroom."
        )
        raise MeasuringRefused(words % {"institution": batch.institution})
    if subject is not None and subject.institution_id != batch.institution_id:
        words = _("The subject %(subject)s is not of the institution of batch %(batch)s.")
        raise MeasuringRefused(words % {"subject": subject.code, "batch": batch.code})


def _check_right(user: User, batch: Batch):
    sight = visible_to(user)
    if not sight.measures_rooms:
        words = _("%(user)s may not measure rooms: that is for principals, heads and trainers.")
        raise MeasuringRefused(words % {"user": user})
    if not sight.camera_batches().filter(pk=batch.pk).exists():
        words = _("There is no batch %(batch)s that %(user)s may measure a room of.")
        raise MeasuringRefused(words % {"batch": batch.code, "user": user})


def _check_measuring(source_kind: str, every_ms: int):
    if source_kind not in ("file", "camera", "stream"):
        words = _("“%(kind)s” is no kind of source: it is a file, a camera or a stream.")
        raise MeasuringRefused(words % {"kind": source_kind})
    if not 1 <= every_ms <= 60_000:
        raise MeasuringRefused(_("Frames are looked at every 1 to 60000 milliseconds."))


def _off_meanwhile(row: CameraSession) -> str:
    words = _(
        "Measuring rooms was turned off at %(institution)s, or the session was deleted; the session"
        " ends here."
    )
    return words % {"institution": row.institution}
