"""Subjects as they were taught in a term: the days their weeks are counted by."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from students.models.structure import Subject, Term


class Offering(models.Model):
    """A subject as taught in a term: the days its weeks are counted from and to, and the source.

    Week n holds the days 7n to 7n + 6 after `starts_on`, so that weeks before the start are below
    0. A subject without such a row is taught from the first to the last day of its term.
    """

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="offerings")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="offerings")
    starts_on = models.DateField()
    ends_on = models.DateField()
    source = models.CharField(
        max_length=200, blank=True, help_text=_("Where the weekly figures come from.")
    )

    class Meta:
        ordering = ("term", "subject")
        constraints = (
            models.UniqueConstraint(fields=["subject", "term"], name="offering_unique"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="offering_ends_after_start",
                violation_error_message=_("A course does not end before it starts."),
            ),
        )

    def __str__(self):
        return f"{self.subject}, {self.term}"
