"""A sheet is what the marks of a class come to now, with all terms before it."""

from decimal import Decimal

import pytest

from students.models import (
    PolicyVersion,
)
from students.models.sheets import Cohort, sheet_rows
from students.tests import factories as make
from students.tests.models.classes import class_of_three, credited, ordained

pytestmark = pytest.mark.django_db

PROMOTED_WITH_ONE = {"promotion": {"backlogs_at_most": 1}}


def test_a_sheet_has_sgpa_verdict_and_backlogs():
    term = make.term()
    ordained(term, PROMOTED_WITH_ONE)
    cohort, _ = class_of_three(term)

    rows = sheet_rows(cohort.results())

    assert [row.figures.sgpa for row in rows] == [933, 600, 0]  # (4·10+2·8)/6, 4·9/6, 0
    assert [row.standing.verdict for row in rows] == ["pass", "atkt", "fail"]
    assert [row.standing.backlogs for row in rows] == [
        (),
        ("PHYSICS",),
        ("MATHEMATICS", "PHYSICS"),
    ]


def test_a_backlog_cleared_later_counts_from_the_term_it_was_sat_in():
    first = make.term()
    second = make.term(first.institution, code="2027-EVEN", year=2027)
    cohort, results = class_of_three(first)
    credited(first.institution, Biology=4)
    make.mark(results["BELA"], "Physics", 60, attempt=2, sat_term=second)
    now = make.result(second, results["BELA"].student)
    make.mark(now, "Biology", 92)

    then_row = next(
        row for row in sheet_rows(cohort.results()) if row.result.pk == results["BELA"].pk
    )
    row = sheet_rows(Cohort(second, cohort.branch, 4).results())[0]

    assert then_row.standing.backlogs == ("PHYSICS",)
    assert row.standing.backlogs == ()
    assert (row.figures.sgpa, row.standing.cgpa) == (1000, 920)  # (4·9 + 2·8 + 4·10) / 10
    assert row.standing.earned == 100


def test_the_best_two_of_three_tests_make_the_mark_of_a_subject():
    term = make.term()
    ordained(term, {"best_of": [{"kinds": ["quiz"], "count": 2}]})
    mark = make.mark(make.result(term), score=0)
    for code, score in (("T1", 9), ("T2", 4), ("T3", 7)):
        make.component_mark(mark, code, score)

    mark.refresh_from_db()
    assert (mark.score, mark.max_score) == (Decimal("16.00"), Decimal("20.00"))


def test_a_sheet_of_any_size_takes_as_many_queries(django_assert_num_queries):
    cohort, _ = class_of_three(make.term())
    make.component_mark(make.mark(cohort.results().first(), "Chemistry", 0))
    with django_assert_num_queries(5):
        sheet_rows(cohort.results())
    assert PolicyVersion.objects.count() == 1
