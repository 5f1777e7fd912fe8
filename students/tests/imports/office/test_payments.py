"""Payments and refunds on their way in: what is stored, altered, refused."""

import datetime
from decimal import Decimal

import pytest

from students.imports import runs
from students.imports.options import Options
from students.imports.refusals import FileRefused
from students.models import Doubt, Payment, RecordChange, Student
from students.tests.imports.office.files import (
    corrections,
    dues,
    imported,
    payers,
    payments,
    reasons,
)

pytestmark = pytest.mark.django_db


def test_a_payment_is_stored_with_everything_its_row_says():
    payers()

    summary = imported("payments", payments("A-1,R1,2026-05-03,12500.50,payment,upi"))

    paid = Payment.objects.get()
    assert summary.stored
    assert summary.counts["new"] == 1
    assert (paid.receipt, paid.student.roll_no, paid.mode) == ("A-1", "R1", "upi")
    assert (paid.paid_on, paid.amount) == (datetime.date(2026, 5, 3), Decimal("12500.50"))
    assert paid.kind == "payment"
    assert corrections() == []


def test_what_is_written_in_another_way_is_normalised_and_kept_as_a_correction():
    payers()

    imported("payments", payments('A-1,R1,03/05/2026,"₹1,25,000/-",Paid,GPay'))

    paid = Payment.objects.get()
    assert (paid.amount, paid.mode) == (Decimal(125000), "upi")
    assert corrections() == [
        (2, "Date", "03/05/2026", "3 May 2026", "normalised"),
        (2, "Amount", "₹1,25,000/-", "₹\u00a01,25,000.00", "normalised"),
        (2, "Type", "Paid", "Payment", "standardised"),
        (2, "Mode", "GPay", "UPI", "standardised"),
    ]


def test_an_amount_below_0_is_a_refund_and_the_preview_says_so():
    payers()

    imported("payments", payments("A-1,R1,2026-05-03,-500,,"))

    paid = Payment.objects.get()
    assert (paid.kind, paid.amount) == ("refund", 500)
    assert corrections() == [(2, "Amount", "-500", "₹\u00a0500.00 (Refund)", "normalised")]


def test_nobody_pays_who_is_not_known():
    payers("R1")

    found = reasons("payments", payments("A-1,R9,2026-05-03,500,,"))

    assert found == [(2, "Roll No", "No student has this roll number.")]
    assert not Payment.objects.exists()
    assert Student.objects.count() == 1


def test_rows_that_contradict_each_other_are_all_refused():
    payers()
    rows = ("A-1,R1,2026-05-03,500,,", "A-1,R1,2026-05-03,600,,", "A-2,R1,2026-05-03,1,,")

    summary = imported("payments", payments(*rows), skip_refused=True)

    assert [(one.row, one.reason) for one in summary.problems] == [
        (2, "Row 3 says something else of the same record."),
        (3, "Row 2 says something else of the same record."),
    ]
    assert [paid.receipt for paid in Payment.objects.all()] == ["A-2"]


def test_a_row_that_stands_in_the_file_twice_is_stored_once():
    payers()

    imported("payments", payments("A-1,R1,2026-05-03,500,,", "A-1,R1,2026-05-03,500,,"))

    assert Payment.objects.count() == 1
    assert RecordChange.objects.filter(model="payment").count() == 1


def test_a_receipt_that_is_known_by_now_is_changed_by_what_the_row_says_alone():
    payers()
    imported("payments", payments("A-1,R1,2026-05-03,500,payment,upi"))

    summary = imported("payments", payments("a-1,R1,2026-05-03,600,,"))

    paid = Payment.objects.get()
    assert summary.counts["changed"] == 1
    assert (paid.receipt, paid.amount, paid.mode) == ("A-1", 600, "upi")
    change = RecordChange.objects.get(model="payment", field="amount")
    assert (change.old, change.new) == ("500", "600")


