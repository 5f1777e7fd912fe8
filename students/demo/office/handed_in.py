"""What the demo's registrar has brought in lately: receipts of the fee desk, answers of a form."""

import csv
import datetime
import io

from django.db.models import Exists, OuterRef
from django.utils import timezone

from students.demo.calendars import DAY
from students.demo.plans import Plan
from students.imports import runs
from students.models import BatchTrainer, FeeDue, Institution, Payment, User

MOST = 8
AMOUNTS = ("₹ {:,}", "Rs. {}/-", "{}", "{:,}.00")
MODES = ("GPay", "by cash", "NEFT", "phonepe", "Credit Card")
ANSWERS = (
    ("4/5", "Good pace, useful assignments."),
    ("★★★★★", "Doubt turant clear ho jata hai."),
    ("8 out of 10", ""),
    ("Excellent", "बहुत अच्छा पढ़ाते हैं।"),
    ("45", "Best lecture of the week."),
    ("2/5", "Too fast for those who are new."),
)


def hand_in(plan: Plan):
    """Bring both files in at the college as its registrar, where there are accounts; good rows."""
    registrar = User.objects.filter(username="registrar", is_demo=True).first()
    if registrar is None:
        return
    college = Institution.objects.get(code=plan.institutions[0].code)
    day = min(plan.date, timezone.localdate())
    for kind, name, content in (
        ("payments", "receipts-of-the-week.csv", receipts(college, day)),
        ("ratings", "feedback-form.csv", answers(college, day)),
    ):
        runs.run_at_once(
            kind, content, name, institution=college, user=registrar, skip_refused=True
        )


def receipts(college: Institution, day: datetime.date) -> bytes:
    """Some dues of which nothing was paid yet, and a roll number that nobody has."""
    of_due = {"student": OuterRef("student"), "toward": OuterRef("code_key")}
    dues = FeeDue.objects.filter(student__institution=college, due_on__lte=day)
    unpaid = dues.exclude(Exists(Payment.objects.filter(**of_due)))
    columns = ("student__roll_no", "code", "amount")
    rows = [("Receipt No", "Date", "Roll No", "Amount Paid", "Payment Mode", "For the due")]
    for number, (roll_no, code, amount) in enumerate(
        unpaid.order_by("due_on", "student__roll_key", "code_key").values_list(*columns)[:MOST], 1
    ):
        written = AMOUNTS[number % len(AMOUNTS)].format(int(amount))
        on = f"{day - number % 5 * DAY - DAY:%d/%m/%Y}"
        rows.append((f"D-{number:03}", on, roll_no, written, MODES[number % len(MODES)], code))
    rows.append(("D-999", f"{day - DAY:%d/%m/%Y}", "NOBODY-1", "500", "Cash", ""))
    return _written(rows)


def answers(college: Institution, day: datetime.date) -> bytes:
    """A few answers about the first trainer of a batch of the college."""
    training = BatchTrainer.objects.filter(batch__institution=college).order_by("pk").first()
    rows = [("Timestamp", "Trainer", "Batch", "Rating", "Comments")]
    for number, (rating, comment) in enumerate(ANSWERS):
        on = f"{day - number * DAY - DAY:%d-%b-%Y}"
        rows.append((on, training.staff.code, training.batch.code, rating, comment))
    return _written(rows)


def _written(rows: list[tuple]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()
