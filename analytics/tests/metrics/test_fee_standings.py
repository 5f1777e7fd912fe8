"""What students owed and are late with, against the line by line rule."""

import pytest
from hypothesis import given

from analytics.metrics.fee_standings import FeeStanding, delays, fee_standings
from analytics.metrics.office_cells import cells_of_students
from analytics.precincts import Cell, Precinct
from analytics.tests.metrics.test_fees import EVERY_TIME, store
from students.models import FeeDue, Payment
from students.rules.fees import account
from students.tests import factories as make
from students.tests.rules.test_fees import TODAY, ago, due_lists, receipt_lists

pytestmark = pytest.mark.django_db


def standings(place) -> list[FeeStanding]:
    precinct = precinct_of(place)
    return fee_standings(precinct, cells_of_students(precinct))


def precinct_of(place) -> Precinct:
    return Precinct(None, (place,), (place,), TODAY)


def test_only_students_with_a_due_have_a_standing():
    place = make.institution()
    students = [make.student(place, f"S{number}") for number in range(4)]
    make.fee_due(students[0], "I1", ago(45), 1000)
    make.payment(students[0], 400, ago(46))
    make.fee_due(students[1], "I1", ago(-5), 1000)
    make.fee_due(students[2], "I1", ago(5), 0)
    make.payment(students[3], 400, ago(46))

    cell = Cell(place.pk, None, None)
    assert standings(place) == [
        FeeStanding(students[0].pk, cell, 100_000, 40_000, 60_000),
        FeeStanding(students[1].pk, cell, 0, 0, 0),
        FeeStanding(students[2].pk, cell, 0, 0, 0),
    ]
    assert delays(precinct_of(place), standings(place)) == {students[0].pk: 45}


@EVERY_TIME
@given(due_lists, receipt_lists)
def test_standings_are_those_of_the_lines(dues, receipts):
    FeeDue.objects.all().delete()
    Payment.objects.all().delete()
    place = make.institution(f"P{next(make.numbers)}")
    student = make.student(place)
    store(student, dues, receipts)

    told = account(dues, [one for one in receipts if one.on <= TODAY]).dues
    asked = [one for one in told if one.due.due_on <= TODAY]
    late = [one for one in asked if one.days_late(TODAY)]
    expected = (
        sum(one.due.amount for one in asked),
        sum(one.paid for one in asked),
        sum(one.open for one in late),
    )
    found = standings(place)
    assert [(one.due, one.collected, one.overdue) for one in found] == ([expected] if dues else [])
    days = {student.pk: max(one.days_late(TODAY) for one in late)} if late else {}
    assert delays(precinct_of(place), found) == days


def test_who_is_behind_is_read_line_by_line_only_for_how_long(django_assert_num_queries):
    place = make.institution()
    for number in range(3):
        make.fee_due(make.student(place, f"S{number}"), "I1", ago(45), 1000)
    precinct = precinct_of(place)
    places = cells_of_students(precinct)

    with django_assert_num_queries(3):
        found = fee_standings(precinct, places)
    with django_assert_num_queries(2):
        assert len(delays(precinct, found)) == 3
