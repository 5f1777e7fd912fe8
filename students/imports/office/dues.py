"""What students are to pay and by when: an instalment a row, of a plan where one is named."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.office.amounts import due_of
from students.imports.office.dates import day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.payments import FIELDS as OF_PAYMENTS
from students.imports.office.records import FEE_DUE, FEE_PLAN
from students.imports.office.sheets import Sheet
from students.imports.office.wide import is_wide
from students.imports.office.wide_dues import WIDE, dues_of
from students.imports.refusals import Refused
from students.imports.values import whole_of
from students.rules.keys import key_of

ROLL_NO = next(field for field in OF_PAYMENTS if field.name == "roll_no")
MOST_INSTALMENTS = 120
FIELDS = (
    ROLL_NO,
    Field(
        "code",
        gettext_lazy("Due"),
        "due,due no,installment,instalment,installment no,instalment no,no,fee head,head,"
        "particulars",
        identities.code_of,
        required=True,
    ),
    Field(
        "due_on",
        gettext_lazy("Due on"),
        "due date,date,last date,pay by,due by",
        day_of,
        required=True,
    ),
    Field(
        "amount",
        gettext_lazy("Amount"),
        "amount due,fee,fees,due amount,payable,total,rs,inr",
        due_of,
        required=True,
        numeric=True,
    ),
    Field("plan", gettext_lazy("Fee plan"), "plan,fee plan,plan code", identities.code_of),
    Field(
        "plan_amount",
        gettext_lazy("Amount of the plan"),
        "amount of the plan,plan amount,total fee,total fees,course fee,plan total",
        due_of,
        numeric=True,
    ),
    Field(
        "instalments",
        gettext_lazy("Instalments"),
        "instalments,installments,no of instalments,no of installments",
        lambda cell: whole_of(cell, 1, MOST_INSTALMENTS),
        numeric=True,
    ),
)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """One due of one student; in a wide file each of its months or instalments."""
    said = line.values
    student = line.settle("roll_no", desk.student, said["roll_no"])
    if line.entry.problems:
        return
    plan = {"plan": key_of(said["plan"])} if "plan" in said else {}
    dues = dues_of if is_wide(line.table) else _due
    for due in dues(line, desk, student):
        yield due._replace(values=due.values | plan)
    if plan:
        yield from _plan(said, desk)


def _due(line: Line, desk: Desk, student: str) -> Iterable[Fact]:
    values = {name: line.values[name] for name in ("code", "due_on", "amount")}
    yield Fact(FEE_DUE.what, (student, key_of(values["code"])), values | {"student": student})


def _plan(said: dict, desk: Desk) -> Iterable[Fact]:
    """The plan, where the row says what it costs; Refused where nobody knows it."""
    key = key_of(said["plan"])
    if "plan_amount" in said and (key in desk.names("plan") or desk.options.create):
        values = {"code": desk.as_first_written(said["plan"]), "amount": said["plan_amount"]}
        values |= {name: said[name] for name in ("instalments",) if name in said}
        yield Fact(FEE_PLAN.what, (key,), values)
    elif key not in desk.names("plan"):
        raise Refused(
            _("There is no fee plan of this code."),
            _("Add the fee plan, or a column with its amount."),
        )


SHOWN = {(FEE_PLAN.what, "amount"): ("plan_amount",)}
SHEET = Sheet("dues", FIELDS, (FEE_PLAN, FEE_DUE), facts, "roll_no", shown=SHOWN, wide=WIDE)
