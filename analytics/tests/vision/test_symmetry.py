"""A face against its mirror image: drawn ones, lit from one side, leaning, turned."""

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

import numpy as np  # noqa: E402

from analytics.vision.poses import SYMMETRIC_FROM  # noqa: E402
from analytics.vision.symmetry import symmetry  # noqa: E402

SIDE = 68


def drawn(nose: int = 34, far: int = 26) -> np.ndarray:
    """Brows, eyes, a nose and a mouth; `nose` and the eye `far` from it move as a head turns."""
    face = np.full((SIDE, SIDE), 170, np.uint8)
    for eye in (nose - 9, nose - 9 + far - 8):
        cv2.line(face, (eye - 4, 25), (eye + 4, 25), 60, 2)
        cv2.ellipse(face, (eye, 30), (3, 2), 0, 0, 360, 40, -1)
    cv2.line(face, (nose - 3, 39), (nose + 3, 39), 110, 1)
    cv2.line(face, (nose - 7, 46), (nose + 7, 46), 80, 2)
    return face


def leaning(face: np.ndarray, degrees: int) -> np.ndarray:
    matrix = cv2.getRotationMatrix2D(((SIDE - 1) / 2,) * 2, degrees, 1)
    return cv2.warpAffine(face, matrix, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)


def test_a_face_to_the_camera_is_like_its_mirror_image():
    assert symmetry(drawn()) > 90
    assert symmetry(leaning(drawn(), 8)) >= SYMMETRIC_FROM


def test_light_from_one_side_changes_little():
    light = np.linspace(0.4, 1.3, SIDE)[None, :]
    assert symmetry((drawn() * light).clip(0, 255).astype(np.uint8)) >= SYMMETRIC_FROM


def test_a_turned_face_is_less_like_it():
    assert symmetry(drawn(nose=40, far=16)) < symmetry(drawn())


def test_where_there_is_nothing_nothing_is_alike():
    assert symmetry(np.full((SIDE, SIDE), 127, np.uint8)) == -100


def test_the_search_ends_where_it_is_enough():
    assert symmetry(drawn(), enough=50) <= symmetry(drawn())
