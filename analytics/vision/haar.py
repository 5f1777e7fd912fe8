"""Faces by the Haar cascades that come with OpenCV: frontal, profile to either side, eyes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import hypot

import cv2
import numpy as np
from django.utils.translation import gettext as _

from analytics.vision.detectors import Frame, VisionError
from analytics.vision.poses import Pose

FRONTAL = ("frontalface_alt2", "frontalface_default")
PROFILE, EYES = "profileface", ("eye", "eye_tree_eyeglasses")
WIDTH, WIDTH_ASIDE = 480, 240  # pixels to which a frame is brought to look for faces in it
SMALLEST = 24  # pixels of a face there
ROLLS = (-30, 30)  # degrees by which a frame is turned to find tilted heads
LEANS = (-12, 12)  # by which a face that was found is turned, too, to hold it straight
SIDE, AROUND = 48, 0.85  # pixels of a face to be judged; half of what is looked at, in faces
STEP, WIDE_STEP, FINE_STEP = 1.2, 1.3, 1.05  # from one size looked for to the next


@dataclass(frozen=True)
class Place:
    """Where a face may be: its middle and width in pixels, and the roll it shows in."""

    x: float
    y: float
    width: float
    roll: int = 0

    def is_at(self, other: "Place") -> bool:
        """Whether both are of one head."""
        apart = hypot(self.x - other.x, self.y - other.y)
        return apart < 0.6 * max(self.width, other.width)

    def enlarged(self, times: float) -> "Place":
        """The same in a frame so many times as large."""
        return Place(self.x * times, self.y * times, self.width * times, self.roll)


class HaarDetector:
    """Looks for faces in a small copy of the frame, then judges each at one size."""

    def __init__(self):
        if not hasattr(cv2, "CascadeClassifier"):
            words = _("OpenCV %(version)s has no cascades; install one of 4.14 or later, below 5.")
            raise VisionError(words % {"version": cv2.__version__})
        self.name = f"Haar cascades, OpenCV {cv2.__version__}"
        self._frontal = [_cascade(name) for name in FRONTAL]
        self._profile = _cascade(PROFILE)
        self._eyes = [_cascade(name) for name in EYES]

    def states(self, frame: Frame) -> list[str]:
        """The state of each face of a frame."""
        return [pose.state for pose in self.poses(frame)]

    def poses(self, frame: Frame) -> list[Pose]:
        """How each face of a frame is turned."""
        grey = _clear(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
        found = (self._pose(grey, place) for place in self._places(grey))
        return [pose for pose in found if pose.is_face]

    def _places(self, grey: np.ndarray) -> list[Place]:
        """One for each head: upright ones, then tilted ones, then those seen from the side alone.

        What was found is painted over before more is looked for: cascades are slowest on faces.
        """
        places = list(_found(self._frontal[0], grey, WIDTH))
        scale, rest = _small(_without(grey, places), WIDTH_ASIDE)
        for look in (self._tilted, self._from_the_side):
            places += (one.enlarged(1 / scale) for one in look(rest))
        return _apart(places)

    def _tilted(self, grey: np.ndarray) -> Iterator[Place]:
        for roll in ROLLS:
            turned, back = _turned(grey, roll)
            for one in _found(self._frontal[0], turned, turned.shape[1], WIDE_STEP):
                x, y = back @ (one.x, one.y, 1)
                yield Place(x, y, one.width, roll)

    def _from_the_side(self, grey: np.ndarray) -> Iterator[Place]:
        yield from _found(self._profile, grey, WIDTH_ASIDE, WIDE_STEP)
        for one in _found(self._profile, cv2.flip(grey, 1), WIDTH_ASIDE, WIDE_STEP):
            yield Place(grey.shape[1] - one.x, one.y, one.width)

    def _pose(self, grey: np.ndarray, place: Place) -> Pose:
        """Of a face as it was found; of one between, as it is when held as straight as can be."""
        face = _cut_out(grey, place)
        pose = Pose(self._frontal_finds(face), self._profile_finds(face), place.roll)
        if not pose.is_between:
            return self._with_eyes(pose, face)
        for lean in LEANS:
            held = _cut_out(grey, replace(place, roll=place.roll + lean))
            finds = self._frontal_finds(held)
            if finds > pose.frontal:
                face, pose = held, Pose(finds, pose.profile, place.roll + lean)
        if pose.roll != place.roll:
            pose = replace(pose, profile=self._profile_finds(face))
        return self._with_eyes(pose, face)

    def _frontal_finds(self, face: np.ndarray) -> int:
        return sum(_finds(cascade, face) for cascade in self._frontal)

    def _profile_finds(self, face: np.ndarray) -> int:
        return _finds(self._profile, face) + _finds(self._profile, cv2.flip(face, 1))

    def _with_eyes(self, pose: Pose, face: np.ndarray) -> Pose:
        """Eyes are looked for where they decide: in a face that is turned to the camera."""
        if not pose.is_frontal:
            return pose
        return replace(pose, eyes=next(filter(None, (_eyes(one, face) for one in self._eyes)), 0))


def _clear(grey: np.ndarray) -> np.ndarray:
    """A frame from black to white: cascades pass over what is of one shade, as a dim room is.

    Stretched alike everywhere; an equalised histogram makes turned faces frontal ones and back.
    """
    dark, light = np.percentile(grey[::4, ::4], (1, 99))
    wide = 255 / max(light - dark, 1)
    return cv2.convertScaleAbs(cv2.max(grey, dark), alpha=wide, beta=-dark * wide)


def _cascade(name: str) -> "cv2.CascadeClassifier":
    return cv2.CascadeClassifier(f"{cv2.data.haarcascades}haarcascade_{name}.xml")


def _found(cascade, grey: np.ndarray, width: int, step: float = STEP) -> Iterator[Place]:
    """Faces of a frame, looked for in a copy of this width."""
    scale, small = _small(grey, width)
    least = (SMALLEST, SMALLEST)
    for x, y, side, _height in cascade.detectMultiScale(small, step, 2, minSize=least):
        yield Place(x + side / 2, y + side / 2, side).enlarged(1 / scale)


def _small(grey: np.ndarray, width: int) -> tuple[float, np.ndarray]:
    """A copy of no more than this width, and its scale."""
    scale = min(width / grey.shape[1], 1)
    return scale, cv2.resize(
        grey, None, fx=scale, fy=max(scale, 1 / len(grey)), interpolation=cv2.INTER_AREA
    )


def _apart(places: Iterable[Place]) -> list[Place]:
    """One place for each head, the first that was found."""
    kept: list[Place] = []
    for place in places:
        if not any(place.is_at(other) for other in kept):
            kept.append(place)
    return kept


def _without(grey: np.ndarray, places: list[Place]) -> np.ndarray:
    """The frame with these faces painted over."""
    rest = grey.copy()
    for one in places:
        left, top, side = round(one.x - one.width / 2), round(one.y - one.width / 2), one.width
        cv2.rectangle(rest, (left, top, round(side), round(side)), 128, cv2.FILLED)
    return rest


def _turned(grey: np.ndarray, degrees: int) -> tuple[np.ndarray, np.ndarray]:
    """A frame turned about its middle, its corners kept, and the matrix that leads a point back."""
    height, width = grey.shape
    there = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    room = np.ceil(np.abs(there[:, :2]) @ (width, height)).astype(int)
    there[:, 2] += (room - (width, height)) / 2
    turned = cv2.warpAffine(grey, there, room.tolist())  # black corners cost cascades no time
    return turned, cv2.invertAffineTransform(there)


def _cut_out(grey: np.ndarray, place: Place) -> np.ndarray:
    """A face and what is around it, upright and SIDE pixels wide."""
    side = round(2 * AROUND * SIDE)
    matrix = cv2.getRotationMatrix2D((place.x, place.y), place.roll, SIDE / place.width)
    matrix[:, 2] += side / 2 - np.array((place.x, place.y))
    look = cv2.INTER_AREA if place.width > SIDE else cv2.INTER_LINEAR
    return cv2.warpAffine(grey, matrix, (side, side), flags=look, borderMode=cv2.BORDER_REPLICATE)


def _finds(cascade, face: np.ndarray) -> int:
    """How often a cascade finds the face that was cut out."""
    least, most = round(0.65 * SIDE), round(1.5 * SIDE)
    _boxes, finds = cascade.detectMultiScale2(
        face, FINE_STEP, 1, minSize=(least, least), maxSize=(most, most)
    )
    return int(max(finds, default=0))


def _eyes(cascade, face: np.ndarray) -> int:
    """How many eyes it finds in the upper half, enlarged to what eye cascades are made for."""
    edge = round(len(face) * (1 - 1 / (2 * AROUND)) / 2)
    upper = face[edge : len(face) // 2 + edge // 2, edge:-edge]
    large = cv2.resize(upper, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    return len(cascade.detectMultiScale(large, STEP, 2, minSize=(20, 20), maxSize=(60, 60)))
