"""A session from its source to its end: frames looked at one by one, minutes handed to the door."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from analytics.vision.counting import minutes
from analytics.vision.detectors import Detector, VisionError
from analytics.vision.sources import Source
from students.imports.engagement import OpenSession
from students.models import CameraSession
from students.rules.room_engagement import Minute

Outcome = CameraSession.Outcome


@dataclass
class Watch:
    """What the one who measures is told, and how they stop it: after each frame."""

    shown: Callable[[int, list[str]], None] = lambda at, faces: None
    stopped: Callable[[], bool] = lambda: False


def measure(
    source: Source, detector: Detector, every_ms: int, session: OpenSession, watch: Watch
) -> list[Minute]:
    """Look at an open source until it ends or is stopped; each finished minute is stored.

    The minute under way is stored, too. VisionError where not one frame could be looked at;
    MeasuringRefused where consent ends meanwhile. What broke off for good has failed.
    """
    stored, outcome = [], Outcome.FAILED
    try:
        for minute in minutes(_looked_at(source, detector, every_ms, watch)):
            session.add(minute)
            stored.append(minute)
        if not stored:
            raise VisionError(_("Not one frame of it could be read: nothing was measured."))
        outcome = _ended(source, watch)
    finally:
        session.close(outcome)
    return stored


def _ended(source: Source, watch: Watch) -> Outcome:
    if watch.stopped():
        return Outcome.STOPPED
    return Outcome.FAILED if source.has_broken_off else Outcome.FINISHED


def _looked_at(
    source: Source, detector: Detector, every_ms: int, watch: Watch
) -> Iterator[tuple[int, list[str]]]:
    for seen in source.frames(every_ms):
        faces = detector.states(seen.frame)
        watch.shown(seen.at, faces)
        yield seen.at, faces
        if watch.stopped():
            return
