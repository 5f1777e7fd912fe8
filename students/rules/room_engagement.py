"""Engagement of a room: what one frame counts as, and what the frames of a minute come to."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

FOCUSED = "focused"
NEUTRAL = "neutral"
DISTRACTED = "distracted"
STATES = (FOCUSED, NEUTRAL, DISTRACTED)


def frame_state(faces: Iterable[str]) -> str | None:
    """The state that most faces of a frame are in; of a tie neutral, of no face None."""
    ranked = Counter(faces).most_common(2)
    if not ranked:
        return None
    tied = len(ranked) == 2 and ranked[0][1] == ranked[1][1]
    return NEUTRAL if tied else ranked[0][0]


@dataclass(frozen=True)
class Minute:
    """The frames of one minute of a session, counted; nothing of whom they showed.

    `number` counts from 0 at the start of the session; `faces` sums the faces over the frames.
    """

    number: int
    faces: int = 0
    focused: int = 0
    neutral: int = 0
    distracted: int = 0
    faceless: int = 0

    @property
    def with_faces(self) -> int:
        """Frames with at least one face."""
        return self.focused + self.neutral + self.distracted

    @property
    def frames(self) -> int:
        """All frames that were looked at."""
        return self.with_faces + self.faceless


def engagement(minutes: Iterable[Minute]) -> Fraction | None:
    """Focused frames ÷ frames with at least one face × 100, exact; None where no frame had one."""
    counted = list(minutes)
    with_faces = sum(minute.with_faces for minute in counted)
    if not with_faces:
        return None
    return Fraction(100 * sum(minute.focused for minute in counted), with_faces)
