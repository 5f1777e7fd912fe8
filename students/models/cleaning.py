"""What an import altered on its way in, and what it left as it was but holds doubtful."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from students.models.guards import WrittenOnceQuerySet
from students.models.imports import ImportRun
from students.models.structure import Institution


class Correction(models.Model):
    """A cell that was stored otherwise than it stood in the file; never changed or deleted.

    `record` names what it belongs to as the file does: a roll number, a receipt, a code.
    """

    class Sort(models.TextChoices):
        NORMALISED = "normalised", _("Normalised")
        STANDARDISED = "standardised", _("Standardised")
        FILLED = "filled", _("Filled")
        CORRECTED = "corrected", _("Corrected")

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="corrections")
    row = models.PositiveIntegerField()
    record = models.CharField(max_length=80, blank=True)
    column = models.CharField(max_length=80)
    found = models.CharField(max_length=300, blank=True)
    became = models.CharField(max_length=300)
    sort = models.CharField(max_length=12, choices=Sort)
    reason = models.CharField(max_length=300)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        ordering = ("run", "row", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(sort__in=["normalised", "standardised", "filled", "corrected"]),
                name="correction_sort_known",
            ),
        )

    def __str__(self):
        return f"{self.column}: {self.found} → {self.became}"


class Doubt(models.Model):
    """A stored value that somebody should look at; settled, it stays with who said what of it.

    It goes with its run.
    """

    class Settled(models.TextChoices):
        RIGHT = "right", _("Right as it is")
        TAKEN = "taken", _("Proposal taken")

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="doubts")
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="doubts")
    model = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    record = models.CharField(max_length=80)
    column = models.CharField(max_length=80)
    value = models.CharField(max_length=300, blank=True)
    proposal = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300)
    settled_as = models.CharField(max_length=5, choices=Settled, blank=True, editable=False)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by_id = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ("institution", "model", "record", "pk")
        indexes = (models.Index(fields=["institution", "settled_at"], name="doubt_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=["run", "model", "record_id", "column"], name="doubt_unique"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_as="")
                | Q(settled_at__isnull=False, settled_as__in=["right", "taken"]),
                name="doubt_settled_somehow",
            ),
        )

    def __str__(self):
        return f"{self.record} {self.column}: {self.value}"
