"""Results as they were declared: number 1 is kept for ever, every revision beside it."""

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from students.models.changes import MOVED, MarkChange, actor
from students.models.fields import FixedPointField
from students.models.guards import WrittenOnceError, WrittenOnceQuerySet
from students.models.people import Student
from students.models.policy import PolicyVersion
from students.models.results import TermResult
from students.models.structure import Branch, Institution, Term
from students.rules.standings import VERDICTS


class Verdict(models.TextChoices):
    PASS = "pass", _("Pass")
    ATKT = "atkt", _("Allowed to keep terms")
    FAIL = "fail", _("Fail")
    WITHHELD = "withheld", _("Withheld")
    INCOMPLETE = "incomplete", _("Result later")


class WrittenOnce(models.Model):
    """A row that is added by somebody at some time and never changed."""

    at = models.DateTimeField(auto_now_add=True)
    user_id = models.BigIntegerField(null=True)

    objects = WrittenOnceQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError("what was declared is never changed; declare a revision")
        self.user_id = actor().user_id
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnceError("what was declared is never deleted")


class DeclarationQuerySet(WrittenOnceQuerySet):
    def of_class(self, term_id: int, branch_id: int, semester: int):
        """Those of one class, the first one first."""
        return self.filter(term=term_id, branch=branch_id, semester=semester).order_by("number")

    def newest(self):
        """Of each class the last one declared."""
        later = Declaration.objects.filter(
            term=OuterRef("term"),
            branch=OuterRef("branch"),
            semester=OuterRef("semester"),
            number__gt=OuterRef("number"),
        )
        return self.filter(~models.Exists(later))

    def with_changes(self):
        """Each with `marks_changed`: whether a mark of its students was written since, of its term
        or of one before (a resit is a mark of the term it clears); it may come to the same."""
        lines = DeclaredResult.objects.filter(declaration=OuterRef(OuterRef("pk"))).order_by()
        terms = Term.objects.filter(starts_on__lte=OuterRef(OuterRef("term__starts_on"))).order_by()
        moved = MarkChange.objects.filter(
            MOVED,
            term_id__in=terms.values("pk"),
            at__gt=OuterRef("at"),
            student_id__in=lines.values("student_id"),
        )
        return self.annotate(marks_changed=models.Exists(moved))


class Declaration(WrittenOnce):
    """The results of a class in a term, declared; from number 2 on a revision with its reason."""

    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="declarations"
    )
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="declarations")
    branch = models.ForeignKey(Branch, on_delete=models.PROTECT, related_name="declarations")
    semester = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=200, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["term", "branch", "semester", "number"], name="declaration_unique_number"
            ),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gte=2) & ~Q(reason="")),
                name="declaration_revised_with_a_reason",
            ),
        )

    def __str__(self):
        of_class = f"{self.term}, {self.branch} {self.semester}"
        return _("%(class)s, declaration %(number)s") % {"class": of_class, "number": self.number}

    @property
    def is_published(self) -> bool:
        """Whether students see it."""
        return hasattr(self, "publication")


class Publication(WrittenOnce):
    """A declaration shown to its students, from this moment on."""

    declaration = models.OneToOneField(Declaration, on_delete=models.PROTECT)

    def __str__(self):
        return _("%(declaration)s, published") % {"declaration": self.declaration}


# Numbers count within a class: of somebody who changed class only the time tells what is newer.
BY_TIME = ("declaration__at", "declaration__pk")


class DeclaredResultQuerySet(WrittenOnceQuerySet):
    def published(self):
        """Those their students may see."""
        return self.filter(declaration__publication__isnull=False)

    def newest(self):
        """Of each student's term the last one among these."""
        ordered = self.select_related("declaration").order_by("result", *BY_TIME)
        return {declared.result_id: declared for declared in ordered}

    def not_replaced(self):
        """Those after which nothing was declared of the same student's term, in whichever class."""
        later = DeclaredResult.objects.filter(
            result=OuterRef("result"), declaration__at__gt=OuterRef("declaration__at")
        )
        return self.filter(~models.Exists(later))

    def erase(self, result_ids):
        """Take the lines of students away who leave the register with everything about them."""
        return models.QuerySet(self.model).filter(result__in=result_ids).delete()


class DeclaredResult(models.Model):
    """What was declared of one student: a copy, which later changes of marks do not reach.

    `papers` holds per subject what the sheet showed, as texts, and the codes of components that
    were awaited; `backlogs` holds the codes of subjects.
    """

    declaration = models.ForeignKey(
        Declaration, on_delete=models.PROTECT, related_name="declared_results"
    )
    result = models.ForeignKey(
        TermResult, on_delete=models.PROTECT, related_name="declared_results"
    )
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="declared_results")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    class_title = models.CharField(max_length=40, blank=True)
    sgpa = FixedPointField("SGPA", null=True)
    cgpa = FixedPointField("CGPA", null=True)
    total = FixedPointField()
    maximum = FixedPointField()
    credits_earned = FixedPointField(places=1)
    credits_registered = FixedPointField(places=1)
    promoted = models.BooleanField(null=True)
    backlog_count = models.PositiveSmallIntegerField()
    backlogs = models.JSONField(default=list)
    grace = models.JSONField(default=list)
    papers = models.JSONField(default=list)

    objects = DeclaredResultQuerySet.as_manager()

    class Meta:
        ordering = ("result__student__roll_key",)
        constraints = (
            models.UniqueConstraint(
                fields=["declaration", "result"], name="declared_result_unique"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=VERDICTS), name="declared_result_verdict_known"
            ),
        )

    def __str__(self):
        return f"{self.student}: {self.get_verdict_display()}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise WrittenOnceError("what was declared is never changed; declare a revision")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise WrittenOnceError("what was declared is never deleted")
