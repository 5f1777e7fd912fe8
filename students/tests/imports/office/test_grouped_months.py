"""Wide fee files whose months stand above “Due” and “Paid” in a row of their own."""

import io

import pytest
from openpyxl import Workbook

from students.imports import runs
from students.models import FeeDue, Payment
from students.tests.imports.office.files import imported, lines, payers

pytestmark = pytest.mark.django_db

STORED = {
    "dues": [("R1", "Apr 2026", 1500), ("R1", "May 2026", 1600), ("R2", "Apr 2026", 1500)],
    "payments": [("R1", "Apr 2026", 1500), ("R1", "May 2026", 900)],
}
LOWER = [
    "Roll No,Name,Due,Paid,Due,Paid,Balance",
    ",,Due,Paid,Due,Paid,",
    ",,Fee due,Fee paid,Payable,Received,Balance",
]


def stored(kind: str) -> list[tuple]:
    """Student, month and amount of what the register holds."""
    if kind == "dues":
        rows = FeeDue.objects.order_by("student__roll_key", "due_on")
        return [(one.student.roll_no, one.code, one.amount) for one in rows]
    rows = Payment.objects.order_by("student__roll_key", "paid_on")
    return [(one.student.roll_no, one.receipt.split("/")[1], one.amount) for one in rows]


@pytest.mark.parametrize("kind", STORED)
@pytest.mark.parametrize("lower", LOWER)
def test_due_and_paid_below_a_month_are_that_months(kind, lower):
    payers()
    upper = ",,Apr 2026,,May 2026,," if "Roll" in lower else "Roll No,Name,Apr 2026,,May 2026,,"
    rows = ["R1,A,1500,1500,1600,900,700", "R2,B,1500,0,,,1500"]

    summary = imported(kind, lines("Fee register,,,,,,", upper, lower, *rows))

    assert (stored(kind), summary.problems) == (STORED[kind], ())


def test_a_day_below_a_month_is_the_day_of_its_payment():
    payers("R1")
    upper, lower = ",Apr 2026,,,May 2026,,", "Roll No,Due,Paid,Paid on,Due,Paid,Paid on"

    imported("payments", lines(upper, lower, "R1,1500,1500,04/04/2026,1600,900,05/05/2026"))

    days = Payment.objects.order_by("paid_on").values_list("paid_on", flat=True)
    assert [str(day) for day in days] == ["2026-04-04", "2026-05-05"]


@pytest.mark.parametrize("kind", STORED)
def test_merged_months_of_a_workbook_are_read_and_twice_changes_nothing(kind):
    payers()
    book = Workbook()
    sheet = book.active
    sheet.append(["Roll No", "Name", "Apr-26", None, "May-26", None])
    sheet.append([None, None, "Due", "Paid", "Due", "Paid"])
    sheet.append(["R1", "A", 1500, 1500, 1600, 900])
    sheet.append(["R2", "B", 1500, None, None, None])
    for cells in ("A1:A2", "B1:B2", "C1:D1", "E1:F1"):
        sheet.merge_cells(cells)
    content = io.BytesIO()
    book.save(content)

    runs.run_at_once(kind, content.getvalue(), "fees.xlsx")
    again = runs.run_at_once(kind, content.getvalue(), "fees.xlsx")

    assert stored(kind) == STORED[kind]
    assert (again.counts["new"], again.counts["changed"]) == (0, 0)
