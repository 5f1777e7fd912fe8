"""What the finds of a face count as: turned to the camera, away, tilted, or too little to say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analytics.vision.poses import FEWEST, FEWEST_FRONTAL, Pose
from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL, STATES


@pytest.mark.parametrize(
    ("pose", "state"),
    [
        (Pose(180, 24, eyes=1), FOCUSED),
        (Pose(64, 36, eyes=2), FOCUSED),  # exactly the line
        (Pose(63, 37, eyes=2), NEUTRAL),
        (Pose(58, 42, eyes=2), NEUTRAL),
        (Pose(57, 43, eyes=2), DISTRACTED),
        (Pose(3, 91), DISTRACTED),
        (Pose(180, 24, roll=30, eyes=2), NEUTRAL),
        (Pose(180, 24, eyes=0), NEUTRAL),
    ],
)
def test_a_head_counts_as_it_is_turned(pose, state):
    assert pose.state == state


def test_a_handful_of_finds_is_no_face():
    assert not Pose(FEWEST - 1, 0).is_face
    assert Pose(FEWEST - 10, 10).is_face


def test_a_frontal_face_is_found_far_more_often_than_a_piece_of_cloth():
    assert not Pose(FEWEST_FRONTAL - 1, 0).is_face
    assert not Pose(22, 2).is_face
    assert Pose(FEWEST_FRONTAL, 0).is_face
    assert Pose(0, FEWEST).is_face


@pytest.mark.parametrize(
    ("pose", "between"),
    [
        (Pose(64, 36), False),
        (Pose(63, 37), True),
        (Pose(25, 75), True),
        (Pose(24, 76), False),
    ],
)
def test_a_head_between_is_neither_frontal_nor_seen_from_the_side(pose, between):
    assert pose.is_between is between


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.integers(0, 500), some.integers(0, 500), some.integers(-40, 40), some.integers(0, 3))
def test_turning_further_never_makes_a_head_more_focused(frontal, profile, roll, eyes):
    order = {DISTRACTED: 0, NEUTRAL: 1, FOCUSED: 2}
    before = Pose(frontal, profile, roll, eyes)
    after = Pose(frontal, profile + 1, roll, eyes)
    assert before.state in STATES
    if frontal + profile:
        assert order[after.state] <= order[before.state]
