"""How a head is turned, as far as cascades tell it, and what that counts as.

A cascade finds a face many times over, in neighbouring places and sizes; how many times says how
much a face it is to it. The frontal cascades alone fire on most turned heads, so they are weighed
against the profile cascade looking both ways: of all the finds of a face that is turned to the
camera nearly all are frontal, of one that looks aside few. The share between is steady and falls
as the head turns.

What it cannot tell: where the eyes look in a head that is turned to the camera, whether somebody
listens with the head down over a notebook, or sleeps upright. It measures turned heads, no more.
"""

from dataclasses import dataclass

from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL

# Of all finds at one face, in percent, how many have to be frontal; see benchmarks/vision.py.
FRONTAL_FROM = 64
TURNED_BELOW = 58
# A head that leans is found less often than one that is straight, and by frontal cascades first:
# from so many frontal finds on it is held straight before it is judged.
LEANING_FROM = 25
TILTED_FROM = 25  # degrees
# Fewer finds than this are no face: a pattern in a curtain is found a handful of times. A frontal
# face is found more than a hundred times; so few finds are a piece of hair or cloth.
FEWEST, FEWEST_FRONTAL = 24, 48


@dataclass(frozen=True)
class Pose:
    """Finds of one face: by the two frontal cascades, and by the profile one to either side.

    `roll`: degrees by which it had to be turned to stand upright; `eyes`: found in it.
    """

    frontal: int
    profile: int
    roll: int = 0
    eyes: int = 0

    @property
    def finds(self) -> int:
        """All of them."""
        return self.frontal + self.profile

    @property
    def is_face(self) -> bool:
        """Whether it was found often enough to be one."""
        return self.finds >= (FEWEST_FRONTAL if self.is_frontal else FEWEST)

    @property
    def is_between(self) -> bool:
        """Whether it is neither a face turned to the camera nor one seen from the side."""
        return LEANING_FROM * self.finds <= 100 * self.frontal and not self.is_frontal

    @property
    def is_frontal(self) -> bool:
        """Whether nearly all finds are frontal."""
        return 100 * self.frontal >= FRONTAL_FROM * self.finds

    @property
    def state(self) -> str:
        """Focused where the head is turned to the camera, distracted where it is turned away.

        Neutral in between, of a head that is tilted, and where no eye is found in a frontal face:
        that is too little to say either.
        """
        if 100 * self.frontal < TURNED_BELOW * self.finds:
            return DISTRACTED
        if not self.is_frontal or abs(self.roll) >= TILTED_FROM or not self.eyes:
            return NEUTRAL
        return FOCUSED
