"""The port to whatever finds faces: a frame in, the state of each face out.

Nothing outlives the session, and of a frame no more than the heads until the next one.
"""

from typing import Protocol

import numpy as np

Frame = np.ndarray  # height × width × 3, blue, green, red


class VisionError(Exception):
    """Nothing can be measured; the message is a sentence for whoever asked."""


class Detector(Protocol):
    """Finds faces; `name` says by what, with the version."""

    name: str

    def states(self, frame: Frame) -> list[str]:
        """The state of each face of a frame, as `students.rules.room_engagement` names them."""
        ...
