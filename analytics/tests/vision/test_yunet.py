"""The operator's model: what its points say, and files that hold none."""

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

import numpy as np  # noqa: E402

from analytics.vision.detectors import VisionError  # noqa: E402
from analytics.vision.yunet import YuNetDetector, state_of  # noqa: E402
from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL  # noqa: E402


@pytest.mark.parametrize(
    ("points", "state"),
    [
        ([(10, 20), (30, 20), (20, 30)], FOCUSED),
        ([(10, 20), (30, 20), (25, 30)], NEUTRAL),
        ([(10, 20), (30, 20), (27, 30)], DISTRACTED),
        ([(10, 20), (28, 30), (14, 34)], NEUTRAL),  # leans by 29 degrees
        ([(10, 20), (10, 20), (10, 30)], DISTRACTED),
    ],
)
def test_the_nose_between_the_eyes_tells_how_a_head_is_turned(points, state):
    assert state_of(np.array(points, np.float32)) == state


def test_what_is_no_model_is_said_to_be_none(tmp_path):
    with pytest.raises(VisionError, match="There is no model file of this name"):
        YuNetDetector(tmp_path / "none.onnx")
    (tmp_path / "words.onnx").write_text("not a model")
    with pytest.raises(VisionError, match="none that OpenCV can read"):
        YuNetDetector(tmp_path / "words.onnx")


def test_a_model_that_finds_no_faces_is_said_to_be_that(tmp_path):
    (tmp_path / "other.onnx").write_bytes(model_that_gives_back_what_it_gets())
    with pytest.raises(VisionError, match="none that finds faces"):
        YuNetDetector(tmp_path / "other.onnx")


def model_that_gives_back_what_it_gets() -> bytes:
    """An ONNX model of one node, Identity, written out field by field."""

    def field(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2, len(content)]) + content

    def whole(number: int, value: int) -> bytes:
        return bytes([number << 3, value])

    sizes = b"".join(field(1, whole(1, size)) for size in (1, 3, 32, 32))
    kind = field(2, field(1, whole(1, 1) + field(2, sizes)))
    node = field(1, b"x") + field(2, b"y") + field(4, b"Identity")
    graph = field(1, node) + field(2, b"g")
    graph += field(11, field(1, b"x") + kind) + field(12, field(1, b"y") + kind)
    return whole(1, 7) + field(7, graph) + field(8, whole(2, 13))
