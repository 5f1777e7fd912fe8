"""What does not go as planned: missed examinations, withheld marks, marks not yet in."""

from dataclasses import dataclass
from math import ceil
from random import Random

from students.demo.cohorts import Standing
from students.demo.curriculum import SUBJECTS_AT_ONCE
from students.demo.plans import SMALLEST_SECTION
from students.rules.grading import ABSENT, EXEMPT, MALPRACTICE, PENDING, WITHHELD

# Shares of a class; each touches one of a student's five marks, so that 1–3 % of all marks are
# absent or withheld.
ABSENT_SHARE, PENDING_SHARE = 0.06, 0.04
FEWEST_FOR_MISHAPS = 6
ONLINE = 0  # the place of the subject taken online: who misses its examination had left it
BEST_SPARED = 3  # or the few with the best grade might all be withheld
STUDENTS_PER_WITHHELD, WITHHELD_PER_MALPRACTICE = 60, 8
STUDENTS_PER_EXEMPT, STUDENTS_PER_UNKNOWN_ATTENDANCE = 120, 120
CLASSES_PER_LATE_SUBJECT, LATE_CLASS, LATE_SUBJECT = 8, 5, 2


@dataclass(frozen=True)
class Mishap:
    """The state of one of a student's five marks, by its place."""

    place: int
    state: str


def mishaps(rng: Random, cohort: list[Standing], newest: bool) -> dict[int, Mishap]:
    """The mishaps of a cohort in a term, by the place of the student; one each at most."""
    size = len(cohort)
    if size < FEWEST_FOR_MISHAPS:
        return {}
    weakest_first = sorted(range(size), key=lambda place: cohort[place].level)
    if size < SMALLEST_SECTION:  # those whose grade a mishap does not take out of the picture
        chosen = dict.fromkeys(weakest_first[: ceil(size * ABSENT_SHARE)], ABSENT)
        chosen |= {weakest_first[size // 2]: PENDING} if newest else {}
    else:
        chosen = _drawn(rng, weakest_first, newest)
    places = {student: rng.randrange(SUBJECTS_AT_ONCE) for student in chosen}
    return {
        student: Mishap(ONLINE if state == ABSENT else places[student], state)
        for student, state in chosen.items()
    }


def _drawn(rng: Random, weakest_first: list[int], newest: bool) -> dict[int, str]:
    size = len(weakest_first)
    absent = rng.sample(weakest_first[: size // 2], ceil(size * ABSENT_SHARE))
    rest = [student for student in weakest_first[:-BEST_SPARED] if student not in set(absent)]
    rng.shuffle(rest)
    states = [PENDING] * round(size * PENDING_SHARE) if newest else []
    if rng.random() < size / STUDENTS_PER_WITHHELD:
        states.append(MALPRACTICE if rng.random() * WITHHELD_PER_MALPRACTICE < 1 else WITHHELD)
    if rng.random() < size / STUDENTS_PER_EXEMPT:
        states.append(EXEMPT)
    return dict.fromkeys(absent, ABSENT) | dict(zip(rest, states, strict=False))


def without_attendance(rng: Random, size: int) -> frozenset[int]:
    """The students of a class whose attendance nobody has handed in."""
    known = size < SMALLEST_SECTION or rng.random() > size / STUDENTS_PER_UNKNOWN_ATTENDANCE
    return frozenset() if known else frozenset({rng.randrange(size)})


def is_late(ordinal: int, place: int) -> bool:
    """Whether a class still awaits the latest marks of its subject at this place."""
    return ordinal % CLASSES_PER_LATE_SUBJECT == LATE_CLASS and place == LATE_SUBJECT
