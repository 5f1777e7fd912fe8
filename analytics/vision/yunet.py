"""Faces by a YuNet model that the operator supplies: five points of each tell how it is turned."""

from math import atan2, degrees, hypot
from pathlib import Path

import cv2
import numpy as np
from django.utils.translation import gettext as _

from analytics.vision.detectors import Frame, VisionError
from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL

SURE = 0.8  # of 1, below which a find is no face
# How far the tip of the nose may lie off the middle between the eyes, in distances of the eyes.
FRONTAL_WITHIN, TURNED_FROM = 0.18, 0.3
TILTED_FROM = 25  # degrees of the line of the eyes


class YuNetDetector:
    """OpenCV's FaceDetectorYN with a model file such as face_detection_yunet_2023mar.onnx."""

    def __init__(self, model: Path):
        if not model.is_file():
            raise VisionError(_("There is no model file of this name."))
        try:
            self._detector = cv2.FaceDetectorYN.create(str(model), "", (320, 320), SURE)
        except (cv2.error, SystemError) as error:
            raise VisionError(_("The model file is none that OpenCV can read.")) from error
        try:
            self._detector.detect(np.zeros((320, 320, 3), np.uint8))
        except (cv2.error, SystemError) as error:
            raise VisionError(_("The model in this file is none that finds faces.")) from error
        self.name = f"YuNet {model.name[:60]}, OpenCV {cv2.__version__}"

    def states(self, frame: Frame) -> list[str]:
        """The state of each face of a frame."""
        height, width = frame.shape[:2]
        self._detector.setInputSize((width, height))
        _number, faces = self._detector.detect(frame)
        return [] if faces is None else [state_of(face[4:10].reshape(3, 2)) for face in faces]


def state_of(points: np.ndarray) -> str:
    """Of right eye, left eye and tip of the nose (a row each, x and y) what the head counts as."""
    right, left, nose = points[:3]
    along = left - right
    apart = hypot(*along)
    if not apart:
        return DISTRACTED
    off = abs(float(np.dot(nose - (right + left) / 2, along))) / apart**2
    tilt = abs(degrees(atan2(along[1], along[0])))
    if off >= TURNED_FROM:
        return DISTRACTED
    return FOCUSED if off <= FRONTAL_WITHIN and tilt < TILTED_FROM else NEUTRAL
