"""What one result adds to the summaries is the same, counted by itself or grouped with others."""

import pytest

from students.models import SubjectAttendance, TermResult
from students.models.cells import result_cells, subject_cells
from students.models.single_cells import cells_of_one
from students.models.summaries import differences
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def assert_same(result):
    rows = TermResult.objects.filter(pk=result.pk)
    whole, subjects = cells_of_one(TermResult, result.pk)
    assert differences(whole, result_cells(rows)) == {}
    assert differences(subjects, subject_cells(rows)) == {}
    return whole, subjects


def test_the_papers_ten_students_lie_in_the_same_cells():
    for result in make.paper_ten(make.term()):
        whole, subjects = assert_same(result)
        assert len(whole) == 1
        assert subjects


def test_states_later_attempts_and_registers_count_alike():
    result = make.result(make.term())
    make.mark(result, score=33)
    make.mark(result, "Physics", score=None, state="absent")
    make.mark(result, "Chemistry", score=None, state="pending")
    make.mark(result, attempt=2, sat_term=result.term, score=90)
    make.mark(result, "Drawing", score=None, state="exempt")
    SubjectAttendance.objects.create(
        result=result, subject=make.subject(result.institution), held=7, attended=2
    )
    assert_same(result)
    make.mark(result, "Ethics", score=None, state="malpractice")
    assert_same(result)


def test_who_has_left_or_is_not_there_lies_in_no_cell():
    result = make.result(make.term())
    make.mark(result)
    result.status = TermResult.Status.WITHDRAWN
    result.save()

    assert assert_same(result) == ({}, {})
    assert cells_of_one(TermResult, result.pk + 1) == ({}, {})
