"""Which batch a student is in during a term, by the admissions."""

import datetime

import pytest

from students.rules.admitted import Joined, Span, batches_in_term

TERM = Span(datetime.date(2026, 7, 1), datetime.date(2026, 12, 31))


def day(month, year=2026):
    return datetime.date(year, month, 1)


def meant(*admissions):
    return batches_in_term([Joined(*one) for one in admissions], TERM, "CSE")


def test_the_batch_joined_last_counts():
    assert meant(("B1", None, day(1), None), ("B2", None, day(8), None)) == ["B2"]


@pytest.mark.parametrize(
    "admission",
    [
        ("B1", None, day(1, 2027), None),  # joins after the term
        ("B1", None, day(1), day(7)),  # has left by its first day
        ("B1", "ECE", day(1), None),  # a batch of another branch
    ],
)
def test_an_admission_that_does_not_hold_in_the_term_gives_none(admission):
    assert meant(admission) == []


def test_one_that_ends_within_the_term_holds_in_it():
    assert meant(("B1", "CSE", None, day(8))) == ["B1"]


@pytest.mark.parametrize("on", [None, day(1)])
def test_joined_at_once_or_nobody_knows_when_they_are_all_given(on):
    assert meant(("B1", None, day(1), None), ("B2", None, on, None)) == ["B1", "B2"]
