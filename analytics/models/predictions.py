"""What was guessed of whom, kept with all that it takes to make the same guess again."""

from collections.abc import Iterable

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from analytics.models.model_versions import ModelVersion
from students.models import Enrolment
from students.models.guards import WrittenOnceError, WrittenOnceQuerySet

MILLION = 1_000_000
NEWEST_FIRST = ("-as_of", "-edition")


class PredictionQuerySet(WrittenOnceQuerySet):
    def latest(self):
        """For each enrolment and target that of the version in use with the latest day, or none."""
        in_use = ModelVersion.objects.in_use().order_by().values("pk")
        of_the_same = Prediction.objects.filter(
            version=OuterRef("version"), enrolment=OuterRef("enrolment")
        )
        newest = of_the_same.order_by(*NEWEST_FIRST).values("pk")[:1]
        return self.filter(version__in=in_use, pk=Subquery(newest))

    def newest_of(self, enrolments: models.QuerySet[Enrolment], versions: Iterable[ModelVersion]):
        """For each of these enrolments that of these versions with the latest day, or none.

        The versions are of one target. One look for each enrolment, however long the course.
        """
        of_the_same = Prediction.objects.filter(
            version__in=[one.pk for one in versions], enrolment=OuterRef("pk")
        )
        newest = Subquery(of_the_same.order_by(*NEWEST_FIRST).values("pk")[:1])
        return self.filter(pk__in=enrolments.order_by().annotate(newest=newest).values("newest"))


class Prediction(models.Model):
    """The chance that a version gave an enrolment, as known on a day; a guess, never a fact.

    `inputs` are those of the version, in its order; null is "not known". `pulls` says by how much
    each theme raised (above 0) or lowered the log odds against a typical student of the past.
    A later `edition` follows facts of the same day that came in later.
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="predictions")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="predictions")
    as_of = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    stage = models.PositiveSmallIntegerField()
    millionths = models.PositiveIntegerField()
    inputs = models.JSONField()
    pulls = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PredictionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (models.Index(fields=["enrolment", "as_of"], name="prediction_of_enrolment"),)
        constraints = (
            models.UniqueConstraint(
                fields=["version", "enrolment", "as_of", "edition"], name="prediction_unique"
            ),
            models.CheckConstraint(
                condition=Q(millionths__lte=MILLION), name="prediction_is_a_probability"
            ),
        )

    def __str__(self):
        return f"{self.enrolment_id} on {self.as_of}: {self.millionths / MILLION:.0%}"

    def save(self, *args, **kwargs):
        """Store a new one; WrittenOnceError for one that is there."""
        if not self._state.adding:
            raise WrittenOnceError("a prediction never changes")
        super().save(*args, **kwargs)
