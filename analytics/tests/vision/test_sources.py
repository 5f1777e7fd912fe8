"""Videos as they come: whole, cut off, empty, none at all."""

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

from analytics.tests.vision.videos import video  # noqa: E402
from analytics.vision.detectors import VisionError  # noqa: E402
from analytics.vision.sources import Source  # noqa: E402


def times(path, every_ms):
    with Source(str(path)) as source:
        return [seen.at for seen in source.frames(every_ms)]


def test_one_frame_is_given_of_every_span(tmp_path):
    path = video(tmp_path / "room.avi")  # 30 frames at 10 a second
    assert times(path, 1000) == [0, 1000, 2000]
    assert times(path, 500) == [0, 500, 1000, 1500, 2000, 2500]
    assert len(times(path, 1)) == 30


@pytest.mark.parametrize(
    ("turn", "bright"), [(0, "above"), (90, "right"), (180, "below"), (270, "left")]
)
def test_a_picture_is_turned_upright(tmp_path, turn, bright):
    path = video(tmp_path / "room.avi", seconds=0.1)  # a bright square above on the left

    with Source(str(path), turn=turn) as source:
        (seen,) = source.frames(1000)

    height, width = seen.frame.shape[:2]
    assert (width, height) == ((160, 120) if turn in (0, 180) else (120, 160))
    rows, columns = (seen.frame[:, :, 0] > 150).nonzero()
    middle = columns.mean() / width, rows.mean() / height
    sides = {"left": middle[0], "right": 1 - middle[0], "above": middle[1], "below": 1 - middle[1]}
    corner = {0: "left", 90: "above", 180: "right", 270: "below"}[turn]
    assert sides[bright] < 0.4
    assert sides[corner] < 0.2


def test_a_file_tells_its_length(tmp_path):
    with Source(str(video(tmp_path / "room.avi"))) as source:
        assert (source.kind, source.length) == ("file", 3000)


def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path):
    path = video(tmp_path / "room.avi")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 0 < len(times(path, 1)) < 30


@pytest.mark.parametrize("content", [b"roll_no,marks\nA1,5\n", b"\x00" * 5000])
def test_what_is_no_video_is_said_to_be_none(tmp_path, content):
    path = tmp_path / "room.mp4"
    path.write_bytes(content)
    with pytest.raises(VisionError, match="cannot be read as a video"):
        times(path, 1000)


def test_what_is_not_there_is_named_by_what_may_be(tmp_path):
    with pytest.raises(VisionError, match="There is no such file"):
        times(tmp_path / "none.mp4", 1000)
    with pytest.raises(VisionError, match="That is a folder"):
        times(tmp_path, 1000)
    with pytest.raises(VisionError, match="Camera 97 does not answer"):
        times("97", 1000)
    with pytest.raises(VisionError, match="The stream cannot be opened"):
        times("rtsp://127.0.0.1:9/room", 1000)


class Stuttering:
    """A video of ten frames a second in which single frames cannot be reached, far apart."""

    def __init__(self, grabs):
        self.grabs = iter(grabs)

    def get(self, _name):
        return 10.0

    def grab(self):
        return next(self.grabs, False)

    def retrieve(self):
        import numpy as np

        return True, np.zeros((4, 4, 3), np.uint8)


def test_single_frames_that_are_dropped_do_not_end_a_file(tmp_path):
    source = Source(str(video(tmp_path / "room.avi")))
    source._capture = Stuttering([True, False, True, True, False, *[True] * 20])
    assert [seen.at for seen in source.frames(1000)] == [0, 1000, 2000]


def test_an_empty_file_and_a_picture_are_said_to_be_that(tmp_path):
    (tmp_path / "room.mp4").write_bytes(b"")
    with pytest.raises(VisionError, match="The file is empty"):
        times(tmp_path / "room.mp4", 1000)
    (tmp_path / "room.JPG").write_bytes(b"x")
    with pytest.raises(VisionError, match="That is a picture"):
        times(tmp_path / "room.JPG", 1000)


def test_what_is_broken_in_the_middle_of_a_file_is_passed_over(tmp_path):
    path = video(tmp_path / "room.avi")
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 800] = b"\xff" * 800
    path.write_bytes(content)
    assert max(times(path, 500)) >= 2500


@pytest.mark.parametrize(
    ("name", "code"), [("a.mp4", "mp4v"), ("a.avi", "XVID"), ("a.webm", "VP80")]
)
def test_usual_formats_are_read_with_their_times(tmp_path, name, code):
    assert times(video(tmp_path / name, code=code), 1000) == [0, 1000, 2000]
