"""Files as an office sends them, and what the register holds of them after."""

from students.imports import runs
from students.models import (
    Admission,
    Batch,
    BatchTrainer,
    Branch,
    Correction,
    Doubt,
    FeeDue,
    FeePlan,
    Payment,
    Staff,
    Student,
    TrainerRating,
)
from students.tests.factories import institution, student

RECORDS = (
    Student,
    Staff,
    Branch,
    Batch,
    Admission,
    BatchTrainer,
    TrainerRating,
    FeePlan,
    FeeDue,
    Payment,
    Doubt,
)
PAYMENTS = "Receipt,Roll No,Date,Amount,Type,Mode"
DUES = "Roll No,Due,Due date,Amount"


def lines(*rows: str) -> bytes:
    """A CSV file of these lines."""
    return "\n".join(rows).encode()


def payments(*rows: str) -> bytes:
    return lines(PAYMENTS, *rows)


def dues(*rows: str) -> bytes:
    return lines(DUES, *rows)


def payers(*roll_nos: str):
    """An institution with these students; the institution."""
    of = institution()
    for roll_no in roll_nos or ("R1", "R2"):
        student(of, roll_no, f"Student {roll_no}")
    return of


def imported(kind: str, content: bytes, **said):
    """The summary of importing at once, as the commands do."""
    return runs.run_at_once(kind, content, "file.csv", **said)


def reasons(kind: str, content: bytes, **said) -> list[tuple]:
    """Row, column and reason of all that is refused."""
    found = imported(kind, content, **said).problems
    return [(one.row, one.column, one.reason) for one in found]


def corrections() -> list[tuple]:
    """Row, column, what was found, what was stored and how, of everything altered."""
    names = ("row", "column", "found", "became", "sort")
    return list(Correction.objects.order_by("run", "row", "pk").values_list(*names))


def office() -> dict[str, list]:
    """Every record of the office, without its number."""
    return {model.__name__: _rows(model) for model in RECORDS}


def _rows(model) -> list:
    names = [field.attname for field in model._meta.fields if field.attname != "id"]
    return sorted(model.objects.values_list(*names), key=repr)
