"""Which work counts as due, handed in and in time, and in which batch a student's fees count."""

import datetime

import pytest

from analytics.fee_scopes import placed
from analytics.metrics.office_cells import cells_of_students
from analytics.metrics.work_due import work_due
from analytics.precincts import Cell, Precinct
from analytics.tests.kpis.worlds import TODAY, day
from students.access import visible_to
from students.models import Component, ComponentMark, Mark, Student
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def precinct(term):
    return Precinct.of(visible_to(make.member("principal", term.institution)), {}, TODAY)


def work(term, on, title="Mathematics", code="W1", **values):
    said = {"kind": "assignment", "max_score": 50, "weight": 20, "due_on": day(on)} | values
    subject = make.subject(term.institution, title)
    return Component.objects.create(subject=subject, term=term, code=code, **said)


def told(result, part, on=None, score=40, **values):
    mark, _made = Mark.objects.get_or_create(
        result=result, subject=part.subject, defaults={"state": "pending", "score": None}
    )
    state = "absent" if score is None else "present"
    values = {"state": state, "score": score, "submitted_on": on and day(on)} | values
    ComponentMark.objects.create(mark=mark, component=part, **values)


@pytest.fixture
def term():
    return make.term()


def test_work_of_which_nothing_was_written_down_is_due_and_missing(term):
    first, second = work(term, "2026-09-01"), work(term, "2026-09-08", code="W2")
    work(term, "2026-09-21", code="W3")  # today: not over yet
    work(term, "2026-09-01", code="Q1", kind="quiz")
    done, nothing, marked = make.result(term), make.result(term), make.result(term)
    make.enrolment(done), make.enrolment(nothing)
    told(done, first, "2026-09-01"), told(done, second, "2026-09-09")
    told(marked, first, score=None)
    assert work_due(precinct(term)) == {
        done.pk: (2, 2, 1),
        nothing.pk: (2, 0, 0),
        marked.pk: (2, 0, 0),
    }


def test_marked_work_without_a_day_is_neither_late_nor_in_time(term):
    first, second = work(term, "2026-09-01"), work(term, "2026-09-08", code="W2")
    result = make.result(term)
    told(result, first), told(result, second, "2026-09-08")
    assert work_due(precinct(term)) == {result.pk: (1, 1, 1)}


def test_what_was_let_off_or_carried_over_is_not_due(term):
    parts = [work(term, "2026-09-01", code=f"W{number}") for number in range(3)]
    result = make.result(term)
    told(result, parts[0], score=None, state="exempt")
    told(result, parts[1], "2025-09-01", banked=True)
    told(result, parts[2], "2026-09-02")
    assert work_due(precinct(term)) == {result.pk: (1, 1, 0)}


def test_a_course_that_notes_no_days_is_left_out(term):
    silent, noted = work(term, "2026-09-01"), work(term, "2026-09-01", "English")
    result = make.result(term)
    told(result, silent), told(result, noted, "2026-08-30")
    assert work_due(precinct(term)) == {result.pk: (1, 1, 1)}


def test_nothing_is_due_of_who_had_left_before(term):
    first, second = work(term, "2026-09-01"), work(term, "2026-09-08", code="W2")
    result = make.result(term)
    make.enrolment(result, left_on=datetime.date(2026, 9, 8))
    told(result, first, "2026-09-01"), told(result, second, score=None)
    assert work_due(precinct(term)) == {result.pk: (1, 1, 1)}


def test_fees_are_counted_in_the_batch_joined_last_as_on_the_fee_pages(term):
    of = term.institution
    ours, before = make.batch(of, "NEW", branch=make.branch(of)), make.batch(of, "OLD")
    bare, both, neither = make.result(term), make.result(term, batch=before), make.student(of)
    make.admission(bare.student, ours), make.admission(both.student, ours)
    cells = cells_of_students(precinct(term))
    assert cells == {
        pk: Cell(*rest)
        for pk, *rest in placed(Student.objects.all()).values_list(
            "pk", "institution_id", "branch_now", "batch_now"
        )
    }
    assert cells[bare.student_id] == cells[both.student_id] == Cell(of.pk, ours.branch_id, ours.pk)
    assert cells[neither.pk] == Cell(of.pk)
