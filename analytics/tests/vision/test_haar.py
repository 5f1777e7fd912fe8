"""The cascades against labelled pictures, and pictures of nobody."""

import csv
import os
from pathlib import Path

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

from analytics.vision.haar import HaarDetector  # noqa: E402
from analytics.vision.memory import Memory  # noqa: E402
from analytics.vision.search import small, turned_by  # noqa: E402
from students.rules.room_engagement import frame_state  # noqa: E402

FACES = Path(__file__).parents[4] / "shared" / "data" / "faces"
FACES = Path(os.environ.get("PERFDASH_FACES", FACES))
LABELS = FACES / "stills" / "labels.csv"
EXPECTED = {"focused": "focused", "looking_away": "distracted", "tilted": "neutral"}
needs_faces = pytest.mark.skipif(
    not LABELS.exists(), reason="labelled pictures of faces are not kept here"
)


@pytest.fixture(scope="module")
def detector():
    return HaarDetector()


def alone(detector, frame):
    """The states of a picture that follows on no other."""
    detector.memory = Memory()
    return detector.states(frame)


def stills():
    if not LABELS.exists():
        return []
    with LABELS.open(newline="") as lines:
        return [(row["file"], row["label_by_eye"]) for row in csv.DictReader(lines)]


@needs_faces
def test_heads_count_as_they_were_labelled(detector):
    found = {
        name: (label, frame_state(alone(detector, cv2.imread(str(LABELS.parent / name)))))
        for name, label in stills()
        if label in EXPECTED
    }
    assert len(found) == 14
    assert {name: state for name, (_, state) in found.items()} == {
        name: EXPECTED[label] for name, (label, _) in found.items()
    }


@needs_faces
@pytest.mark.parametrize("light", [0.6, 1.3])
def test_other_light_makes_nobody_focused_who_looks_away(detector, light):
    for name, label in stills():
        if label == "looking_away":
            frame = cv2.convertScaleAbs(cv2.imread(str(LABELS.parent / name)), alpha=light)
            assert frame_state(detector.states(frame)) != "focused", name


@needs_faces
@pytest.mark.parametrize("light", [0.45, 0.3])
def test_a_tilted_head_is_found_in_a_dim_room_too(detector, light):
    for name, label in stills():
        if label == "tilted":
            frame = cv2.convertScaleAbs(cv2.imread(str(LABELS.parent / name)), alpha=light)
            assert frame_state(detector.states(frame)) == "neutral", name


def leaning(frame, degrees):
    height, width = frame.shape[:2]
    lean = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(frame, lean, (width, height), borderMode=cv2.BORDER_REPLICATE)


@needs_faces
@pytest.mark.parametrize("degrees", [-12, -8, 8, 12])
def test_a_head_that_leans_a_little_does_not_look_away(detector, degrees):
    for name, label in stills():
        if label == "focused":
            frame = leaning(cv2.imread(str(LABELS.parent / name)), degrees)
            assert frame_state(detector.states(frame)) in ("focused", "neutral"), name


@needs_faces
def test_a_face_that_fills_the_frame_or_is_cut_off_by_it_is_found(detector):
    frame = cv2.imread(str(LABELS.parent / "head-pose-face-detection-female_f08.png"))
    assert detector.states(cv2.resize(frame[72:127, 191:246], (300, 300))) == ["focused"]
    assert detector.states(frame[72:]) == ["focused"]


@needs_faces
def test_a_small_head_from_the_side_is_found(detector):
    for name, label in stills():
        if label == "looking_away":
            small = cv2.resize(cv2.imread(str(LABELS.parent / name)), None, fx=0.5, fy=0.5)
            frame = cv2.copyMakeBorder(small, 0, 135, 120, 120, cv2.BORDER_REPLICATE)
            assert HaarDetector().states(frame) == ["distracted"], name


@needs_faces
def test_of_a_head_from_the_side_no_piece_is_taken_for_a_face(detector):
    frame = leaning(cv2.imread(str(LABELS.parent / "head-pose-face-detection-female_f04.png")), 18)
    assert "focused" not in detector.states(frame)


@pytest.mark.parametrize("degrees", [-30, 30, 40])
def test_a_turned_frame_keeps_its_corners_and_leads_back_to_them(degrees):
    import numpy as np

    frame = np.zeros((120, 200), np.uint8)
    frame[2:8, 190:196] = 255
    turned, back = turned_by(frame, degrees)
    assert (turned > 200).any()
    y, x = (axis.mean() for axis in np.nonzero(turned > 200))
    assert np.allclose(back @ (x, y, 1), (192.5, 4.5), atol=1)


@pytest.mark.parametrize("shape", [(480, 640), (640, 480)])
def test_a_frame_is_searched_as_finely_upright_as_lying(shape):
    import numpy as np

    scale, copy = small(np.zeros(shape, np.uint8), 480)
    assert max(copy.shape) == 480
    assert scale == 0.75


@needs_faces
def test_nobody_is_seen_where_nobody_is(detector):
    assert detector.states(cv2.imread(str(FACES / "coffee.png"))) == []
    assert detector.states(cv2.imread(str(LABELS.parent / "bottle-detection_f00.png"))) == []


def test_a_frame_of_any_size_and_of_one_colour_shows_nobody(detector):
    import numpy as np

    for height, width in ((1, 1), (30, 40), (480, 640), (37, 900), (5000, 1)):
        assert detector.states(np.full((height, width, 3), 127, np.uint8)) == []
