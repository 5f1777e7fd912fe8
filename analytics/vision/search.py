"""Where heads may be in a frame: upright, close by, tilted, or seen from the side alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

import cv2
import numpy as np

# Pixels to which a frame is brought to look for upright faces in it, tilted ones, and profiles.
WIDTH, WIDTH_TILTED, WIDTH_ASIDE = 480, 200, 400
WIDTH_CLOSE, EDGE_CLOSE = 120, 30  # for faces that fill it, with its edges drawn out by so much
SMALLEST, SMALLEST_CLOSE = 24, 40  # pixels of a face there
EDGE = 12  # by which the edges are drawn out, for faces that the frame cuts off
ROLLS = (-30, 30)  # degrees by which a frame is turned to find tilted heads
# Where heads are looked for that are not upright and turned to the camera: looking aside, tilted.
WAYS = LEFT, RIGHT, TILTED = "left", "right", "tilted"
SAME_HEAD = 0.6  # widths of a face within which a second one is none
STEP, CLOSE_STEP = 1.3, 1.15  # from one size looked for to the next


@dataclass(frozen=True)
class Place:
    """Where a face may be: its middle and width in pixels, and the roll it shows in."""

    x: float
    y: float
    width: float
    roll: int = 0

    def is_at(self, other: "Place", within: float = SAME_HEAD) -> bool:
        """Whether both are of one head: apart by less than so many widths of it."""
        apart = hypot(self.x - other.x, self.y - other.y)
        return apart < within * max(self.width, other.width)

    def enlarged(self, times: float) -> "Place":
        """The same in a frame so many times as large."""
        return Place(self.x * times, self.y * times, self.width * times, self.roll)


def places(frontal, profile, grey: np.ndarray, ways: Iterable[str] = WAYS) -> list[Place]:
    """One for each head: upright ones, then tilted ones and those seen from a side, of `ways`.

    What was found is painted over before more is looked for: cascades are slowest on faces.
    """
    found = _apart([*_close(frontal, grey), *_upright(frontal, grey)])
    rest = without(grey, found)
    tilted = _tilted(frontal, rest) if TILTED in ways else ()
    return _apart([*found, *tilted, *_from_the_side(profile, rest, ways)])


def _upright(frontal, grey: np.ndarray) -> Iterator[Place]:
    scale, rest = small(grey, WIDTH)
    for one in _found(frontal, rest, SMALLEST, EDGE):
        yield one.enlarged(1 / scale)


def _close(frontal, grey: np.ndarray) -> Iterator[Place]:
    scale, rest = small(grey, WIDTH_CLOSE)
    for one in _found(frontal, rest, SMALLEST_CLOSE, EDGE_CLOSE, CLOSE_STEP):
        yield one.enlarged(1 / scale)


def _tilted(frontal, grey: np.ndarray) -> Iterator[Place]:
    scale, rest = small(grey, WIDTH_TILTED)
    for roll in ROLLS:
        turned, back = turned_by(rest, roll)
        for one in _found(frontal, turned, SMALLEST):
            x, y = back @ (one.x, one.y, 1)
            yield Place(x, y, one.width, roll).enlarged(1 / scale)


def _from_the_side(profile, grey: np.ndarray, ways: Iterable[str]) -> Iterator[Place]:
    scale, rest = small(grey, WIDTH_ASIDE)
    if LEFT in ways:
        for one in _found(profile, rest, SMALLEST):
            yield one.enlarged(1 / scale)
    if RIGHT in ways:
        for one in _found(profile, cv2.flip(rest, 1), SMALLEST):
            yield Place(rest.shape[1] - one.x, one.y, one.width).enlarged(1 / scale)


def _found(
    cascade, grey: np.ndarray, least: int, edge: int = 0, step: float = STEP
) -> Iterator[Place]:
    """Faces of so many pixels and more, in a picture whose edges are drawn out by so many."""
    wider = cv2.copyMakeBorder(grey, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    for x, y, side, _height in cascade.detectMultiScale(wider, step, 2, minSize=(least, least)):
        yield Place(x + side / 2 - edge, y + side / 2 - edge, side)


def small(grey: np.ndarray, longest: int) -> tuple[float, np.ndarray]:
    """A copy whose longer side is no more than this, and its scale."""
    scale = min(longest / max(grey.shape), 1)
    down, across = (max(scale, 1 / side) for side in grey.shape)
    return scale, cv2.resize(grey, None, fx=across, fy=down, interpolation=cv2.INTER_AREA)


def _apart(found: Iterable[Place]) -> list[Place]:
    """One place for each head, the first that was found."""
    kept: list[Place] = []
    for place in found:
        if not any(place.is_at(other) for other in kept):
            kept.append(place)
    return kept


def without(grey: np.ndarray, found: list[Place]) -> np.ndarray:
    """The frame with these faces painted over."""
    rest = grey.copy()
    for one in found:
        left, top, side = round(one.x - one.width / 2), round(one.y - one.width / 2), one.width
        cv2.rectangle(rest, (left, top, round(side), round(side)), 128, cv2.FILLED)
    return rest


def turned_by(grey: np.ndarray, degrees: int) -> tuple[np.ndarray, np.ndarray]:
    """A frame turned about its middle, its corners kept, and the matrix that leads a point back."""
    height, width = grey.shape
    there = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    room = np.ceil(np.abs(there[:, :2]) @ (width, height)).astype(int)
    there[:, 2] += (room - (width, height)) / 2
    turned = cv2.warpAffine(grey, there, room.tolist())  # black corners cost cascades no time
    return turned, cv2.invertAffineTransform(there)
