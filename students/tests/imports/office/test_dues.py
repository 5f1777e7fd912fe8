"""Fee dues on their way in."""

import datetime

import pytest

from students.imports import runs
from students.models import FeeDue, FeePlan
from students.tests.imports.office.files import dues, imported, lines, payers, reasons

pytestmark = pytest.mark.django_db


def test_a_due_is_stored_by_student_and_code():
    payers()

    imported("dues", dues("R1,1,15/06/2026,10000", "R1,2,15/09/2026,10000", "R2,1,2026-06-15,0"))

    found = FeeDue.objects.order_by("student__roll_key", "code_key")
    assert [(due.student.roll_no, due.code, due.amount) for due in found] == [
        ("R1", "1", 10000),
        ("R1", "2", 10000),
        ("R2", "1", 0),
    ]
    assert found[0].due_on == datetime.date(2026, 6, 15)


def test_a_due_below_0_is_refused():
    payers()

    assert reasons("dues", dues("R1,1,2026-06-15,-5")) == [
        (2, "Amount", "Nobody owes less than 0.")
    ]


def test_a_due_of_a_plan_is_tied_to_it():
    FeePlan.objects.create(institution=payers(), code="DS-A", amount=20000, instalments=2)

    imported("dues", lines("Roll No,Due,Due date,Amount,Plan", "R1,1,2026-06-15,10000,ds-a"))

    assert FeeDue.objects.get().plan.code == "DS-A"


def test_a_plan_nobody_knows_is_refused():
    payers()

    found = reasons("dues", lines("Roll No,Due,Due date,Amount,Plan", "R1,1,2026-06-15,1,X"))

    assert [reason for _row, _column, reason in found] == ["There is no fee plan of this code."]


def test_what_is_due_from_whom_is_demanded():
    payers()

    found = reasons(
        "dues", dues(",1,2026-06-15,5", "R1,,2026-06-15,5", "R1,1,,5", "R1,1,2026-06-15,")
    )

    assert found == [
        (2, "Roll No", "It is missing."),
        (3, "Due", "It is missing."),
        (4, "Due date", "It is missing."),
        (5, "Amount", "It is missing."),
    ]


def test_a_plan_comes_with_its_dues_where_the_file_says_what_it_costs():
    payers("R1")
    titles = "Roll No,Due,Due date,Amount,Plan,Total fee,Instalments"

    summary = imported("dues", lines(titles, "R1,1,2026-06-15,10000,DS-A,20000,2"))

    plan = FeePlan.objects.get()
    assert (plan.code, plan.amount, plan.instalments) == ("DS-A", 20000, 2)
    assert FeeDue.objects.get().plan == plan
    runs.undo(summary.run)
    assert not FeePlan.objects.exists()