def test_the_same_file_again_changes_nothing():
    payers()
    content = payments('A-1,R1,03/05/2026,"₹1,25,000/-",Paid,GPay', "A-2,R2,2026-05-03,-5,,")
    imported("payments", content)
    history = RecordChange.objects.count()

    summary = imported("payments", content)

    assert summary.counts["same"] == 2
    assert not summary.stored
    assert RecordChange.objects.count() == history


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("abc", "It is not an amount."),
        ("1,2,3", "Its commas do not stand where digits are grouped."),
        ("12.345", "It has more than two decimals."),
        ("1000000000", "An amount is at most 100 million."),
        ("0", "Nobody pays 0."),
    ],
)
def test_what_is_no_amount_is_refused_with_its_reason(cell, reason):
    payers()

    found = reasons("payments", payments(f'A-1,R1,2026-05-03,"{cell}",,'))

    assert found == [(2, "Amount", reason)]


def test_a_day_in_the_future_is_refused():
    payers()

    assert reasons("payments", payments("A-1,R1,2031-05-03,5,,")) == [
        (2, "Date", "It lies in the future.")
    ]


def test_a_word_that_is_only_close_stops_a_file_that_nobody_looks_at():
    payers()
    content = payments("A-1,R1,2026-05-03,5,,Cahs")

    with pytest.raises(FileRefused, match="did you mean Cash") as refused:
        imported("payments", content)

    assert '--same "Cahs=cash"' in refused.value.problems[0].mend
    assert imported("payments", content, options=Options(same=(("Cahs", "cash"),))).problems == ()


def test_a_file_without_receipts_is_not_read():
    payers()

    with pytest.raises(Exception, match="There is no column Receipt"):
        imported("payments", b"Roll No,Date,Amount\nR1,2026-05-03,5")


def test_sums_below_the_rows_are_set_aside_and_named():
    payers()
    content = payments("A-1,R1,2026-05-03,5,,", "Total,,,5,,")

    summary = imported("payments", content)

    assert summary.counts["new"] == 1
    assert "Row 3 is left out: “Total” sums up other rows." in summary.notes


def test_ten_times_a_due_is_doubtful_and_the_due_is_proposed():
    payers("R1")
    imported("dues", dues("R1,1,2026-06-15,12500", "R1,2,2026-09-15,12500"))
    content = payments("A-1,R1,2026-05-03,125000,,", "A-2,R1,2026-05-03,25000,,")

    summary = imported("payments", content)

    assert summary.doubted == 1
    assert Payment.objects.get(receipt="A-1").amount == 125000
    doubt = Doubt.objects.get()
    assert (doubt.record, doubt.value, doubt.proposal) == ("A-1", "125000", "₹\u00a012,500.00")
    taken = Options(taken=("2:amount",))
    imported("payments", content, options=taken)
    assert Payment.objects.get(receipt="A-1").amount == 12500
    assert corrections() == [(2, "Amount", "125000", "₹\u00a012,500.00", "corrected")]


def test_far_more_than_all_dues_is_doubtful_and_nothing_is_proposed():
    payers("R1")
    imported("dues", dues("R1,1,2026-06-15,12500"))

    imported("payments", payments("A-1,R1,2026-05-03,10000000,,", "A-2,R1,2026-05-03,25000,,"))

    doubt = Doubt.objects.get()
    assert (doubt.record, doubt.value, doubt.proposal) == ("A-1", "10000000", "")
    assert doubt.reason == "It is more than ten times all dues of this student."


def test_ways_and_kinds_of_payments_are_known_in_hindi():
    payers("R1")

    imported(
        "payments", payments("A-1,R1,2026-05-03,500,भुगतान,नकद", "A-2,R1,2026-05-04,५०,वापसी,चेक")
    )

    found = Payment.objects.order_by("receipt_key").values_list("kind", "mode", "amount")
    assert list(found) == [("payment", "cash", 500), ("refund", "cheque", 50)]


def test_money_is_shown_in_a_preview_as_on_every_page():
    of = payers()
    run = runs.preview(
        "payments", payments("A-1,R1,2026-05-03,Rs. 32500/-,,"), "f.csv", institution=of
    )
    (row,) = runs.plan_of(run).rows()
    assert "₹\u00a032,500.00" in [cell.became for cell in row.cells]
