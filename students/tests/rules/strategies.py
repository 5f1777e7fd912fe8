"""What Hypothesis draws for the rules: policies, marks, attendance, and the boundaries of each."""

from dataclasses import dataclass

from hypothesis import strategies as st

from students.rules import grading
from students.rules.policy import Policy
from students.rules.risk import Attendance
from students.rules.units import HUNDRED, decimal_text

LETTERS = ("A++", "A+", "A", "B+", "B", "C", "D", "E", "P", "F")
MAXIMA = (1000, 2000, 2500, 3000, 5000, 7000, 7500, 10000, 15000)  # hundredths: out of 10 to 150
HUNDREDTHS = 10_000
HUNDREDTH = HUNDRED // HUNDREDTHS


@dataclass(frozen=True)
class TypedMark:
    """A mark as it is entered: score and maximum in whole hundredths, a score only if present."""

    state: str
    score: int | None
    max_score: int

    @property
    def fact(self) -> grading.MarkFact:
        percent = grading.mark_percent(self.state, self.score, self.max_score)
        return grading.MarkFact(self.state, percent)


hundredths = st.integers(0, HUNDREDTHS)


@st.composite
def definitions(draw) -> dict:
    """A policy's JSON definition: 2 to 10 bands, every threshold with up to two decimals."""
    lines = draw(st.sets(st.integers(1, HUNDREDTHS), min_size=1, max_size=len(LETTERS) - 1))
    lines = [*sorted(lines, reverse=True), 0]
    letters = draw(st.permutations(LETTERS))
    high, medium = _two_thresholds(draw), _two_thresholds(draw)
    return {
        "bands": [
            {"letter": letter, "at_least": decimal_text(line, 2)}
            for letter, line in zip(letters, lines, strict=False)
        ],
        "risk": {
            "high": {"average_below": high[0], "attendance_below": medium[0]},
            "medium": {"average_below": high[1], "attendance_below": medium[1]},
        },
        "pass": {"average_at_least": decimal_text(draw(hundredths), 2)},
        "subject_pass": {"percent_at_least": decimal_text(draw(hundredths), 2)},
    }


policies = definitions().map(Policy.from_definition)


@st.composite
def present_marks(draw) -> TypedMark:
    max_score = draw(st.sampled_from(MAXIMA))
    return TypedMark(grading.PRESENT, draw(st.integers(0, max_score)), max_score)


@st.composite
def scoreless_marks(draw) -> TypedMark:
    states = [state for state in grading.STATES if state != grading.PRESENT]
    return TypedMark(draw(st.sampled_from(states)), None, draw(st.sampled_from(MAXIMA)))


marks = st.one_of(present_marks(), present_marks(), present_marks(), scoreless_marks())
mark_lists = st.lists(marks, max_size=8)


@st.composite
def attendances(draw) -> Attendance | None:
    """Counted classes, a reported percent, or unknown."""
    if draw(st.booleans()):
        held = draw(st.integers(1, 300))
        return Attendance(draw(st.integers(0, held)), held)
    percent = draw(hundredths | st.none())
    return None if percent is None else Attendance(percent, HUNDREDTHS, counted=False)


def boundary_sums(policy: Policy, mark_count: int) -> tuple[int, ...]:
    """Every sum that lies on a line of the policy, one unit below and one above."""
    lines = {*policy.average_thresholds, *policy.subject_thresholds, 0, HUNDRED}
    around = {line * mark_count + step for line in lines for step in (-1, 0, 1)}
    return tuple(sorted(total for total in around if 0 <= total <= HUNDRED * mark_count))


def boundary_attendances(policy: Policy, held: int) -> tuple[Attendance, ...]:
    """The counts next to each attendance line, and the reported percents next to it."""
    found = []
    for line in policy.attendance_thresholds:
        nearest = line * held // HUNDRED
        counts = (nearest - 1, nearest, nearest + 1, nearest + 2)
        found += [Attendance(count, held) for count in counts if 0 <= count <= held]
        percents = (line // HUNDREDTH + step for step in (-1, 0, 1))
        found += [
            Attendance(percent, HUNDREDTHS, counted=False)
            for percent in percents
            if 0 <= percent <= HUNDREDTHS
        ]
    return tuple(found)


@st.composite
def boundary_marks(draw, policy: Policy) -> list[TypedMark]:
    """Marks out of mixed maxima whose average lies on a line of the policy, or as near as can be.

    The last mark takes up what is missing to the line, one unit of its score less or more.
    """
    count = draw(st.integers(1, 6))
    line = draw(st.sampled_from(policy.average_thresholds))
    drawn = [draw(_mark_near(line)) for _ in range(count - 1)]
    missing = line * count - sum(mark.fact.percent for mark in drawn)
    max_score = draw(st.sampled_from(MAXIMA))
    score = missing * max_score // HUNDRED + draw(st.sampled_from((-1, 0, 1)))
    last = TypedMark(grading.PRESENT, min(max(score, 0), max_score), max_score)
    return [*drawn, last]


@st.composite
def _mark_near(draw, line: int) -> TypedMark:
    max_score = draw(st.sampled_from(MAXIMA))
    score = line * max_score // HUNDRED + draw(st.integers(-200, 200))
    return TypedMark(grading.PRESENT, min(max(score, 0), max_score), max_score)


def _two_thresholds(draw) -> tuple[str, str]:
    lower, upper = sorted((draw(hundredths), draw(hundredths)))
    return decimal_text(lower, 2), decimal_text(upper, 2)
