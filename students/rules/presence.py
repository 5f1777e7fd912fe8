"""Who was in a class: the states of a register, and what they come to.

| state   | held | attended | besides                                                |
|---------|------|----------|--------------------------------------------------------|
| present | 1    | 1        |                                                        |
| late    | 1    | 1        |                                                        |
| absent  | 1    | 0        |                                                        |
| excused | 1    | 0        | an absence with leave: counted as one, named as excused |

Who has no state in a class was not yet, or no longer, on its roll: nothing is counted. A cancelled
class counts for nobody.
"""

from collections.abc import Collection
from dataclasses import dataclass

PRESENT, LATE, ABSENT, EXCUSED = "present", "late", "absent", "excused"
PRESENCES = (PRESENT, LATE, ABSENT, EXCUSED)
ATTENDED = (PRESENT, LATE)
MISSED = (ABSENT, EXCUSED)


@dataclass(frozen=True)
class Tally:
    """Whole classes; attended and excused together are at most held."""

    held: int
    attended: int
    excused: int


def tally(presences: Collection[str]) -> Tally | None:
    """What a student's states in the classes held come to; None without any."""
    if not presences:
        return None
    attended = sum(state in ATTENDED for state in presences)
    excused = sum(state == EXCUSED for state in presences)
    return Tally(len(presences), attended, excused)
