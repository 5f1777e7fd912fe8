"""An institution's ordinances: numbered versions that never change, assigned from a term."""

import json
from functools import cached_property, lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from students.models.guards import WrittenOnceError, WrittenOnceQuerySet
from students.models.structure import Institution, Term
from students.rules.policy import PAPER_POLICY, Policy


class PolicyVersionQuerySet(WrittenOnceQuerySet):
    def first_of(self, institution_id: int):
        """Version 1 of an institution, the usual bands and lines; made when first asked for."""
        version, _ = self.get_or_create(
            institution_id=institution_id,
            number=1,
            defaults={"title": "Default", "definition": PAPER_POLICY.definition()},
        )
        return version

    def of_term(self, term: Term):
        """The version a new result of this term is bound to."""
        return self.assigned_to(term) or self.first_of(term.institution_id)

    def in_force(self, term: Term):
        """The same, for who only reads: None where the institution has no version yet."""
        first = self.filter(institution=term.institution_id, number=1)
        return self.assigned_to(term) or first.first()

    def assigned_to(self, term: Term):
        """The version assigned from this term or from one before it; None where none is."""
        assigned = (
            PolicyAssignment.objects.filter(
                institution_id=term.institution_id, from_term__starts_on__lte=term.starts_on
            )
            .select_related("version")
            .order_by("-from_term__starts_on", "-from_term_id")
            .first()
        )
        return assigned and assigned.version


class PolicyVersion(models.Model):
    """One edition of bands and thresholds; results stay bound to the one that made them."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="policy_versions"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    definition = models.JSONField()
    fingerprint = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        ordering = ("institution", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "number"], name="policy_version_unique_number"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1),
                name="policy_version_number_from_one",
                violation_error_message=_("Versions are numbered from 1."),
            ),
        )

    def __str__(self):
        return _("%(title)s (version %(number)s)") % {"title": self.title, "number": self.number}

    @cached_property
    def policy(self) -> Policy:
        """The definition as the rules read it; raises PolicyError when it is not sound."""
        if self._state.adding:
            return Policy.from_definition(self.definition)
        return _stored_policy(json.dumps(self.definition))

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError("a policy version never changes; add the next version instead")
        self.definition = self.policy.definition()
        self.fingerprint = self.policy.fingerprint()
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnceError("a policy version is never deleted; results may be bound to it")


@lru_cache(maxsize=64)
def _stored_policy(definition: str) -> Policy:
    # Each row of a sheet brings its own copy of its version, and reading one takes milliseconds.
    return Policy.from_definition(json.loads(definition))


# A column that is read with a result, so that its policy takes no query of its own.
DEFINITION = "(SELECT definition FROM students_policyversion WHERE id = policy_version_id)"


def policy_of(definition: str) -> Policy:
    """The policy of a `DEFINITION` as it was read."""
    return _stored_policy(definition)


class PolicyAssignment(models.Model):
    """From this term on, new results are bound to this version."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="policy_assignments"
    )
    from_term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="policy_assignments")
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["institution", "from_term"], name="policy_assignment_unique_term"
            ),
        )

    def __str__(self):
        return _("%(version)s from %(from_term)s") % {
            "version": self.version,
            "from_term": self.from_term,
        }
