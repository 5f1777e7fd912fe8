"""Key figures over time: what they were each day, what they should be, how they are weighed."""

from django.db import models
from django.db.models import Q

from analytics.models.model_versions import WrittenOnce
from students.models import Batch, Branch, Institution, User
from students.models.fields import FixedPointField, KeyField
from students.models.guards import WrittenOnceQuerySet

SLUG_LENGTH = 40


class LatestQuerySet(WrittenOnceQuerySet):
    def in_force(self, institutions, **conditions):
        """The last one said of each figure at these institutions."""
        said = self.filter(institution__in=institutions, **conditions)
        newest = said.order_by().values("institution", "kpi").annotate(last=models.Max("pk"))
        return self.filter(pk__in=newest.values("last"))


class KpiWeights(WrittenOnce):
    """From then on an institution weighs the parts of a figure so; the latest row holds.

    `weights` are decimals as text by the name of the part. `learnt_from` is the number of students
    they were fitted to; empty: somebody chose them.
    """

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kpi = models.CharField(max_length=SLUG_LENGTH)
    weights = models.JSONField()
    learnt_from = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = LatestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "KPI weights"
        indexes = (models.Index(fields=["institution", "kpi"], name="kpi_weights_of_figure"),)

    def __str__(self):
        return f"{self.institution_id} {self.kpi} {self.weights}"


class KpiTarget(WrittenOnce):
    """What a figure should be from a day on; empty: no target any more. The latest row holds."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    kpi = models.CharField(max_length=SLUG_LENGTH)
    value = FixedPointField(null=True)
    from_day = models.DateField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = LatestQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        verbose_name_plural = "KPI targets"
        indexes = (models.Index(fields=["institution", "kpi"], name="kpi_target_of_figure"),)

    def __str__(self):
        return f"{self.institution_id} {self.kpi} {self.value}"


class KpiSnapshot(models.Model):
    """A figure of an institution, or of a branch or batch of it, as it was on a day.

    It is numerator over denominator, in the units its file in `kpis` says; `count` are those it was
    taken from. `place` tells institution, branch and batch apart without an empty value.
    """

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    branch = models.ForeignKey(Branch, on_delete=models.CASCADE, null=True, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="+")
    place = KeyField(max_length=64, editable=False)
    kpi = models.CharField(max_length=SLUG_LENGTH)
    day = models.DateField()
    numerator = models.BigIntegerField()
    denominator = models.BigIntegerField()
    count = models.PositiveBigIntegerField()

    class Meta:
        ordering = ("day", "kpi", "place")
        constraints = (
            models.UniqueConstraint(fields=["place", "kpi", "day"], name="kpi_snapshot_unique"),
            models.CheckConstraint(
                condition=Q(denominator__gt=0), name="kpi_snapshot_has_denominator"
            ),
            models.CheckConstraint(
                condition=Q(branch__isnull=True) | Q(batch__isnull=True),
                name="kpi_snapshot_of_one_place",
            ),
        )

    def __str__(self):
        return f"{self.kpi} {self.place} {self.day}"


def place_of(institution: int, branch: int | None = None, batch: int | None = None) -> str:
    """The key of an institution's place: the whole of it, a branch or a batch."""
    return f"{institution}|{branch or 0}|{batch or 0}"
