"""Since when a result stands at its risk, worked out from the history of its facts."""

from django.db import models

from students.models import TermResult
from students.models.results import RISK_WORDS
from students.rules.spells import Spells


class RiskSpell(models.Model):
    """A note of what the history says: right as long as `version` is that of the result.

    It may be thrown away at any time; whoever asks for it works it out again. Beside it stand the
    place and the level of the result as they were then, by which the longest waits are found.
    """

    result = models.OneToOneField(
        TermResult, on_delete=models.CASCADE, primary_key=True, related_name="risk_spell"
    )
    version = models.PositiveIntegerField()
    institution_id = models.BigIntegerField()
    term_id = models.BigIntegerField()
    level = models.CharField(max_length=7, choices=RISK_WORDS)
    since = models.DateField()
    average_since = models.DateField(null=True)
    attendance_since = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(
                fields=["institution_id", "term_id", "level", "since", "result"],
                name="risk_spell_by_wait",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(average_since__isnull=False)
                | models.Q(attendance_since__isnull=False),
                name="risk_spell_has_reason",
            ),
        )

    def __str__(self):
        return f"{self.result_id} since {self.since}"

    @property
    def spells(self) -> Spells:
        return Spells(self.since, self.average_since, self.attendance_since)


class BelowSpell(models.Model):
    """Since when a result's attendance lies below a line: a note like the one above.

    It is right as long as `version` is that of the result and `line` (whole percent) the one asked.
    """

    result = models.OneToOneField(
        TermResult, on_delete=models.CASCADE, primary_key=True, related_name="below_spell"
    )
    version = models.PositiveIntegerField()
    line = models.PositiveSmallIntegerField()
    since = models.DateField()

    def __str__(self):
        return f"{self.result_id} below {self.line} since {self.since}"
