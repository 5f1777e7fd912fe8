"""Fee files with a column a month or an instalment."""

import datetime

import pytest

from students.imports import refused_rows, runs
from students.imports.office.periods import period_of
from students.imports.options import Options
from students.imports.refusals import ColumnsRefused
from students.models import Doubt, FeeDue, Payment
from students.tests.imports.office.files import (
    corrections,
    dues,
    imported,
    lines,
    payers,
    payments,
    reasons,
)

pytestmark = pytest.mark.django_db


def stored_dues() -> list[tuple]:
    rows = FeeDue.objects.order_by("student__roll_key", "due_on", "code_key")
    return [(one.student.roll_no, one.code, str(one.due_on), one.amount) for one in rows]


def stored_payments() -> list[tuple]:
    rows = Payment.objects.order_by("student__roll_key", "paid_on", "receipt_key")
    return [(one.receipt, str(one.paid_on), one.amount, one.toward) for one in rows]


@pytest.mark.parametrize(
    ("title", "code", "last"),
    [
        ("Apr 2026", "Apr 2026", "2026-04-30"),
        ("APRIL-26", "Apr 2026", "2026-04-30"),
        ("04/2026", "Apr 2026", "2026-04-30"),
        ("2026-04", "Apr 2026", "2026-04-30"),
        ("2026-04-01", "Apr 2026", "2026-04-30"),
        ("Fees for Feb 2028", "Feb 2028", "2028-02-29"),
        ("10/04/2026", "10 Apr 2026", "2026-04-10"),
        ("April", "Apr", None),
        ("Q1", "Q1", None),
        ("Quarter III", "Q3", None),
        ("Q2 2026-27", "Q2 2026-27", None),
        ("Inst 1", "Inst 1", None),
        ("2nd instalment", "Inst 2", None),
        ("Third Installment", "Inst 3", None),
        ("Inst. No. 4", "Inst 4", None),
    ],
)
def test_a_title_names_its_month_or_instalment(title, code, last):
    found = period_of(title)

    assert (found.code, str(found.last) if found.last else None) == (code, last)


@pytest.mark.parametrize(
    "title", ["Balance Apr 2026", "Roll No", "Name", "Total", "13/2026", "2026", "Inst", "Class 1"]
)
def test_other_titles_name_none(title):
    assert period_of(title) is None


def test_a_title_says_which_side_it_is_and_whether_it_holds_days():
    assert [period_of(title).side for title in ("Apr 2026 Paid", "Due Inst 1", "Q1")] == [
        "paid",
        "due",
        "",
    ]
    assert [period_of(t).is_day for t in ("Inst 1 due date", "Inst 1 paid on", "Inst 1 due")] == [
        True,
        True,
        False,
    ]
    assert period_of("Inst 1 (10/07/2026)").day == datetime.date(2026, 7, 10)


def test_each_month_of_a_row_is_a_due_by_its_end():
    payers()

    imported(
        "dues", lines("Roll No,Name,Apr 2026,May-26,Total", 'R1,A,"1,500",1500,3000', "R2,B,,0,0")
    )

    assert stored_dues() == [
        ("R1", "Apr 2026", "2026-04-30", 1500),
        ("R1", "May 2026", "2026-05-31", 1500),
        ("R2", "May 2026", "2026-05-31", 0),
    ]


def test_a_day_that_is_filled_in_is_told():
    payers("R1")

    imported("dues", lines("Roll No,Apr 2026", "R1,1500"))

    assert corrections() == [(2, "Apr 2026", "1500", "due on 30 Apr 2026", "filled")]


def test_the_same_wide_file_twice_changes_nothing_and_its_undo_is_exact():
    payers()
    content = lines("Roll No,Apr 2026,May 2026", "R1,1500,1600", "R2,-,1700")

    first = imported("dues", content)
    second = imported("dues", content)

    assert (first.counts["new"], second.counts["same"], len(stored_dues())) == (2, 2, 3)
    runs.undo(first.run)
    assert stored_dues() == []


def test_instalments_take_their_day_from_the_title_from_a_column_or_from_the_row():
    payers("R1")
    titles = "Roll No,Inst 1 (10/07/2026),Inst 2,Inst 2 due date,Q3,Due on"

    imported("dues", lines(titles, "R1,100,200,11/08/2026,300,12/09/2026"))

    assert stored_dues() == [
        ("R1", "Inst 1", "2026-07-10", 100),
        ("R1", "Inst 2", "2026-08-11", 200),
        ("R1", "Q3", "2026-09-12", 300),
    ]


def test_a_column_that_names_no_day_is_told_of_once():
    payers()

    with pytest.raises(ColumnsRefused) as refused:
        imported("dues", lines("Roll No,April,Inst 2", "R1,1,2", "R2,3,4"))

    assert [(one.column, one.reason) for one in refused.value.problems] == [
        ("April", "“April” names no day, and no month with its year."),
        ("Inst 2", "“Inst 2” names no day, and no month with its year."),
    ]


def test_two_columns_of_one_month_are_refused():
    payers("R1")

    with pytest.raises(ColumnsRefused) as refused:
        imported("dues", lines("Roll No,Apr 2026,04/2026", "R1,1,2"))

    assert [one.reason for one in refused.value.problems] == ["Columns B and C both hold Apr 2026."]


