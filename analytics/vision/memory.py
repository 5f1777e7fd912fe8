"""Heads of the frame before: those that look as they did, there or close by, are not judged again.

Nothing is kept but where a head was, how it was turned, and a blurred patch of it in memory, until
the next frame. What a head looks like is compared with the frame in which it was judged, so that
slow turns do not go by unseen.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import cycle

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from analytics.vision.poses import Pose
from analytics.vision.search import WAYS, Place, without
from students.rules.room_engagement import NEUTRAL

ACROSS, WHOLE = 12, (32, 24)  # pixels of the patch of a head, and of a whole frame
ALIKE, SAME_SCENE = 5, 25  # shades of 255 by which they may differ, in the mean of all pixels
AROUND = 1.3  # how much of a head the patch shows, in widths of its face
# A head is looked for so many pixels of its patch to each side, in steps of a part of one. Where it
# has moved it has to look more like it did: a head that begins to turn must not pass for one.
REACH, FINE, ALIKE_MOVED = 2, 4, 3
ASTRAY = 1.5  # widths within which a head that is lost may be one that was found


@dataclass(frozen=True)
class Head:
    """Where one was found, how it was turned, and how it looked then."""

    place: Place
    pose: Pose
    patch: np.ndarray

    def is_in(self, grey: np.ndarray) -> bool:
        """Whether it looks in this frame as it did when it was judged."""
        return _apart(self.patch, _patch(grey, self.place)) <= ALIKE

    def followed(self, grey: np.ndarray) -> "Head | None":
        """The same where it is now, if it is there or near by and has not turned.

        Where too little was seen to say how it is turned it is judged again as soon as it moves.
        """
        if self.is_in(grey):
            return self
        if self.pose.state == NEUTRAL:
            return None
        apart, x, y = self._nearest(grey)
        return replace(self, place=replace(self.place, x=x, y=y)) if apart <= ALIKE_MOVED else None

    def _nearest(self, grey: np.ndarray) -> tuple[float, float, float]:
        """Where around its place it looks most as it did: by how many shades not, and x and y."""
        cell = AROUND * self.place.width / ACROSS / FINE
        wide = (ACROSS + 2 * REACH) * FINE
        side = max(round(wide * cell), 1)
        cut = cv2.getRectSubPix(grey, (side, side), (self.place.x, self.place.y))
        blurred = cv2.blur(
            cv2.resize(cut, (wide, wide), interpolation=cv2.INTER_AREA), (FINE, FINE)
        )
        span, still = (ACROSS - 1) * FINE + 1, REACH * FINE + FINE // 2
        shown = sliding_window_view(blurred, (span, span))[..., ::FINE, ::FINE].astype(np.int16)
        apart = np.abs(shown - self.patch).mean((2, 3))
        down, right = np.unravel_index(apart.argmin(), apart.shape)
        x, y = self.place.x + (right - still) * cell, self.place.y + (down - still) * cell
        return float(apart.min()), x, y


class Memory:
    """The heads of one frame, for the next one."""

    def __init__(self):
        self._heads: list[Head] = []
        self._whole: np.ndarray | None = None
        self._shape: tuple[int, ...] = ()
        self._turns = cycle(WAYS)
        self._has_lost_one = False

    def poses(
        self,
        grey: np.ndarray,
        search: Callable[[np.ndarray, Iterable[str]], list[Place]],
        judge: Callable[[np.ndarray, Place], Pose],
    ) -> list[Pose]:
        """Of each head in a frame: as known, else searched for and judged.

        A head that was there and is no longer found is judged where it was: turned heads are found
        less often than they are told to be faces. If it is not there either, it is looked for in
        all ways, in this frame and in the next.
        """

        def found_in(ways: Iterable[str], known: list[Head]) -> list[Head]:
            there = search(without(grey, [head.place for head in known]), ways)
            new = [place for place in there if not any(place.is_at(one.place) for one in known)]
            return [head for place in new for head in self._judged(grey, place, judge)]

        is_new = self._is_new(grey)
        before = [] if is_new else self._heads
        heads = [now for head in before if (now := head.followed(grey))]
        ways = WAYS if is_new or self._has_lost_one else (next(self._turns),)
        heads += found_in(ways, heads)
        for head in _missing(before, heads):
            heads += self._judged(grey, head.place, judge)
        self._has_lost_one = bool(_missing(before, heads))
        if self._has_lost_one and ways != WAYS:
            heads += found_in([way for way in WAYS if way not in ways], heads)
        self._heads = heads
        return [head.pose for head in heads]

    def _is_new(self, grey: np.ndarray) -> bool:
        """Whether this frame shows something else altogether than the one before."""
        whole, shape = self._whole, self._shape
        self._whole = cv2.resize(grey, WHOLE, interpolation=cv2.INTER_AREA)
        self._shape = grey.shape
        return shape != grey.shape or _apart(whole, self._whole) > SAME_SCENE

    def _judged(self, grey: np.ndarray, place: Place, judge) -> list[Head]:
        pose = judge(grey, place)
        return [Head(place, pose, _patch(grey, place))] if pose.is_face else []


def _missing(before: list[Head], heads: list[Head]) -> list[Head]:
    """Those of the frame before near which there is none now."""
    return [
        head for head in before if not any(head.place.is_at(other.place, ASTRAY) for other in heads)
    ]


def _patch(grey: np.ndarray, place: Place) -> np.ndarray:
    """The head, ACROSS pixels wide."""
    side = max(round(AROUND * place.width), 1)
    cut = cv2.getRectSubPix(grey, (side, side), (place.x, place.y))
    return cv2.resize(cut, (ACROSS, ACROSS), interpolation=cv2.INTER_AREA)


def _apart(one: np.ndarray, other: np.ndarray) -> float:
    """Mean of the differences, in shades."""
    return float(cv2.absdiff(one, other).mean())
