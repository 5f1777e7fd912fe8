"""Frames from a video file, a camera or a stream, one every so often; none is kept."""

import mimetypes
import os
import time
from collections.abc import Callable, Iterator
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
WAITS = (1, 2, 4, 8, 16)  # seconds before each try to reach a source again that broke off
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
WAKE = 0.2  # seconds after which one who waits looks whether to stop
PATIENCE = 10_000  # milliseconds for a stream to open, and for its next frame


@dataclass(frozen=True)
class Seen:
    """A frame and when it was, in milliseconds from the beginning."""

    at: int
    frame: Frame


class Source:
    """An open video: a context that gives a frame every so many milliseconds.

    Each frame is turned clockwise by `turn` degrees, for a camera that hangs on its side or its
    head. `kind` is what is kept of it; `lost` counts frames that could not be read;
    `has_broken_off` says that a camera or stream ended by itself and could not be reached again.
    `told` is handed a sentence whenever it is tried, `stopped` says whether to go on trying.
    """

    def __init__(
        self,
        words: str,
        told: Callable[[str], None] = lambda words: None,
        stopped: Callable[[], bool] = lambda: False,
        turn: int = 0,
    ):
        self._turn = TURNS.get(turn)
        self.kind, self._name = _kind_of(words), words
        self._told, self._stopped = told, stopped
        self.lost, self.has_broken_off = 0, False
        cv2.setNumThreads(1)  # the other cores are the server's

    def __enter__(self) -> "Source":
        self._capture = self._opened()
        if not self._capture.isOpened():
            raise VisionError(_unopened(self.kind, self._name))
        return self

    def __exit__(self, *_told):
        self._capture.release()

    @property
    def length(self) -> int | None:
        """How long a file is, in milliseconds, as far as it says."""
        count, rate = self._says(cv2.CAP_PROP_FRAME_COUNT), self._says(cv2.CAP_PROP_FPS)
        known = self.kind == FILE and count > 0 and rate > 0
        return round(1000 * count / rate) if known else None

    def frames(self, every_ms: int) -> Iterator[Seen]:
        """One frame per span, the first that lies in it, until the source ends.

        A file is as long as its frames say; of a camera or stream the clock tells, and frames that
        come while another is looked at are passed over.
        """
        due = unread = 0
        for at in self._moments():
            if at < due:
                continue
            read, frame = self._capture.retrieve()
            if not read or frame is None or not frame.size:
                self.lost, unread = self.lost + 1, unread + 1
                if unread >= MOST_LOST and self.kind != FILE:
                    return
                continue
            unread, due = 0, (at // every_ms + 1) * every_ms
            yield Seen(at, frame if self._turn is None else cv2.rotate(frame, self._turn))

    def _moments(self) -> Iterator[int]:
        """When each frame is that can be grabbed; what breaks off is reached again."""
        clock = self._by_frames if self.kind == FILE else self._by_clock
        at, missed = clock(), 0
        while missed < MOST_LOST and not self._stopped():
            if self._capture.grab():
                missed = 0
                yield next(at)
                continue
            missed += 1
            if self.kind == FILE and missed > 1:
                return
            if missed == MOST_LOST and self._is_live and self._reached_again():
                missed = 0

    def _by_frames(self) -> Iterator[int]:
        """By the file's own times, for uneven rates; where they do not rise, by its rate."""
        rate, number, last = self._says(cv2.CAP_PROP_FPS) or USUAL_RATE, 0, -1.0
        while True:
            told = self._says(cv2.CAP_PROP_POS_MSEC)
            last = told if told > last and number else max(last, 1000 * number / rate)
            number += 1
            yield round(last)

    def _by_clock(self) -> Iterator[int]:
        began = time.monotonic()
        while True:
            yield round(1000 * (time.monotonic() - began))

    @property
    def _is_live(self) -> bool:
        """A camera or a broadcast, and no recording that is sent: that has an end."""
        return self.kind != FILE and self._says(cv2.CAP_PROP_FRAME_COUNT) <= 0

    def _reached_again(self) -> bool:
        """Try to open it anew, after growing waits, so often and no more; say so each time."""
        for number, seconds in enumerate(WAITS, start=1):
            self._told(
                _("It broke off. Try %(number)s of %(count)s to reach it again, in %(seconds)s s.")
                % {"number": number, "count": len(WAITS), "seconds": seconds}
            )
            if not self._waited(seconds):
                return False
            self._capture.release()
            self._capture = self._opened()
            if self._capture.isOpened() and self._capture.grab():
                self._told(_("It is there again."))
                return True
        self.has_broken_off = True
        return False

    def _waited(self, seconds: float) -> bool:
        """Whether nobody asked to stop meanwhile."""
        until = time.monotonic() + seconds
        while not self._stopped() and time.monotonic() < until:
            time.sleep(WAKE)
        return not self._stopped()

    def _opened(self) -> cv2.VideoCapture:
        if self.kind == CAMERA:
            return cv2.VideoCapture(int(self._name))
        if self.kind == FILE:
            return cv2.VideoCapture(self._name)
        patience = (cv2.CAP_PROP_OPEN_TIMEOUT_MSEC, PATIENCE, cv2.CAP_PROP_READ_TIMEOUT_MSEC)
        return cv2.VideoCapture(self._name, cv2.CAP_FFMPEG, (*patience, PATIENCE))

    def _says(self, what: int) -> float:
        return self._capture.get(what)


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
    if not path.stat().st_size:
        raise VisionError(_("The file is empty: was it copied whole?"))
    guessed = mimetypes.guess_type(words)[0] or ""
    if guessed.startswith("image/") and guessed != "image/gif":
        raise VisionError(_("That is a picture. Name a video: one frame tells nothing of an hour."))
    return FILE


def _unopened(kind: str, words: str) -> str:
    if kind == CAMERA:
        return _("Camera %(number)s does not answer. Is it plugged in, and free?") % {
            "number": words
        }
    if kind == STREAM:
        return _("The stream cannot be opened. Check its address and that it is being sent.")
    return _("The file cannot be read as a video. Save it as MP4 or AVI and try again.")
