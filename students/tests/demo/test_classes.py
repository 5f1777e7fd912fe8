"""What the demo promises of its figures, at any size and for any seed."""

import pytest

from students.demo.classes import students_of
from students.demo.plans import plan_of
from students.tests.demo.figures import DAY, figures

SMALL = [
    (size, seed) for size in (10, 11, 13, 17, 29, 36, 45, 59, 60, 75, 150) for seed in (1, 2, 3)
]
CASES = [*SMALL, (600, 1), (3000, 5)]


@pytest.fixture(scope="module", params=CASES, ids=lambda case: "{} of seed {}".format(*case))
def demo(request):
    return figures(*request.param)


def test_every_grade_is_there(demo):
    assert {"A+", "A", "B", "C", "D", "F"} <= set(demo.grades)


def test_from_8_to_20_percent_are_at_high_risk(demo):
    assert 0.08 <= demo.high_share <= 0.20


def test_attendance_goes_with_marks(demo):
    assert 0.4 <= demo.correlation <= 0.7


def test_from_1_to_3_percent_of_marks_are_absent_or_withheld(demo):
    assert 0.01 <= demo.share_of_states("absent", "withheld", "malpractice") <= 0.03


def test_some_marks_are_pending(demo):
    assert 0 < demo.share_of_states("pending") < 0.12


def everybody(students, seed):
    plan = plan_of(students, seed, DAY)
    return [
        list(students_of(plan, institution, group))
        for institution in plan.institutions
        for group in institution.classes
    ]


def test_the_same_seed_makes_the_same_students():
    assert everybody(100, 1) == everybody(100, 1)


def test_another_seed_makes_others():
    assert everybody(100, 1) != everybody(100, 2)


def test_a_class_made_alone_is_the_class_made_among_all():
    plan = plan_of(200, 1, DAY)
    college, last = plan.institutions[0], plan.institutions[0].classes[-1]

    alone = list(students_of(plan, college, last))

    assert alone == everybody(200, 1)[len(college.classes) - 1]


def test_some_names_are_written_in_devanagari():
    names = [student.name for group in everybody(300, 1) for student in group]
    assert any("\u0900" <= name[0] <= "\u097f" for name in names)


def test_roll_numbers_are_unique_in_their_institution():
    plan = plan_of(1000, 1, DAY)
    for institution in plan.institutions:
        rolls = [
            student.roll_no
            for group in institution.classes
            for student in students_of(plan, institution, group)
        ]
        assert len(set(rolls)) == len(rolls) == institution.students
