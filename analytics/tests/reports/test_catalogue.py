"""Every report: named, for somebody, made of nothing, and made within few queries."""

import datetime
import io

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analytics.chosen import ScopeError
from analytics.reports import REPORTS
from analytics.tests.reports.worlds import DAY, college
from analytics.writers.workbooks import write_book
from students.access import BLIND, visible_to
from students.models import Role
from students.tests import factories as make

pytestmark = pytest.mark.django_db
REPORT = pytest.mark.parametrize("report", REPORTS.values(), ids=list(REPORTS))
MOST_QUERIES = 50


def size(report, person, place):
    stream = io.BytesIO()
    write_book(report.book(visible_to(person), place, DAY), stream)
    return len(stream.getvalue())


@REPORT
def test_it_has_a_title_and_says_what_it_is_for(report):
    assert report.slug in REPORTS
    assert str(report.title)
    assert str(report.why).endswith(".")


@REPORT
def test_it_is_made_of_an_empty_institution(report):
    place = make.institution()
    assert size(report, make.member(Role.PRINCIPAL, place), place) > 1000


@REPORT
def test_more_students_need_no_more_queries(report):
    place = college()["A"].institution
    person = make.member(Role.PRINCIPAL, place)

    def queries(students):
        for one in students:
            make.fee_due(one, due_on=DAY - datetime.timedelta(days=9))
            make.payment(one, 5)
        with CaptureQueriesContext(connection) as found:
            size(report, person, place)
        return len(found)

    few = queries([make.student(place, "N0")])
    assert queries(make.student(place, f"N{number}") for number in range(1, 6)) == few
    assert few <= MOST_QUERIES


@REPORT
def test_nobody_has_it_of_an_institution_that_is_not_theirs(report):
    place, elsewhere = college()["A"].institution, make.institution("OTHER")
    for role in (Role.PRINCIPAL, Role.ACCOUNTANT, Role.MANAGER, Role.FACULTY):
        with pytest.raises(ScopeError):
            report.book(visible_to(make.member(role, elsewhere)), place, DAY)
    assert not report.allowed(BLIND)


@pytest.mark.parametrize("slug", ["attendance-mis", "top-performers", "monthly-analysis"])
@time_machine.travel("2026-11-01 00:30+05:30")
def test_what_is_made_on_the_first_of_a_term_is_of_the_term_that_ended(slug):
    place = make.institution()
    for code, first, last, branch in (("OLD", 7, 10, "CSE"), ("NEW", 11, 12, "NEW")):
        days = {
            "starts_on": datetime.date(2026, first, 1),
            "ends_on": datetime.date(2026, last, 31),
        }
        student = make.student(place, f"S{code}")
        one = make.result(
            make.term(place, code, **days), student, branch, batch=make.batch(place, f"B{code}")
        )
        make.mark(one, "Mathematics", 80)
        make.attendance(one, held=10, attended=9)
    sight = visible_to(make.member(Role.PRINCIPAL, place))

    book = REPORTS[slug].book(sight, place, datetime.date(2026, 10, 31))

    cells = {str(cell) for sheet in book.sheets for row in sheet.rows for cell in row}
    assert book.place == f"{place.name}, OLD"
    assert ("BOLD" in cells, "BNEW" in cells) == (True, False)
