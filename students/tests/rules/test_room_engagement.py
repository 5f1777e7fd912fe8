"""What a frame of a room counts as, and what its minutes come to."""

from fractions import Fraction

import pytest

from students.rules.room_engagement import (
    DISTRACTED,
    FOCUSED,
    NEUTRAL,
    Minute,
    engagement,
    frame_state,
)


@pytest.mark.parametrize(
    ("faces", "state"),
    [
        ([], None),
        ([DISTRACTED], DISTRACTED),
        ([FOCUSED, FOCUSED, DISTRACTED], FOCUSED),
        ([FOCUSED, DISTRACTED], NEUTRAL),
        ([FOCUSED, FOCUSED, NEUTRAL, DISTRACTED], FOCUSED),
        ([NEUTRAL, NEUTRAL, FOCUSED], NEUTRAL),
    ],
)
def test_a_frame_is_as_most_of_its_faces_and_neutral_in_a_tie(faces, state):
    assert frame_state(faces) == state


def test_frames_without_a_face_are_counted_apart():
    minutes = [Minute(0, faces=40, focused=20, neutral=5, distracted=5, faceless=30), Minute(1)]

    assert (minutes[0].with_faces, minutes[0].frames) == (30, 60)
    assert engagement(minutes) == Fraction(200, 3)


def test_a_room_that_showed_no_face_has_no_engagement():
    assert engagement([Minute(0, faceless=60)]) is None
    assert engagement([]) is None
