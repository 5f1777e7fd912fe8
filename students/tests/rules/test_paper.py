"""The paper's ten students: their marks in, its Table I out."""

from collections import Counter

import pytest

from students.rules.grading import MarkFact, passed, result_figures
from students.rules.policy import PAPER_POLICY
from students.rules.risk import reported_attendance, risk
from students.rules.shown import shown, shown_average
from students.rules.units import SCALE, half_up

# roll number, marks out of 100 in five subjects, attendance in percent | average, grade, risk
TEN = (
    ("CSE2101", (97, 94, 98, 96, 93), "94", "95.60", "A+", "Low"),
    ("CSE2102", (86, 82, 90, 84, 88), "88", "86.00", "A", "Low"),
    ("IT2103", (81, 85, 79, 83, 82), "82", "82.00", "A", "Low"),
    ("ECE2104", (80, 78, 84, 79, 79), "91", "80.00", "A", "Low"),
    ("IT2105", (68, 73, 66, 71, 74), "77", "70.40", "B", "Low"),
    ("ECE2106", (64, 62, 69, 67, 63), "57", "65.00", "B", "High"),
    ("CSE2107", (56, 53, 58, 54, 51), "73", "54.40", "C", "Medium"),
    ("IT2108", (50, 52, 46, 50, 48), "70", "49.20", "D", "Medium"),
    ("ECE2109", (36, 41, 33, 38, 35), "64", "36.60", "F", "High"),
    ("CSE2110", (35, 33, 38, 30, 36), "55", "34.40", "F", "High"),
)


def figures_of(marks: tuple[int, ...]):
    return result_figures(PAPER_POLICY, [MarkFact("present", mark * SCALE) for mark in marks])


@pytest.mark.parametrize(("roll_no", "marks", "attendance", "average", "grade", "level"), TEN)
def test_each_of_the_ten(roll_no, marks, attendance, average, grade, level):
    figures = figures_of(marks)
    judged = risk(
        PAPER_POLICY, figures.mark_sum, figures.mark_count, reported_attendance(attendance)
    )
    shown_as = shown_average(figures.mark_sum, figures.mark_count, PAPER_POLICY)
    assert (shown_as, figures.grade, judged.level) == (average, grade, level)


def test_the_figures_of_all_ten():
    figures = [figures_of(row[1]) for row in TEN]
    assert shown(half_up(sum(one.average for one in figures), 10)) == "65.36"
    assert shown(half_up(sum(reported_attendance(row[2]).percent for row in TEN), 10), 1) == "75.1"
    assert sum(passed(PAPER_POLICY, one.mark_sum, one.mark_count) for one in figures) == 8
    grades = Counter(one.grade for one in figures)
    assert grades.most_common(1) == [("A", 3)]
    assert grades["A+"] == 1
    assert Counter(row[5] for row in TEN) == {"Low": 5, "High": 3, "Medium": 2}
