"""How a head is turned, as far as cascades tell it, and what that counts as.

A cascade finds a face many times over, in neighbouring places and sizes; how many times says how
much a face it is to it. The frontal cascades alone fire on most turned heads, so they are weighed
against the profile cascade looking both ways: of all the finds of a face that is turned to the
camera nearly all are frontal, of one that looks aside few. The share falls as the head turns, in
some people late: so a face that is unlike its mirror image counts one step further away.

What it cannot tell: where the eyes look in a head that is turned to the camera, whether somebody
listens with the head down over a notebook, or sleeps upright. It measures turned heads, no more.
"""

from dataclasses import dataclass

from students.rules.room_engagement import DISTRACTED, FOCUSED, NEUTRAL

# Lines by which it is told; how they were found, and how much they err on people who were left out
# when they were: benchmarks/vision_persons.py.
FRONTAL_FROM = 60  # of all finds at one face, in percent, how many have to be frontal
TURNED_BELOW = 50
SYMMETRIC_FROM = 68  # percent of likeness to the mirror image
# A head that leans is found less often than one that is straight, and by frontal cascades first:
# from so many frontal finds on it is held straight before it is judged.
LEANING_FROM = 25
TILTED_FROM = 25  # degrees
# Fewer finds than this are no face: a pattern in a curtain is found a handful of times. A frontal
# face is found some sixty times; so few finds are a piece of hair or cloth.
FEWEST, FEWEST_FRONTAL = 8, 16


@dataclass(frozen=True)
class Pose:
    """Finds of one face: by the two frontal cascades, and by the profile one to either side.

    `roll`: degrees by which it had to be turned to stand upright; `eyes`: found in it; `symmetry`:
    percent of likeness to its mirror image.
    """

    frontal: int
    profile: int
    roll: int = 0
    eyes: int = 0
    symmetry: int = 100

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
    def is_symmetric(self) -> bool:
        """Whether both halves are alike, as those of a face that is turned to the camera are."""
        return self.symmetry >= SYMMETRIC_FROM

    @property
    def is_away(self) -> bool:
        """Whether too few finds are frontal for it to be anything but turned away."""
        return 100 * self.frontal < TURNED_BELOW * self.finds

    @property
    def state(self) -> str:
        """Focused where the head is turned to the camera, distracted where it is turned away.

        Neutral in between, where finds and mirror image tell different things, of a head that is
        tilted, and where no eye is found in a frontal face: that is too little to say either.
        """
        if self.is_away or not (self.is_frontal or self.is_symmetric):
            return DISTRACTED
        if not self.is_frontal or not self.is_symmetric:
            return NEUTRAL
        return NEUTRAL if abs(self.roll) >= TILTED_FROM or not self.eyes else FOCUSED
