"""The cascades against labelled pictures, and pictures of nobody."""

import csv
import os
from pathlib import Path

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

from analytics.vision.haar import HaarDetector  # noqa: E402
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


def stills():
    if not LABELS.exists():
        return []
    with LABELS.open(newline="") as lines:
        return [(row["file"], row["label_by_eye"]) for row in csv.DictReader(lines)]


@needs_faces
def test_heads_count_as_they_were_labelled(detector):
    found = {
        name: (label, frame_state(detector.states(cv2.imread(str(LABELS.parent / name)))))
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
def test_nobody_is_seen_where_nobody_is(detector):
    assert detector.states(cv2.imread(str(FACES / "coffee.png"))) == []
    assert detector.states(cv2.imread(str(LABELS.parent / "bottle-detection_f00.png"))) == []


def test_a_frame_of_any_size_and_of_one_colour_shows_nobody(detector):
    import numpy as np

    for height, width in ((1, 1), (30, 40), (480, 640), (37, 900)):
        assert detector.states(np.full((height, width, 3), 127, np.uint8)) == []
