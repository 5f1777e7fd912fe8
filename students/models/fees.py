"""What a student owes and has paid: dues by their day, payments and refunds by their receipt."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models.fields import FixedPointField, KeyField
from students.models.people import Student
from students.models.structure import NO_CODE, Branch, Coded, Institution, keyed_in_institution
from students.rules.keys import KEY_LENGTH, key_of

LARGEST_AMOUNT = 100_000_000


class FeePlan(Coded):
    """What a course costs in all, in how many instalments."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="fee_plans")
    title = models.CharField(max_length=200, blank=True)
    branch = models.ForeignKey(
        Branch, on_delete=models.PROTECT, null=True, blank=True, related_name="fee_plans"
    )
    amount = FixedPointField()
    instalments = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ("code_key",)
        constraints = (
            *keyed_in_institution("fee_plan"),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=LARGEST_AMOUNT),
                name="fee_plan_amount_in_range",
                violation_error_message=_("An amount lies between 0 and 100 million."),
            ),
            models.CheckConstraint(
                condition=Q(instalments__gte=1, instalments__lte=120),
                name="fee_plan_instalments_in_range",
                violation_error_message=_("A fee is paid in 1 to 120 instalments."),
            ),
        )


class FeeDue(models.Model):
    """An amount a student is to pay by a day, such as the second instalment."""

    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="fee_dues")
    code = models.CharField(max_length=40)
    code_key = KeyField(max_length=KEY_LENGTH, editable=False)
    due_on = models.DateField()
    amount = FixedPointField()
    plan = models.ForeignKey(
        FeePlan, on_delete=models.PROTECT, null=True, blank=True, related_name="dues"
    )

    class Meta:
        ordering = ("student__roll_key", "due_on", "code_key")
        indexes = (models.Index(fields=["due_on"], name="fee_due_by_day"),)
        constraints = (
            models.UniqueConstraint(fields=["student", "code_key"], name="fee_due_unique_code"),
            models.CheckConstraint(
                condition=~Q(code_key=""),
                name="fee_due_has_code",
                violation_error_message=NO_CODE,
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0, amount__lte=LARGEST_AMOUNT),
                name="fee_due_amount_in_range",
                violation_error_message=_("An amount lies between 0 and 100 million."),
            ),
        )

    def __str__(self):
        return f"{self.student.roll_no} {self.code}"

    def save(self, *args, **kwargs):
        self.code = self.code.strip()
        self.code_key = key_of(self.code)
        super().save(*args, **kwargs)


class Payment(models.Model):
    """Money received of a student, or given back; a part of a due is a payment like any other.

    `toward` is the key of the due it was said to be for; else the oldest unpaid due takes it.

    `institution` is the student's, kept beside it so that receipts are unique within it. No
    constraint holds it there: a check sees one row of one table, and a key of two columns is not to
    be had of the ORM, nor added to a table of SQLite. Hence save() refuses another one; the imports
    store by a student's place alone.
    """

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("Payment")
        REFUND = "refund", _("Refund")

    class Mode(models.TextChoices):
        CASH = "cash", _("Cash")
        CARD = "card", _("Card")
        UPI = "upi", _("UPI")
        TRANSFER = "transfer", _("Bank transfer")
        CHEQUE = "cheque", _("Cheque")
        OTHER = "other", _("Other")

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="payments")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="payments")
    receipt = models.CharField(max_length=40)
    receipt_key = KeyField(max_length=KEY_LENGTH, editable=False)
    kind = models.CharField(max_length=7, choices=Kind, default=Kind.PAYMENT)
    paid_on = models.DateField()
    amount = FixedPointField()
    mode = models.CharField(max_length=8, choices=Mode, blank=True)
    toward = KeyField(max_length=KEY_LENGTH, blank=True)

    class Meta:
        ordering = ("-paid_on", "receipt_key")
        indexes = (
            models.Index(fields=["institution", "paid_on"], name="payment_by_day"),
            models.Index(fields=["student", "paid_on"], name="payment_of_student"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "receipt_key"], name="payment_unique_receipt"
            ),
            models.CheckConstraint(
                condition=~Q(receipt_key=""),
                name="payment_has_receipt",
                violation_error_message=NO_CODE,
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["payment", "refund"]),
                name="payment_kind_known",
                violation_error_message=_("It is a payment or a refund."),
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["", "cash", "card", "upi", "transfer", "cheque", "other"]),
                name="payment_mode_known",
                violation_error_message=_("This way of paying is not known."),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, amount__lte=LARGEST_AMOUNT),
                name="payment_amount_in_range",
                violation_error_message=_("A payment lies above 0, at most at 100 million."),
            ),
        )

    def __str__(self):
        return self.receipt

    def save(self, *args, **kwargs):
        if self.student.institution_id != self.institution_id:
            raise ValueError("a student pays to their own institution alone")
        self.receipt = self.receipt.strip()
        self.receipt_key = key_of(self.receipt)
        super().save(*args, **kwargs)
