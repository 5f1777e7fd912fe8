"""What is missing or doubtful of fees."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.numerals import rupees
from analytics.quality.checks import DOUBTFUL, MISSING, RecordCheck, Row
from analytics.quality.scopes import FEES, QualityScope
from students.models import Admission, FeeDue, Payment, Student


def admitted(scope: QualityScope) -> QuerySet[Student]:
    """Those who are in a batch today."""
    staying = Admission.objects.going_on(scope.today).filter(student=OuterRef("pk"))
    rows = Student.objects.filter(scope.theirs(FEES, "institution"), active=True)
    return rows.filter(Exists(staying))


def payments(scope: QualityScope) -> QuerySet[Payment]:
    """What was paid in these institutions."""
    return Payment.objects.filter(scope.theirs(FEES, "institution"))


def payer_row(student: Student, scope: QualityScope) -> Row:
    """A student, with the account."""
    url = reverse("student-fees", args=[student.pk])
    return Row(student.institution_id, student.name, student.roll_no, url, student.pk)


def payment_row(payment: Payment, scope: QualityScope) -> Row:
    """A payment, with its student's account."""
    url = reverse("student-fees", args=[payment.student_id])
    note = f"{payment.student} · {rupees(int(payment.amount * 100))}"
    return Row(payment.institution_id, payment.receipt, note, url, payment.student_id)


def _due(scope: QualityScope) -> Q:
    return Q(~Exists(FeeDue.objects.filter(student=OuterRef("pk"))))


def _toward(scope: QualityScope) -> Q:
    meant = FeeDue.objects.filter(student=OuterRef("student"), code_key=OuterRef("toward"))
    return ~Q(toward="") & ~Exists(meant)


def _of_payments(slug, title, todo, kind, lacks) -> RecordCheck:
    """A check of payments."""
    words = {"slug": slug, "title": title, "todo": todo, "kind": kind, "part": FEES}
    order = ("institution__code_key", "-paid_on", "receipt_key", "pk")
    read = {"row": payment_row, "order": order, "related": ("student",)}
    return RecordCheck(**words, institution="institution", whole=payments, lacks=lacks, **read)


CHECKS = (
    RecordCheck(
        slug="dues",
        title=gettext_lazy("Students in a batch without any fee due"),
        todo=gettext_lazy("Import their dues, or see that they study free of charge."),
        kind=MISSING,
        part=FEES,
        institution="institution",
        whole=admitted,
        lacks=_due,
        row=payer_row,
        order=("institution__code_key", "roll_key"),
    ),
    _of_payments(
        "payment-mode",
        gettext_lazy("Payments without a way of paying"),
        gettext_lazy("Import the payments again with a column for the way of paying."),
        MISSING,
        lambda scope: Q(mode=""),
    ),
    _of_payments(
        "payment-due",
        gettext_lazy("Payments for a due that is not there"),
        gettext_lazy("They count for the oldest open due; correct the payment or add the due."),
        DOUBTFUL,
        _toward,
    ),
)
