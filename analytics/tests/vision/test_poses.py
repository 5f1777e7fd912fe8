"""What the finds of a face count as: turned to the camera, away, tilted, or too little to say."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analytics.vision.poses import FEWEST, FEWEST_FRONTAL, Pose
from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL, STATES


@pytest.mark.parametrize(
    ("pose", "state"),
    [
        (Pose(60, 8, eyes=1), FOCUSED),
        (Pose(60, 40, eyes=2), FOCUSED),  # exactly the line
        (Pose(59, 41, eyes=2), NEUTRAL),
        (Pose(50, 50, eyes=2), NEUTRAL),
        (Pose(49, 51, eyes=2), DISTRACTED),
        (Pose(1, 30), DISTRACTED),
        (Pose(60, 8, roll=30, eyes=2), NEUTRAL),
        (Pose(60, 8, eyes=0), NEUTRAL),
        (Pose(60, 8, eyes=2, symmetry=68), FOCUSED),
        (Pose(60, 8, eyes=2, symmetry=67), NEUTRAL),
        (Pose(59, 41, symmetry=67), DISTRACTED),
    ],
)
def test_a_head_counts_as_it_is_turned(pose, state):
    assert pose.state == state


def test_a_handful_of_finds_is_no_face():
    assert not Pose(FEWEST - 1, 0).is_face
    assert Pose(FEWEST - 6, 6).is_face


def test_a_frontal_face_is_found_far_more_often_than_a_piece_of_cloth():
    assert not Pose(FEWEST_FRONTAL - 1, 0).is_face
    assert not Pose(FEWEST - 1, 1).is_face
    assert not Pose(FEWEST_FRONTAL - 4, 2).is_face
    assert Pose(FEWEST_FRONTAL, 0).is_face
    assert Pose(0, FEWEST).is_face


@pytest.mark.parametrize(
    ("pose", "between"),
    [
        (Pose(60, 40), False),
        (Pose(59, 41), True),
        (Pose(25, 75), True),
        (Pose(24, 76), False),
    ],
)
def test_a_head_between_is_neither_frontal_nor_seen_from_the_side(pose, between):
    assert pose.is_between is between


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.integers(0, 500),
    some.integers(0, 500),
    some.integers(-40, 40),
    some.integers(0, 3),
    some.integers(-99, 100),
)
def test_turning_further_never_makes_a_head_more_focused(frontal, profile, roll, eyes, alike):
    order = {DISTRACTED: 0, NEUTRAL: 1, FOCUSED: 2}
    before = Pose(frontal, profile, roll, eyes, alike)
    after = Pose(frontal, profile + 1, roll, eyes, alike)
    askew = Pose(frontal, profile, roll, eyes, alike - 1)
    assert before.state in STATES
    assert order[askew.state] <= order[before.state]
    if frontal + profile:
        assert order[after.state] <= order[before.state]
