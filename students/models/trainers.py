"""Who trains which batch, and what its students say of them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from students.models.fields import FixedPointField, KeyField
from students.models.people import Staff
from students.models.structure import Batch
from students.rules.keys import KEY_LENGTH

HIGHEST_RATING = 100


class TrainingQuerySet(models.QuerySet):
    def today(self):
        """Those that hold today; an empty day is open."""
        day = timezone.localdate()
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class BatchTrainer(models.Model):
    """A member of staff who trains a batch, both days included; empty days: all of it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="trainers")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="batches")
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        ordering = ("batch__code_key", "staff__name_key")
        constraints = (
            models.UniqueConstraint(fields=["batch", "staff"], name="batch_trainer_unique"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="batch_trainer_ends_after_start",
                violation_error_message=_("Nobody stops training a batch before they start."),
            ),
        )

    def __str__(self):
        return f"{self.staff}, {self.batch}"


class TrainerRating(models.Model):
    """What one answer to a questionnaire gave a trainer; who answered is not kept.

    `response_key` tells answers of one trainer apart: the number the source gave it, else what the
    row says, with a count where several rows say the same.
    """

    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="ratings")
    batch = models.ForeignKey(
        Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="ratings"
    )
    response_key = KeyField(max_length=KEY_LENGTH, editable=False)
    rated_on = models.DateField(null=True, blank=True)
    score = FixedPointField(null=True, blank=True)
    max_score = FixedPointField(default=5)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("-rated_on", "-pk")
        indexes = (models.Index(fields=["staff", "rated_on"], name="trainer_rating_by_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=["staff", "response_key"], name="trainer_rating_unique_response"
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=F("max_score")),
                name="trainer_rating_in_range",
                violation_error_message=_("A rating lies between 0 and its maximum."),
            ),
            models.CheckConstraint(
                condition=Q(max_score__gt=0, max_score__lte=HIGHEST_RATING),
                name="trainer_rating_has_maximum",
                violation_error_message=_("The maximum of a rating lies above 0, at most at 100."),
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=False) | ~Q(comment=""),
                name="trainer_rating_says_something",
                violation_error_message=_("An answer has a rating or a comment."),
            ),
        )

    def __str__(self):
        return f"{self.staff} {self.score}"
