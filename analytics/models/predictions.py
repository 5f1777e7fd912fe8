"""What was guessed of whom, kept with all that it takes to make the same guess again."""

from django.db import models
from django.db.models import Max, Q

from analytics.models.model_versions import ModelVersion
from students.models import Enrolment
from students.models.guards import WrittenOnceQuerySet
from students.sight import Sight

MILLION = 1_000_000


class PredictionQuerySet(WrittenOnceQuerySet):
    def visible_to(self, sight: Sight):
        """Those of enrolments that may be seen."""
        return self.filter(enrolment__in=sight.enrolments().values("pk"))

    def latest(self):
        """The last one made for each enrolment and target."""
        last = self.order_by().values("enrolment", "version__target").annotate(last=Max("pk"))
        return self.filter(pk__in=last.values("last"))


class Prediction(models.Model):
    """The chance that a version gave an enrolment, as known on a day; a guess, never a fact.

    `inputs` are those of the version, in its order; null is "not known". `pulls` says by how much
    each theme raised (above 0) or lowered the log odds against a typical student of the past.
    """

    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="predictions")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="predictions")
    as_of = models.DateField()
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
            models.CheckConstraint(
                condition=Q(millionths__lte=MILLION), name="prediction_is_a_probability"
            ),
        )

    def __str__(self):
        return f"{self.enrolment_id} on {self.as_of}: {self.millionths / MILLION:.0%}"
