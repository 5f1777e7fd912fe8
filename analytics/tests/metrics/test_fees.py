"""Sums of fees, against the line by line rule and by hand."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings

from analytics.metrics.fee_months import Month, fee_months, months_until
from analytics.metrics.fees import FeeSums, fee_sums, sums_by_student
from students.models import Admission, FeeDue, Payment
from students.rules.fee_ages import SPANS, span_of
from students.rules.fees import account
from students.tests import factories as make
from students.tests.rules.test_fees import TODAY, ago, due_lists, receipt_lists

pytestmark = pytest.mark.django_db
EVERY_TIME = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None
)


def store(student, dues, receipts):
    for due in dues:
        make.fee_due(student, due.key, due.due_on, due.amount / 100)
    for one in receipts:
        kind = "refund" if one.is_refund else "payment"
        make.payment(student, one.amount / 100, one.on, toward=one.toward, kind=kind)


def sums(on=TODAY):
    return fee_sums(FeeDue.objects.all(), Payment.objects.all(), on)


@pytest.fixture
def three():
    """One has paid all, one a part and late, one nothing of what is not due yet."""
    place = make.institution()
    students = [make.student(place, f"S{number}") for number in range(3)]
    make.fee_due(students[0], "I1", ago(45), 1000)
    make.payment(students[0], 1000, ago(46))
    make.fee_due(students[1], "I1", ago(45), 1000)
    make.fee_due(students[1], "I2", ago(5), "500.50")
    make.payment(students[1], "600.25", ago(20))
    make.fee_due(students[2], "I1", ago(-10), 700)
    return students


def test_three_students_by_hand(three):
    found = sums()[()]
    assert (found.students, found.owing, found.awaited) == (3, 1, 1)
    assert (found.due, found.collected) == (250_050, 160_025)
    assert (found.overdue, found.pending, found.advance) == (90_025, 70_000, 0)
    assert found.ages == dict.fromkeys(SPANS, 0) | {
        "31-60": 39_975,
        "1-30": 50_050,
        "later": 70_000,
    }
    assert found.collection_rate == "64.0"


def test_a_payment_of_tomorrow_is_not_counted_today(three):
    make.payment(three[1], 900, ago(-1))
    assert sums()[()].overdue == 90_025
    assert sums(ago(-1))[()].overdue == 25


def test_without_a_due_by_today_there_is_no_rate():
    make.fee_due(make.student(make.institution()), due_on=ago(-1))
    assert sums()[()].collection_rate == ""
    assert sums()[()].due == 0


def test_without_fees_there_are_no_parts():
    assert sums() == {}


def test_parts_add_up_to_the_whole(three, django_assert_num_queries):
    with django_assert_num_queries(3):
        parts = fee_sums(
            FeeDue.objects.all(), Payment.objects.all(), TODAY, lambda student: student % 2
        )
    assert sum(parts.values(), FeeSums()) == sums()[()]


@EVERY_TIME
@given(due_lists, receipt_lists, due_lists, receipt_lists)
def test_sums_in_the_database_are_those_of_the_lines(dues, receipts, others, more):
    FeeDue.objects.all().delete()
    Payment.objects.all().delete()
    place = make.institution(f"P{next(make.numbers)}")
    students = [make.student(place), make.student(place)]
    store(students[0], dues, receipts)
    store(students[1], others, more)
    found = sums_by_student(FeeDue.objects.all(), Payment.objects.all(), TODAY)
    for student, of, got in zip(students, (dues, others), (receipts, more), strict=True):
        told = account(of, [one for one in got if one.on <= TODAY])
        ages = dict.fromkeys(SPANS, 0)
        for one in told.dues:
            ages[span_of(one.due.due_on, TODAY)] += one.open
        mine = found.get(student.pk, FeeSums())
        assert mine.ages == ages
        assert mine.advance == told.advance


def test_months_between_payments_are_nought_and_those_before_are_missing(three):
    batch = make.batch(three[0].institution)
    make.admission(three[0], batch, datetime.date(2026, 10, 3))
    make.payment(three[0], 50, datetime.date(2026, 8, 31))
    make.payment(three[0], 20, datetime.date(2026, 8, 31), kind="refund")
    found = fee_months(Payment.objects.all(), Admission.objects.all(), TODAY, 12)
    assert found == [
        Month(datetime.date(2026, 8, 1), 5000, 2000, 2, 1, None),
        Month(datetime.date(2026, 9, 1), admitted=None),
        Month(datetime.date(2026, 10, 1), 100_000, 0, 1, 1, 1),
        Month(datetime.date(2026, 11, 1), 60_025, 0, 1, 1, 0),
    ]


def test_months_reach_over_the_turn_of_the_year():
    firsts = months_until(datetime.date(2026, 2, 28), 4)
    assert [day.isoformat() for day in firsts] == [
        "2025-11-01",
        "2025-12-01",
        "2026-01-01",
        "2026-02-01",
    ]
