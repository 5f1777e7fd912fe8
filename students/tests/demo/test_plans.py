"""How a number of students becomes classes, and a date terms."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.demo.calendars import terms_until
from students.demo.curriculum import BRANCHES, SUBJECTS, components_of, subjects_of
from students.demo.plans import LARGEST_SECTION, SMALLEST_SECTION, plan_of, section_name
from students.tests.demo.figures import DAY

SIZES = [*range(10, 700), 1000, 4999, 9999, 20_000, 100_000, 1_000_000]


def sizes_of(students):
    return [group.size for one in plan_of(students, 1, DAY).institutions for group in one.classes]


def test_every_student_has_a_class():
    for students in SIZES:
        sizes = sizes_of(students)
        assert sum(sizes) == students
        assert min(sizes) > 0


def test_sections_have_from_30_to_70_students_from_60_students_on():
    for students in SIZES[50:]:
        sizes = sizes_of(students)
        assert SMALLEST_SECTION <= min(sizes) <= max(sizes) <= LARGEST_SECTION


def test_a_large_college_has_sections_of_many_sizes():
    assert len(set(sizes_of(5000))) > 10


def test_classes_follow_each_other_without_gap_or_overlap():
    for institution in plan_of(5000, 1, DAY).institutions:
        place = 0
        for group in institution.classes:
            assert group.first == place
            place += group.size


def test_sections_are_named_like_columns():
    assert [section_name(place) for place in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


@pytest.mark.parametrize(
    ("date", "codes"),
    [
        ("2026-11-22", ["2026-ODD", "2026-EVEN", "2025-ODD"]),
        ("2027-02-13", ["2026-ODD", "2026-EVEN", "2025-ODD"]),
        ("2027-02-16", ["2027-EVEN", "2026-ODD", "2026-EVEN"]),
        ("2027-08-15", ["2027-EVEN", "2026-ODD", "2026-EVEN"]),
        ("2027-08-18", ["2027-ODD", "2027-EVEN", "2026-ODD"]),
    ],
)
def test_terms_follow_each_other_whatever_the_day(date, codes):
    terms = terms_until(datetime.date.fromisoformat(date), 3)

    assert [term.code for term in terms] == codes
    assert [term.before for term in terms[:2]] == list(terms[1:])
    assert all(one.starts_on > other.ends_on for one, other in pairwise(terms))


@given(st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
def test_two_thirds_of_the_newest_term_are_gone_on_any_day(day):
    newest, *past = terms_until(day, 3)
    length = (newest.ends_on - newest.starts_on).days

    assert newest.starts_on.weekday() == 0
    assert 0.63 < (day - newest.starts_on).days / length < 0.68
    assert 0.8 < newest.gone(day) < 0.9
    assert {term.gone(day) for term in past} == {1}
    assert len({term.code for term in (newest, *past)}) == 3


def test_a_batch_goes_up_one_semester_with_each_term():
    odd, even, odd_before = terms_until(datetime.date(2026, 11, 22), 3)

    assert (odd.semester(2), even.semester(1), odd_before.semester(1)) == (3, 2, 1)
    assert odd.batch(2) == even.batch(1) == odd_before.batch(1) == "2025-29"


def test_every_branch_has_five_subjects_in_every_semester():
    for branch in BRANCHES:
        for semester in range(1, 9):
            assert len({subject.code for subject in subjects_of(branch, semester)}) == 5


def test_codes_tell_subjects_apart_and_weights_make_a_hundred():
    assert len({subject.code for subject in SUBJECTS.values()}) == len(SUBJECTS)
    for subject in SUBJECTS.values():
        assert sum(part.weight for part in components_of(subject)) == 100
