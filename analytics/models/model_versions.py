"""Models that were trained, each with what it was learnt from and how good it proved to be."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models import Institution, User
from students.models.guards import WrittenOnceError, WrittenOnceQuerySet


class Target(models.TextChoices):
    """What is guessed of a student in a subject."""

    AT_RISK = "at_risk", _("Fails or withdraws")
    FAIL = "fail", _("Fails, of those who stay")
    DROPOUT = "dropout", _("Withdraws")


class WrittenOnce(models.Model):
    """Added and read, never changed."""

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError(f"{self._meta.verbose_name_plural} never change")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnceError(f"{self._meta.verbose_name_plural} are never deleted")


class ModelVersionQuerySet(WrittenOnceQuerySet):
    def active(self, institution, target: str) -> "ModelVersion | None":
        """The version in use at an institution; None: the rules alone speak."""
        latest = Activation.objects.filter(institution=institution, target=target).first()
        return latest.version if latest else None

    def in_use(self):
        """The versions in use, at most one for each institution and target."""
        said = Activation.objects.order_by().values("institution", "target")
        latest = said.annotate(last=models.Max("pk")).values("last")
        return self.filter(activations__in=latest)


class ModelVersion(WrittenOnce):
    """One training: data window, inputs, code, libraries, measures out of time, and the verdict.

    `measures` holds what `evaluate_model --json` prints; `groups` the errors by audit group by
    week; `compared` the mean Brier differences to the rule and to the version then active, with
    their intervals, below 0 where this one is better.
    """

    class Verdict(models.TextChoices):
        BETTER = "better", _("Better than the rules and than the version in use")
        NOT_BETTER_THAN_RULE = "rule", _("Not proven better than the rules")
        NOT_BETTER_THAN_ACTIVE = "active", _("Not proven better than the version in use")
        NO_NEW_TERM = "no_term", _("No term that the version in use had not learnt from")

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="model_versions"
    )
    target = models.CharField(max_length=7, choices=Target)
    number = models.PositiveIntegerField()
    trained_at = models.DateTimeField(auto_now_add=True)
    train_terms = models.JSONField()
    test_terms = models.JSONField()
    data_from = models.DateField()
    data_to = models.DateField()
    students = models.PositiveIntegerField(help_text=_("Enrolments it was learnt from."))
    inputs = models.JSONField()
    code_version = models.CharField(max_length=64)
    libraries = models.JSONField()
    sha256 = models.CharField(max_length=64)
    artifact = models.TextField(help_text=_("The stored learners, as base64."))
    measures = models.JSONField()
    groups = models.JSONField()
    compared = models.JSONField()
    verdict = models.CharField(max_length=7, choices=Verdict)

    objects = ModelVersionQuerySet.as_manager()

    class Meta:
        ordering = ("institution", "target", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "target", "number"], name="model_version_unique_number"
            ),
            models.CheckConstraint(
                condition=models.Q(target__in=Target.values), name="model_version_target_known"
            ),
        )

    def __str__(self):
        return f"{self.target} {self.number}"


class ActivationQuerySet(WrittenOnceQuerySet):
    def in_force(self, institutions):
        """What holds now at these institutions, for each target of which anything ever was."""
        said = self.filter(institution__in=institutions).order_by().values("institution", "target")
        return self.filter(pk__in=said.annotate(last=models.Max("pk")).values("last"))


class Activation(WrittenOnce):
    """From then on this version is in use, or none: who said so, and why. The latest one holds."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="+")
    target = models.CharField(max_length=7, choices=Target)
    version = models.ForeignKey(
        ModelVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="activations"
    )
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300)

    objects = ActivationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self):
        return f"{self.version or 'none'} since {self.at}"

    def save(self, *args, **kwargs):
        """Store it; ValueError where the version is of another institution or target."""
        version = self.version
        if version and (version.institution_id, version.target) != (
            self.institution_id,
            self.target,
        ):
            raise ValueError("a version is activated at its own institution, for its own target")
        super().save(*args, **kwargs)
