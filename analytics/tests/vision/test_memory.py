"""Heads from one frame to the next: known, changed, lost, or of another scene."""

import pytest

cv2 = pytest.importorskip("cv2", reason="requirements/vision.txt is not installed")

import numpy as np  # noqa: E402

from analytics.vision.memory import Memory  # noqa: E402
from analytics.vision.poses import Pose  # noqa: E402
from analytics.vision.search import Place  # noqa: E402

FACE, NONE = Pose(frontal=40, profile=0, eyes=1), Pose(frontal=0, profile=0)
HERE, THERE = Place(100, 100, 60), Place(300, 100, 60)


class Room:
    """A frame after the other, with what is found in each and how each place is judged."""

    def __init__(self):
        self.memory, self.judged, self.searched = Memory(), [], []

    def look(self, grey, found=(), pose=FACE):
        self.judged.clear()
        return self.memory.poses(
            grey,
            lambda rest, ways: self.searched.append((rest.copy(), list(ways))) or list(found),
            lambda _grey, place: self.judged.append(place) or pose,
        )


def frame(shade=90, at=HERE):
    grey = np.full((240, 400), 128, np.uint8)
    cv2.circle(grey, (at.x, at.y), 30, shade, cv2.FILLED)
    return grey


def test_a_head_that_looks_as_it_did_is_neither_looked_for_nor_judged_again():
    room = Room()
    assert room.look(frame(), [HERE]) == [FACE]
    assert room.look(frame()) == [FACE]
    assert room.judged == []
    painted, _ways = room.searched[-1]
    assert (painted[75:125, 75:125] == 128).all()


def test_a_head_that_has_changed_is_judged_anew():
    room = Room()
    room.look(frame(), [HERE])
    away = Pose(frontal=2, profile=30)
    assert room.look(frame(shade=110), [HERE], away) == [away]


def test_a_head_that_changes_slowly_is_judged_anew_as_soon_as_it_has_changed_enough():
    room = Room()
    room.look(frame(), [HERE])
    judged = [bool(room.look(frame(shade), [HERE]) and room.judged) for shade in range(92, 112, 2)]
    assert True in judged
    assert False in judged


def test_a_head_that_is_lost_is_judged_where_it_was_and_stays_while_it_is_a_face():
    room = Room()
    room.look(frame(), [HERE])
    assert room.look(frame(shade=110), []) == [FACE]
    assert room.judged == [HERE]
    assert room.look(frame(shade=60), [], NONE) == []
    assert room.look(frame(shade=60), [], FACE) == []


@pytest.mark.parametrize("aside", [(106, 104), (92, 100), (100, 91)])
def test_a_head_that_moves_a_little_is_followed_and_not_judged_again(aside):
    room, now = Room(), Place(*aside, 60)
    room.look(frame(), [HERE])
    assert room.look(frame(at=now)) == [FACE]
    assert room.judged == []
    room.look(frame(at=now))
    painted, _ways = room.searched[-1]
    assert (painted[now.y - 25 : now.y + 25, now.x - 25 : now.x + 25] == 128).all()


def test_a_neutral_head_that_moves_is_judged_again():
    room, now, neutral = Room(), Place(106, 104, 60), Pose(frontal=40, profile=0)
    room.look(frame(), [HERE], neutral)
    assert room.look(frame(at=now), [now]) == [FACE]


def test_a_head_that_moves_and_changes_is_judged_anew():
    room, now = Room(), Place(106, 104, 60)
    room.look(frame(), [HERE])
    away = Pose(frontal=2, profile=30)
    assert room.look(frame(shade=105, at=now), [now], away) == [away]


def test_a_head_that_moved_is_counted_once():
    room, aside = Room(), Place(150, 100, 60)
    room.look(frame(), [HERE])
    assert room.look(frame(at=aside), [aside]) == [FACE]
    assert room.judged == [aside]


@pytest.mark.parametrize("other", [np.zeros((240, 400), np.uint8), frame()[:200, :300]])
def test_of_another_scene_or_size_nothing_is_known(other):
    room = Room()
    room.look(frame(), [HERE])
    assert room.look(other) == []
    assert room.judged == []


def test_the_first_frame_is_searched_in_every_way_and_each_later_one_in_one():
    room = Room()
    for _ in range(5):
        room.look(frame())
    ways = [said for _rest, said in room.searched]
    assert ways == [["left", "right", "tilted"], ["left"], ["right"], ["tilted"], ["left"]]


def test_a_head_that_is_lost_is_looked_for_in_every_way_at_once_and_in_the_next_frame():
    room = Room()
    room.look(frame(), [HERE])
    room.look(frame(shade=60), [], NONE)
    room.look(frame(shade=60))
    room.look(frame(shade=60))
    ways = [said for _rest, said in room.searched[1:]]
    assert ways == [["left"], ["right", "tilted"], ["left", "right", "tilted"], ["right"]]


def test_a_lost_head_that_is_found_another_way_counts_in_the_same_frame():
    room, aside = Room(), Place(250, 100, 60)
    room.look(frame(), [HERE])
    there = {("right", "tilted"): [aside]}
    found = room.memory.poses(
        frame(shade=60),
        lambda _rest, ways: there.get(tuple(ways), []),
        lambda _grey, place: FACE if place == aside else NONE,
    )
    assert found == [FACE]


def test_a_head_at_the_edge_of_the_frame_has_a_look_as_well():
    room, edge = Room(), Place(2, 238, 60)
    room.look(frame(at=edge), [edge])
    assert room.look(frame(at=edge)) == [FACE]
    assert room.judged == []
