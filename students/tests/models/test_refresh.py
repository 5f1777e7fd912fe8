"""A mark that is saved leaves grade, risk and summaries right, whichever way it was saved."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from students.models import (
    Mark,
    MarkChange,
    ResultSummary,
    SubjectAttendance,
    SubjectSummary,
    TermResult,
    refresh,
)
from students.models.guards import RefreshMissingError, WrittenOnceError
from students.rules.units import SCALE
from students.tests import factories as make

pytestmark = pytest.mark.django_db


def total(model, column):
    return sum(model.objects.values_list(column, flat=True))


def test_the_papers_ten_students_give_its_table():
    results = make.paper_ten(make.term())

    averages = [result.average for result in results]
    assert sum(averages) * 100 == 6536 * SCALE * len(results)
    assert sum(result.attendance for result in results) * 10 == 751 * SCALE * len(results)
    assert [result.grade for result in results] == [
        "A+",
        "A",
        "A",
        "A",
        "B",
        "B",
        "C",
        "D",
        "F",
        "F",
    ]
    assert [result.risk for result in results].count("High") == 3
    assert sum(result.passed for result in results) == 8


def test_summaries_hold_what_the_results_come_to():
    make.paper_ten(make.term())

    assert total(ResultSummary, "students") == total(ResultSummary, "assessed") == 10
    assert total(ResultSummary, "average_sum") == 6536 * SCALE * 10 // 100
    assert total(ResultSummary, "attendance_sum") == 751 * SCALE * 10 // 10
    assert total(ResultSummary, "risk_high") == 3
    assert total(ResultSummary, "passed") == 8
    assert [total(ResultSummary, f"grade_{place}") for place in range(1, 8)] == [
        1,
        3,
        2,
        1,
        1,
        2,
        0,
    ]
    assert total(SubjectSummary, "students") == 50


def test_a_result_without_marks_has_no_grade_and_unknown_risk():
    result = make.result(make.term())

    assert (result.grade, result.average, result.risk, result.passed) == ("", None, "unknown", None)
    assert total(ResultSummary, "students") == 1
    assert total(ResultSummary, "assessed") == 0


def test_an_absent_mark_counts_zero_and_an_exempt_one_not_at_all():
    result = make.result(make.term())
    make.mark(result, "Physics", 80)
    make.mark(result, "English", None, state="absent")
    make.mark(result, "Programming", None, state="exempt")
    result.refresh_from_db()

    assert result.average == 40 * SCALE
    assert (result.registered, result.failed, result.grade) == (2, 1, "D")


def test_a_withheld_mark_withholds_the_result():
    result = make.result(make.term())
    make.mark(result, "Physics", 80)
    make.mark(result, "English", None, state="withheld")
    result.refresh_from_db()

    assert (result.withheld, result.average, result.grade) == (True, None, "")
    assert total(ResultSummary, "assessed") == 0


def test_registers_by_subject_win_over_the_terms_total():
    result = make.result(make.term())
    make.attendance(result, held=100, attended=90)
    mathematics = make.subject(result.institution)
    SubjectAttendance.objects.create(result=result, subject=mathematics, held=40, attended=10)
    result.refresh_from_db()

    assert (result.attendance_part, result.attendance_whole) == (10, 40)
    assert result.risk == "High"


def test_no_class_held_yet_is_unknown_and_not_zero():
    result = make.result(make.term())
    make.attendance(result, held=0, attended=0)
    result.refresh_from_db()

    assert result.attendance is None


def test_a_deleted_mark_leaves_the_result_as_if_it_had_never_been():
    result = make.result(make.term())
    make.mark(result, "Physics", 80)
    mark = make.mark(result, "English", 20)
    mark.delete()
    result.refresh_from_db()

    assert result.average == 80 * SCALE
    assert total(SubjectSummary, "students") == 1


def test_a_second_attempt_leaves_the_declared_result():
    result = make.result(make.term())
    make.mark(result, "Physics", 20)
    make.mark(
        result, "Physics", 90, attempt=2, sat_term=make.term(result.institution, "2027", 2027)
    )
    result.refresh_from_db()

    assert result.average == 20 * SCALE
    assert [mark.grade for mark in result.marks.order_by("attempt")] == ["F", "A+"]


def test_every_change_of_a_mark_is_written_down():
    mark = make.mark(make.result(make.term()), score=50)
    mark.score = Decimal("61.25")
    mark.save()
    mark.save()
    mark.delete()

    scores = MarkChange.objects.values_list("old_score", "new_score")
    assert list(scores) == [(None, 50), (50, Decimal("61.25")), (Decimal("61.25"), None)]


def test_history_is_never_rewritten():
    make.mark(make.result(make.term()))
    with pytest.raises(WrittenOnceError):
        MarkChange.objects.update(new_score=0)
    with pytest.raises(WrittenOnceError):
        MarkChange.objects.get().delete()


def test_marks_cannot_be_written_past_the_refresh():
    make.mark(make.result(make.term()))
    with pytest.raises(RefreshMissingError):
        Mark.objects.update(score=0)
    with pytest.raises(RefreshMissingError):
        TermResult.objects.all().delete()


def test_moving_a_result_moves_its_summaries():
    result = make.result(make.term(), branch_code="CSE")
    make.mark(result)
    result.branch = make.branch(result.institution, "IT")
    result.save()

    counts = dict(ResultSummary.objects.values_list("branch__code", "students"))
    assert counts == {"CSE": 0, "IT": 1}


def test_saving_one_mark_costs_a_fixed_number_of_queries(django_assert_max_num_queries):
    result = make.result(make.term())
    mark = make.mark(result)
    with django_assert_max_num_queries(22):
        mark.score = 70
        mark.save()


@pytest.mark.parametrize("students", [1, 2])
def test_a_result_is_locked_without_the_rows_it_refers_to(students):
    term = make.term()
    ids = [make.result(term).pk for _ in range(students)]

    with CaptureQueriesContext(connection) as sent:
        assert refresh._lock(TermResult, ids) == set(ids)

    (locking,) = sent.captured_queries
    assert "JOIN" not in locking["sql"]
