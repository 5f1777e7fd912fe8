"""Faces by the Haar cascades that come with OpenCV: frontal, profile to either side, eyes."""

from collections.abc import Iterable
from dataclasses import replace

import cv2
import numpy as np
from django.utils.translation import gettext as _

from analytics.vision.detectors import Frame, VisionError
from analytics.vision.memory import Memory
from analytics.vision.poses import SYMMETRIC_FROM, Pose
from analytics.vision.search import Place, places
from analytics.vision.symmetry import symmetry

FRONTAL = ("frontalface_alt2", "frontalface_default")
PROFILE, EYES = "profileface", ("eye", "eye_tree_eyeglasses")
LEANS = (-15, 15)  # by which a face that was found is turned, too, to hold it straight
SIDE, AROUND = 40, 0.85  # pixels of a face to be judged; half of what is looked at, in faces
ONE_EYE = 0.7  # of the width of a face, in which one is
SIDES = (30, 52)  # pixels from the smallest to the largest find of it
STEP, EYE_STEP = 1.1, 1.2  # from one size looked for to the next


class HaarDetector:
    """Looks for faces in a small copy of the frame, then judges each at one size.

    For the frames of one camera, in their order: `memory` is of the frame before.
    """

    def __init__(self):
        if not hasattr(cv2, "CascadeClassifier"):
            words = _("OpenCV %(version)s has no cascades; install one of 4.14 or later, below 5.")
            raise VisionError(words % {"version": cv2.__version__})
        self.name = f"Haar cascades, OpenCV {cv2.__version__}"
        self._frontal = [_cascade(name) for name in FRONTAL]
        self._profile = _cascade(PROFILE)
        self._eyes = [_cascade(name) for name in EYES]
        self.memory = Memory()

    def states(self, frame: Frame) -> list[str]:
        """The state of each face of a frame."""
        return [pose.state for pose in self.poses(frame)]

    def poses(self, frame: Frame) -> list[Pose]:
        """How each face of a frame is turned."""
        grey = _clear(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY))
        return self.memory.poses(grey, self._places, self._pose)

    def _places(self, grey: np.ndarray, ways: Iterable[str]) -> list[Place]:
        return places(self._frontal[1], self._profile, grey, ways)

    def _pose(self, grey: np.ndarray, place: Place) -> Pose:
        """Of a face as it was found; where that says little, as it is when held straight."""
        face = _cut_out(grey, place)
        pose = Pose(self._frontal_finds(face), self._profile_finds(face), place.roll)
        if pose.is_between or not pose.is_face:
            pose, face = self._held_straight(pose, face, grey, place)
        return self._with_eyes(pose, face) if pose.is_face and not pose.is_away else pose

    def _held_straight(self, pose: Pose, face, grey, place: Place) -> tuple[Pose, np.ndarray]:
        """The lean at which most frontal finds are made, if it is more symmetric there.

        A head that grows no more like its mirror image is turned, and does not lean.
        """
        upright = symmetry(face)
        for lean in LEANS:
            held = _cut_out(grey, replace(place, roll=place.roll + lean))
            finds = self._frontal_finds(held)
            if finds > pose.frontal and symmetry(held) > upright:
                face, pose = held, Pose(finds, pose.profile, place.roll + lean)
        if pose.roll != place.roll:
            pose = replace(pose, profile=self._profile_finds(face))
        return pose, face

    def _frontal_finds(self, face: np.ndarray) -> int:
        return sum(_finds(cascade, face) for cascade in self._frontal)

    def _profile_finds(self, face: np.ndarray) -> int:
        return _finds(self._profile, face) + _finds(self._profile, cv2.flip(face, 1))

    def _with_eyes(self, pose: Pose, face: np.ndarray) -> Pose:
        """With its symmetry, and its eyes where they decide: in a face turned to the camera."""
        pose = replace(pose, symmetry=symmetry(face, enough=SYMMETRIC_FROM))
        if not pose.is_frontal or not pose.is_symmetric:
            return pose
        return replace(pose, eyes=int(any(_sees_eyes(one, face) for one in self._eyes)))


def _clear(grey: np.ndarray) -> np.ndarray:
    """A frame from black to white: cascades pass over what is of one shade, as a dim room is.

    Stretched alike everywhere; an equalised histogram makes turned faces frontal ones and back.
    """
    dark, light = np.percentile(grey[::4, ::4], (1, 99))
    wide = 255 / max(light - dark, 1)
    return cv2.convertScaleAbs(cv2.max(grey, dark), alpha=wide, beta=-dark * wide)


def _cascade(name: str) -> "cv2.CascadeClassifier":
    return cv2.CascadeClassifier(f"{cv2.data.haarcascades}haarcascade_{name}.xml")


def _cut_out(grey: np.ndarray, place: Place) -> np.ndarray:
    """A face and what is around it, upright and SIDE pixels wide."""
    side = round(2 * AROUND * SIDE)
    matrix = cv2.getRotationMatrix2D((place.x, place.y), place.roll, SIDE / place.width)
    matrix[:, 2] += side / 2 - np.array((place.x, place.y))
    look = cv2.INTER_AREA if place.width > SIDE else cv2.INTER_LINEAR
    return cv2.warpAffine(grey, matrix, (side, side), flags=look, borderMode=cv2.BORDER_REPLICATE)


def _finds(cascade, face: np.ndarray) -> int:
    """How often a cascade finds the face that was cut out."""
    least, most = SIDES
    _boxes, finds = cascade.detectMultiScale2(
        face, STEP, 1, minSize=(least, least), maxSize=(most, most)
    )
    return int(max(finds, default=0))


def _sees_eyes(cascade, face: np.ndarray) -> bool:
    """Whether it finds one in the upper half, enlarged to what eye cascades are made for."""
    edge = round(len(face) * (1 - 1 / (2 * AROUND)) / 2)
    upper = face[edge : len(face) // 2 + edge // 2, edge:-edge]
    large = cv2.resize(upper, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    wide = round(large.shape[1] * ONE_EYE)
    return any(
        len(cascade.detectMultiScale(side, EYE_STEP, 2, minSize=(20, 20), maxSize=(60, 60)))
        for side in (large[:, :wide], large[:, -wide:])
    )