def test_a_bad_amount_is_refused_at_its_own_column():
    payers("R1")

    found = reasons("dues", lines("Roll No,Apr 2026,May 2026", "R1,Paid,-5"))

    assert found == [
        (2, "Apr 2026", "It is not an amount."),
        (2, "May 2026", "Nobody owes less than 0."),
    ]


def test_a_due_that_is_there_keeps_its_day_and_is_known_under_another_spelling():
    payers("R1")
    imported("dues", dues("R1,2,2026-07-05,1000", "R1,2026-04,2026-04-10,500"))

    imported("dues", lines("Roll No,Apr 2026,2nd instalment (05/07/2026)", "R1,600,1100"))

    assert stored_dues() == [("R1", "2026-04", "2026-04-10", 600), ("R1", "2", "2026-07-05", 1100)]


def test_the_preview_shows_what_a_month_was_before():
    payers("R1")
    imported("dues", lines("Roll No,Apr 2026,May 2026", "R1,100,200"))

    run = runs.preview("dues", lines("Roll No,Apr 2026,May 2026", "R1,100,250"), "f.csv")

    (row,) = runs.plan_of(run).rows()
    assert [(cell.text, cell.old) for cell in row.cells] == [
        ("R1", None),
        ("100", None),
        ("250", "200"),
    ]


def test_paid_months_are_payments_toward_their_dues():
    payers()
    imported("dues", lines("Roll No,Apr 2026", "R1,1500", "R2,1500"))

    imported("payments", lines("Roll No,Apr 2026 Due,Apr 2026 Paid", "R1,1500,1000", "R2,1500,0"))

    assert stored_payments() == [("R1/Apr 2026", "2026-04-01", 1000, "APR2026")]


def test_more_paid_of_a_month_changes_its_payment():
    payers("R1")
    imported("payments", lines("Roll No,Apr 2026", "R1,1000"))

    summary = imported("payments", lines("Roll No,Apr 2026", "R1,1500"))

    assert summary.counts["changed"] == 1
    assert stored_payments() == [("R1/Apr 2026", "2026-04-01", 1500, "APR2026")]
    runs.undo(summary.run)
    assert stored_payments() == [("R1/Apr 2026", "2026-04-01", 1000, "APR2026")]


def test_a_payment_is_not_made_nothing_or_less_or_of_the_future():
    payers("R1", "R2", "R3")
    imported("payments", lines("Roll No,Apr 2026", "R1,1000"))
    year = datetime.date.today().year + 2

    found = reasons("payments", lines(f"Roll No,Apr 2026,May {year}", "R1,0,", "R2,-5,", "R3,,5"))

    assert found == [
        (2, "Apr 2026", "The register has a payment here."),
        (3, "Apr 2026", "A column of a month holds what was paid, which is not below 0."),
        (4, f"May {year}", "It was paid, and the month lies in the future."),
    ]


def test_instalments_are_paid_on_the_day_beside_them():
    payers("R1")
    titles = "Roll No,Inst 1 paid,Inst 1 paid on,Inst 2 paid,Inst 2 paid on"

    imported("payments", lines(titles, "R1,500,05/07/2026,,"))

    assert stored_payments() == [("R1/Inst 1", "2026-07-05", 500, "INST1")]


def test_money_that_may_be_known_by_its_own_receipt_is_doubtful():
    payers("R1")
    imported("payments", payments("A-1,R1,2026-05-12,1000,Payment,Cash"))

    imported("payments", lines("Roll No,Mar 2026,Apr 2026,May 2026", "R1,0,1000,1000"))

    (doubt,) = Doubt.objects.all()
    words = "The register has another payment of this student in this month."
    assert (doubt.column, doubt.reason) == ("May 2026", words)
    assert Payment.objects.get(pk=doubt.record_id).receipt == "R1/May 2026"


@pytest.mark.parametrize("title", ["x" * 60, "Lab \u202efee"])
def test_a_title_that_can_be_no_code_is_refused(title):
    payers("R1")
    said = Options(columns=(("[B]", "instalment"),))

    with pytest.raises(ColumnsRefused):
        imported("dues", lines(f"Roll No,{title},Due on", "R1,5,2026-06-15"), options=said)


def test_refused_rows_of_a_wide_file_come_in_again_once_they_are_mended():
    payers("R1")
    said = Options(columns=(("Admission (x)", "instalment"),))
    content = lines("Roll No,Admission (x),Due on,Apr 2026", "R1,7,2026-06-15,x")
    run = runs.preview("dues", content, "f.csv", options=said)

    back = refused_rows.as_csv(run, runs.plan_of(run)).decode("utf-8-sig")
    imported("dues", back.replace(",x,", ",9,").encode())

    assert stored_dues() == [
        ("R1", "Admission (x)", "2026-06-15", 7),
        ("R1", "Apr 2026", "2026-06-15", 9),
    ]


def test_a_long_file_stays_long():
    payers("R1")

    imported("dues", lines("Roll No,Due,Due date,Amount,Apr 2026", "R1,1,2026-06-15,10,99"))

    assert stored_dues() == [("R1", "1", "2026-06-15", 10)]


def test_a_title_that_somebody_says_is_an_instalment_is_one():
    payers("R1")
    said = Options(columns=(("Admission (x)", "instalment"), ("By", "due_on")))

    imported("dues", lines("Roll No,Admission (x),By", "R1,700,2026-06-15"), options=said)

    assert stored_dues() == [("R1", "Admission (x)", "2026-06-15", 700)]
