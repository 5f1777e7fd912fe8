"""Assignments, quizzes, midterm, end-semester: what a subject's mark is combined from."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from students.models.changes import MarkChange
from students.models.fields import FixedPointField, KeyField
from students.models.guards import RefreshedQuerySet
from students.models.marks import LARGEST_MAXIMUM, Mark, State, result_keys
from students.models.results import TermResult
from students.models.spans import among
from students.models.structure import NO_CODE, Subject, Term
from students.rules.components import ComponentFact
from students.rules.grading import ABSENT, EXEMPT, PENDING, PRESENT, STATES
from students.rules.keys import KEY_LENGTH, key_of


class Component(models.Model):
    """One assessed part of a subject in a term, with its maximum and its weight in the mark."""

    class Kind(models.TextChoices):
        ASSIGNMENT = "assignment", _("Assignment")
        QUIZ = "quiz", _("Quiz")
        MIDTERM = "midterm", _("Midterm")
        PRACTICAL = "practical", _("Practical")
        END_SEMESTER = "end_semester", _("End-semester")

    subject = models.ForeignKey(Subject, on_delete=models.PROTECT, related_name="components")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="components")
    kind = models.CharField(max_length=12, choices=Kind)
    code = models.CharField(max_length=40)
    code_key = KeyField(max_length=KEY_LENGTH, editable=False)
    max_score = FixedPointField(_("maximum"))
    weight = FixedPointField(help_text=_("What this component is worth in the subject's mark."))
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("subject", "term", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "term", "code_key"], name="component_unique_code"
            ),
            models.CheckConstraint(
                condition=Q(max_score__gt=0, max_score__lte=LARGEST_MAXIMUM)
                & Q(weight__gte=0, weight__lte=LARGEST_MAXIMUM),
                name="component_maximum_and_weight_in_range",
                violation_error_message=format_lazy(
                    _("A maximum lies above 0, a weight at 0 or above, both at most at {largest}."),
                    largest=LARGEST_MAXIMUM,
                ),
            ),
            models.CheckConstraint(
                condition=~Q(code_key=""),
                name="component_has_code",
                violation_error_message=NO_CODE,
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["assignment", "quiz", "midterm", "practical", "end_semester"]
                ),
                name="component_kind_known",
                violation_error_message=_("This kind of component is not known."),
            ),
        )

    def __str__(self):
        return self.code

    def clean(self):
        """Refuse weights that add up to more than a mark's maximum may be."""
        others = Component.objects.filter(subject=self.subject_id, term=self.term_id)
        weights = others.exclude(pk=self.pk).aggregate(total=Sum("weight"))["total"] or 0
        if self.weight is not None and weights + self.weight > LARGEST_MAXIMUM:
            raise ValidationError(
                _("The weights of this subject's components come to more than %(largest)s.")
                % {"largest": LARGEST_MAXIMUM}
            )

    def save(self, *args, **kwargs):
        """Store it; marks combined from it are combined anew. ValidationError for its weight."""
        self.clean()
        self.code = self.code.strip()
        self.code_key = key_of(self.code)
        with transaction.atomic(), TermResult.objects.refreshing(self._held_results()) as refresh:
            super().save(*args, **kwargs)
            combine_components(refresh.ids)

    def _held_results(self) -> set[int]:
        """The results with marks in it; until the transaction ends it gets no marks in others.

        Whoever adds one refers to this row, and waits for it.
        """
        held = Component.objects.select_for_update().filter(pk=self.pk or 0)
        list(held.order_by("pk").values("pk"))
        results = TermResult.objects.filter(marks__component_marks__component=self.pk or 0)
        return set(results.values_list("pk", flat=True))


class ComponentMark(models.Model):
    """What a student got in one component."""

    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="component_marks")
    component = models.ForeignKey(
        Component, on_delete=models.PROTECT, related_name="component_marks"
    )
    state = models.CharField(max_length=12, choices=State, default=State.PRESENT)
    score = FixedPointField(null=True, blank=True)
    published = models.BooleanField(default=False)
    submitted_on = models.DateField(null=True, blank=True)
    banked = models.BooleanField(
        default=False, help_text=_("Carried over from an earlier attempt at the subject.")
    )

    objects = RefreshedQuerySet.as_manager()

    class Meta:
        ordering = ("component",)
        constraints = (
            models.UniqueConstraint(fields=["mark", "component"], name="component_mark_unique"),
            models.CheckConstraint(
                condition=Q(state__in=STATES), name="component_mark_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=PRESENT, score__isnull=False, score__gte=0)
                | Q(state__in=(PENDING, ABSENT, EXEMPT), score__isnull=True)
                | Q(state__in=("withheld", "malpractice")),
                name="component_mark_score_fits_state",
                violation_error_message=_(
                    "Present needs a score; pending, absent and exempt have none."
                ),
            ),
        )

    def __str__(self):
        return f"{self.mark} {self.component}"

    @property
    def fact(self) -> ComponentFact:
        """What the rules combine, in whole hundredths."""
        score = None if self.score is None else int(self.score.scaleb(2))
        of = self.component
        largest, weight = int(of.max_score.scaleb(2)), int(of.weight.scaleb(2))
        return ComponentFact(self.state, score, largest, weight, of.kind, of.code)

    def save(self, *args, **kwargs):
        """Store it, combine its mark, derive the result; ValueError above the maximum."""
        self._check()
        with TermResult.objects.refreshing([self.mark.result_id]):
            old = ComponentMark.objects.filter(pk=self.pk).first() if self.pk else None
            super().save(*args, **kwargs)
            change = component_change_of(old, self)
            if change:
                change.save()
            combine_components([self.mark.result_id])

    def delete(self, *args, **kwargs):
        """Remove it and combine the mark anew; the last one leaves the mark as it is."""
        with TermResult.objects.refreshing([self.mark.result_id]):
            component_change_of(self, None).save()
            deleted = super().delete(*args, **kwargs)
            combine_components([self.mark.result_id])
            return deleted

    def _check(self):
        component, result = self.component, self.mark.result
        if (component.subject_id, component.term_id) != (self.mark.subject_id, result.term_id):
            raise ValueError("a component belongs to the subject and term of its mark")
        if self.score is not None and self.score > component.max_score:
            raise ValueError(f"{self.score} is above the maximum {component.max_score}")


def component_change_of(old: ComponentMark | None, new: ComponentMark | None) -> MarkChange | None:
    """The history row for a component mark from `old` to `new`; None when nothing changed."""
    part = new or old
    values = {"component": part.component.code, "attempt": part.mark.attempt}
    for side, version in (("old", old), ("new", new)):
        if version is not None:
            values |= {
                f"{side}_state": version.state,
                f"{side}_score": version.score,
                f"{side}_max": version.component.max_score,
                f"{side}_published": version.published,
            }
    change = MarkChange(**result_keys(part.mark.result, part.mark.subject), **values)
    return change if change.differs else None


def combine_components(result_ids: Iterable[int]) -> int:
    """Bring every mark of these results that has components to what they come to; how many moved.

    Call it inside a refresh that holds the results.
    """
    marks = (
        Mark.objects.filter(among("result", sorted(set(result_ids))), component_marks__isnull=False)
        .select_related("result__student", "result__policy_version", "subject")
        .prefetch_related("component_marks__component")
        .distinct()
    )
    moved = [mark for mark in marks if mark.combine()]
    for mark in moved:
        mark.save()
    return len(moved)
