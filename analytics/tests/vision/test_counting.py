"""Frames are counted into minutes, none lost and none twice."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from analytics.vision.counting import minutes
from students.rules.room_engagement import STATES, Minute, engagement

ROOMS = some.lists(
    some.tuples(some.integers(0, 600_000), some.lists(some.sampled_from(STATES), max_size=4)),
    max_size=40,
).map(lambda frames: sorted(frames, key=lambda one: one[0]))


def test_a_minute_is_told_when_the_next_begins_and_the_last_at_the_end():
    given_out = []

    def frames():
        yield 0, ["focused", "focused", "distracted"]
        yield 59_999, []
        assert given_out == []
        yield 60_000, ["focused", "distracted"]
        assert given_out == [Minute(0, faces=3, focused=1, faceless=1)]
        yield 185_000, ["distracted"]

    for minute in minutes(frames()):
        given_out.append(minute)

    assert given_out[1:] == [Minute(1, faces=2, neutral=1), Minute(3, faces=1, distracted=1)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROOMS)
def test_every_frame_and_every_face_is_counted_once(frames):
    found = list(minutes(frames))
    assert sum(one.frames for one in found) == len(frames)
    assert sum(one.faces for one in found) == sum(len(faces) for _, faces in frames)
    assert sum(one.faceless for one in found) == sum(not faces for _, faces in frames)
    assert [one.number for one in found] == sorted({at // 60_000 for at, _ in frames})
    share = engagement(found)
    assert share is None or 0 <= share <= 100
