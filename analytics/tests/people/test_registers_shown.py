"""What a student's page says of each subject: what may be missed, what was, and when."""

import datetime

import pytest

from students.models import Condonation, PlannedClasses, SubjectAttendance
from students.tests import factories as make


@pytest.fixture
def taken(house):
    """One student: Mathematics taken class by class beside an older total, Physics as a total."""
    result = house.results["CSE2110"]
    mathematics = make.subject(result.institution, "Mathematics")
    physics = make.subject(result.institution, "Physics")
    SubjectAttendance.objects.create(result=result, subject=mathematics, held=9, attended=9)
    SubjectAttendance.objects.create(result=result, subject=physics, held=10, attended=7)
    make.presences(result, "PPPPPPPAEP")
    where = {name: getattr(result, name) for name in ("term", "branch", "semester", "section")}
    PlannedClasses.objects.create(subject=mathematics, planned=20, **where)
    return house


def page(house, name, address):
    return house.get(name, address).replace("\u00a0", " ")


@pytest.mark.parametrize("name", ["principal", "student"])
def test_each_subject_says_what_is_still_possible(taken, name):
    address = "/me/" if name == "student" else taken.address("CSE2110")
    text = page(taken, name, address)

    assert "May still miss 3 of the 10 classes to come." in text
    assert "Must attend the next 2 classes." in text
    assert "5.0 points short of 75 %" in text
    assert "Classes missed (2)" in text
    assert "MATHEMATICS, period 1 · Excused" in text
    assert "Wed, 8 Jul 2026" in text


def test_a_total_from_before_the_classes_is_told_to_staff_alone(taken):
    words = "A total said 9 of 9; the classes count."
    assert words in page(taken, "principal", taken.address("CSE2110"))
    assert words not in page(taken, "student", "/me/")


def test_a_teacher_reads_of_the_own_subject_alone(taken):
    result = taken.results["CSE2110"]
    make.presences(result, "A", "Physics", start=datetime.date(2026, 9, 1))
    text = page(taken, "subject teacher", taken.address("CSE2110"))

    assert "Classes missed (2)" in text
    assert "1 Sep 2026" not in text


def test_a_condonation_is_told_and_the_percent_stays(taken):
    result = taken.results["CSE2110"]
    before = page(taken, "student", "/me/")
    Condonation(result=result, down_to=65, reason="Ill", reference="Rule 4").grant(
        taken.people["principal"]
    )
    after = page(taken, "student", "/me/")

    assert "Condoned down to 65 % (Rule 4)" in after
    assert before.replace("5.0 points short of 75 %", "Condoned down to 65 % (Rule 4)") == after


def test_the_history_names_the_class(taken):
    text = page(taken, "principal", taken.address("CSE2110"))
    assert "MATHEMATICS attendance, 9 Jul 2026, period 1" in text
    assert "<strong>Excused · 7 of 9, 1 excused</strong>" in text
