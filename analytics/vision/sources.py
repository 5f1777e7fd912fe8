"""Frames from a video file, a camera or a stream, one every so often; none is kept."""

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# What it cannot read is said here, in a sentence; OpenCV reads this as it is loaded.
os.environ.setdefault("OPENCV_LOG_LEVEL", "SILENT")
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

import cv2
from django.utils.translation import gettext as _

from analytics.vision.detectors import Frame, VisionError

FILE, CAMERA, STREAM = "file", "camera", "stream"
PROTOCOLS = ("rtsp://", "rtsps://", "http://", "https://", "rtmp://", "udp://", "tcp://")
MOST_LOST = 50  # frames in a row without a picture, after which a source has ended
USUAL_RATE = 25.0  # frames a second of a file that does not say


@dataclass(frozen=True)
class Seen:
    """A frame and when it was, in milliseconds from the beginning."""

    at: int
    frame: Frame


class Source:
    """An open video: a context that gives a frame every so many milliseconds.

    `kind` is what is kept of it; `lost` counts frames that could not be read.
    """

    def __init__(self, words: str):
        self.kind, self._name = _kind_of(words), words
        self.lost = 0
        cv2.setNumThreads(1)  # the other cores are the server's

    def __enter__(self) -> "Source":
        self._capture = cv2.VideoCapture(int(self._name) if self.kind == CAMERA else self._name)
        if not self._capture.isOpened():
            raise VisionError(_unopened(self.kind, self._name))
        return self

    def __exit__(self, *_told):
        self._capture.release()

    @property
    def length(self) -> int | None:
        """How long a file is, in milliseconds, as far as it says."""
        count, rate = (
            self._capture.get(one) for one in (cv2.CAP_PROP_FRAME_COUNT, cv2.CAP_PROP_FPS)
        )
        known = self.kind == FILE and count > 0 and rate > 0
        return round(1000 * count / rate) if known else None

    def frames(self, every_ms: int) -> Iterator[Seen]:
        """One frame per span, the first that lies in it, until the source ends.

        A file is as long as its frames say; of a camera or stream the clock tells, and frames that
        come while another is looked at are passed over.
        """
        began, number, due, missed = time.monotonic(), 0, 0, 0
        rate = self._capture.get(cv2.CAP_PROP_FPS) or USUAL_RATE
        while missed < MOST_LOST:
            if not self._capture.grab():
                missed += 1
                if self.kind == FILE and missed > 1:
                    return
                continue
            at = round(
                1000 * number / rate if self.kind == FILE else 1000 * (time.monotonic() - began)
            )
            number += 1
            if at < due:
                missed = 0
                continue
            read, frame = self._capture.retrieve()
            if not read or frame is None or not frame.size:
                missed, self.lost = missed + 1, self.lost + 1
                continue
            missed = 0
            due = (at // every_ms + 1) * every_ms
            yield Seen(at, frame)


def _kind_of(words: str) -> str:
    if words.isascii() and words.isdigit():
        return CAMERA
    if words.lower().startswith(PROTOCOLS):
        return STREAM
    path = Path(words)
    if path.is_dir():
        raise VisionError(
            _("That is a folder. Name a video file, a camera’s number or an address.")
        )
    if not path.exists():
        words = _(
            "There is no such file. Name a video, a camera by its number, or a stream’s address."
        )
        raise VisionError(words)
    return FILE


def _unopened(kind: str, words: str) -> str:
    if kind == CAMERA:
        return _("Camera %(number)s does not answer. Is it plugged in, and free?") % {
            "number": words
        }
    if kind == STREAM:
        return _("The stream cannot be opened. Check its address and that it is being sent.")
    return _("The file cannot be read as a video. Save it as MP4 or AVI and try again.")
