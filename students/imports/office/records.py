"""The sorts of records that office files bring."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from students.imports.office.sorts import Sort
from students.models import (
    Admission,
    Batch,
    BatchTrainer,
    FeeDue,
    FeePlan,
    Payment,
    PersonalDetail,
    Staff,
    Student,
    TrainerRating,
)
from students.models.admissions import ACTIVE_AND_LEFT
from students.rules.keys import key_of, name_key_of


def nameless(values: dict) -> str:
    """Somebody new needs a name."""
    return "" if values["name"] else _("Somebody new needs a name.")


def backwards(first: str, last: str) -> Callable[[dict], str]:
    """A problem of values whose last day lies before their first."""

    def problem(values: dict) -> str:
        starts, ends = values[first], values[last]
        return _("It ends before it starts.") if starts and ends and ends < starts else ""

    return problem


def ended_well(values: dict) -> str:
    """A problem of an admission that ends before it starts, or ends and goes on."""
    if values["left_on"] and values["standing"] == Admission.Standing.ACTIVE:
        return str(ACTIVE_AND_LEFT)
    return backwards("admitted_on", "left_on")(values)


STUDENT = Sort(
    what="student",
    model=Student,
    scope="institution",
    key=("roll_key",),
    columns={"roll_no": "roll_no", "name": "name", "email": "email"},
    unique=("institution", "roll_key"),
    derived={"roll_key": ("roll_no", key_of), "name_key": ("name", name_key_of)},
    said_once=("roll_no", "name", "email"),
    problem=nameless,
)
PERSONAL_DETAIL = Sort(
    what="personaldetail",
    model=PersonalDetail,
    scope="student__institution",
    key=("student__roll_key",),
    columns={
        "student": "student__roll_key",
        "born_on": "born_on",
        "phone": "phone",
        "guardian": "guardian",
    },
    unique=("student",),
)
STAFF = Sort(
    what="staff",
    model=Staff,
    scope="institution",
    key=("code_key",),
    columns={"code": "code", "name": "name", "email": "email", "joined_on": "joined_on"},
    unique=("institution", "code_key"),
    derived={"code_key": ("code", key_of), "name_key": ("name", name_key_of)},
    said_once=("code", "name"),
    problem=nameless,
)
BATCH = Sort(
    what="batch",
    model=Batch,
    scope="institution",
    key=("code_key",),
    columns={
        "code": "code",
        "title": "title",
        "branch": "branch__code_key",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
    },
    unique=("institution", "code_key"),
    derived={"code_key": ("code", key_of)},
    said_once=("code",),
    problem=backwards("starts_on", "ends_on"),
)
ADMISSION = Sort(
    what="admission",
    model=Admission,
    scope="student__institution",
    key=("student__roll_key", "batch__code_key"),
    columns={
        "student": "student__roll_key",
        "batch": "batch__code_key",
        "admitted_on": "admitted_on",
        "left_on": "left_on",
        "standing": "standing",
    },
    unique=("student", "batch"),
    defaults={"standing": Admission.Standing.ACTIVE},
    problem=ended_well,
)
BATCH_TRAINER = Sort(
    what="batchtrainer",
    model=BatchTrainer,
    scope="batch__institution",
    key=("batch__code_key", "staff__code_key"),
    columns={
        "batch": "batch__code_key",
        "staff": "staff__code_key",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
    },
    unique=("batch", "staff"),
)
RATING = Sort(
    what="trainerrating",
    model=TrainerRating,
    scope="staff__institution",
    key=("staff__code_key", "response_key"),
    columns={
        "staff": "staff__code_key",
        "batch": "batch__code_key",
        "rated_on": "rated_on",
        "score": "score",
        "max_score": "max_score",
        "comment": "comment",
    },
    unique=("staff", "response_key"),
    defaults={"max_score": "5"},
)
FEE_PLAN = Sort(
    what="feeplan",
    model=FeePlan,
    scope="institution",
    key=("code_key",),
    columns={
        "code": "code",
        "title": "title",
        "branch": "branch__code_key",
        "amount": "amount",
        "instalments": "instalments",
    },
    unique=("institution", "code_key"),
    derived={"code_key": ("code", key_of)},
    defaults={"instalments": 1},
    said_once=("code",),
)
FEE_DUE = Sort(
    what="feedue",
    model=FeeDue,
    scope="student__institution",
    key=("student__roll_key", "code_key"),
    columns={
        "student": "student__roll_key",
        "code": "code",
        "due_on": "due_on",
        "amount": "amount",
        "plan": "plan__code_key",
    },
    unique=("student", "code_key"),
    derived={"code_key": ("code", key_of)},
    said_once=("code",),
)
PAYMENT = Sort(
    what="payment",
    model=Payment,
    scope="institution",
    key=("receipt_key",),
    columns={
        "receipt": "receipt",
        "student": "student__roll_key",
        "kind": "kind",
        "paid_on": "paid_on",
        "amount": "amount",
        "mode": "mode",
        "toward": "toward",
    },
    unique=("institution", "receipt_key"),
    derived={"receipt_key": ("receipt", key_of)},
    defaults={"kind": Payment.Kind.PAYMENT},
    said_once=("receipt",),
)
