"""The rules a second time, written from their description in fractions, to hold the first to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from students.rules.risk import Attendance
from students.tests.rules.strategies import TypedMark

UNIT = Fraction(1, 10**10)


@dataclass(frozen=True)
class Expected:
    """What a result should hold; sums and averages in whole 1e-10 percents."""

    mark_sum: int
    mark_count: int
    average: int | None
    registered: int
    failed: int
    grade: str
    provisional: bool
    withheld: bool
    level: str
    bits: int


def expected(
    definition: dict, marks: Iterable[TypedMark], attendance: Attendance | None
) -> Expected:
    """Every figure of a result, from a policy's JSON definition, its marks and attendance."""
    marks = list(marks)
    percents = [percent(mark) for mark in marks]
    withheld = any(mark.state in ("withheld", "malpractice") for mark in marks)
    counted = [] if withheld else [value for value in percents if value is not None]
    average = sum(counted) / len(counted) if counted else None
    level, bits = expected_risk(definition, average, attendance)
    return Expected(
        mark_sum=int(sum(counted) / UNIT),
        mark_count=len(counted),
        average=None if average is None else floor(average / UNIT + Fraction(1, 2)),
        registered=len([mark for mark in marks if mark.state != "exempt"]),
        failed=sum(_fails(definition, mark) for mark in marks),
        grade=expected_grade(definition, average),
        provisional="pending" in [mark.state for mark in marks],
        withheld=withheld,
        level=level,
        bits=bits,
    )


def percent(mark: TypedMark) -> Fraction | None:
    """A mark's percent to the tenth decimal, half up; 0 when absent."""
    if mark.state == "absent":
        return Fraction(0)
    if mark.state != "present":
        return None
    return floor(Fraction(mark.score, mark.max_score) * 100 / UNIT + Fraction(1, 2)) * UNIT


def expected_grade(definition: dict, average: Fraction | None) -> str:
    if average is None:
        return ""
    letters = [
        band["letter"] for band in definition["bands"] if average >= Fraction(band["at_least"])
    ]
    return letters[0]


def expected_risk(
    definition: dict, average: Fraction | None, attendance: Attendance | None
) -> tuple[str, int]:
    """The level, and a bit for each measure: average 1 High 2 Medium, attendance 4 and 8."""
    present = None if attendance is None else Fraction(100 * attendance.part, attendance.whole)
    high, medium = definition["risk"]["high"], definition["risk"]["medium"]
    bits = 0
    for value, name, high_bit in ((average, "average", 1), (present, "attendance", 4)):
        if value is not None and value < Fraction(high[f"{name}_below"]):
            bits += high_bit
        elif value is not None and value < Fraction(medium[f"{name}_below"]):
            bits += 2 * high_bit
    if bits & 1 or bits & 4:
        return "High", bits
    if bits:
        return "Medium", bits
    return ("unknown" if average is None or present is None else "Low"), bits


def _fails(definition: dict, mark: TypedMark) -> bool:
    line = Fraction(definition["subject_pass"]["percent_at_least"])
    return mark.state == "absent" or (mark.state == "present" and percent(mark) < line)
