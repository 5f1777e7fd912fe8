"""Frames to minutes: what each frame counts as, added up minute by minute."""

from collections.abc import Iterable, Iterator

from students.rules.room_engagement import Minute, frame_state

SPAN = 60_000  # milliseconds


def minutes(frames: Iterable[tuple[int, list[str]]]) -> Iterator[Minute]:
    """Each minute as soon as a frame of a later one has come, the last one at the end.

    `frames`: milliseconds from the beginning, rising, and the states of the faces. A minute without
    a frame is left out.
    """
    number, counts = None, {}
    for at, faces in frames:
        if number != at // SPAN:
            if number is not None:
                yield Minute(number, **counts)
            number, counts = at // SPAN, {"faces": 0}
        state = frame_state(faces) or "faceless"
        counts[state] = counts.get(state, 0) + 1
        counts["faces"] += len(faces)
    if number is not None:
        yield Minute(number, **counts)
