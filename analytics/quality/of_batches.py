"""What is missing of batches and trainers."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.quality.checks import MISSING, RecordCheck, Row
from analytics.quality.scopes import BRANCHES, WHOLE, QualityScope
from students.models import Batch, Staff


def _batches(part: str):
    return lambda scope: Batch.objects.filter(scope.theirs(part, "institution"))


def batch_row(batch: Batch, scope: QualityScope) -> Row:
    """A batch, with the page on which it is mended."""
    url = reverse("admin:students_batch_change", args=[batch.pk])
    return Row(batch.institution_id, batch.code, batch.title, url)


def staff_row(staff: Staff, scope: QualityScope) -> Row:
    """A trainer likewise."""
    url = reverse("admin:students_staff_change", args=[staff.pk])
    return Row(staff.institution_id, staff.name, staff.code, url)


CHECKS = (
    RecordCheck(
        slug="batch-days",
        title=gettext_lazy("Batches without first and last day"),
        todo=gettext_lazy("Import the batches with their days; dashboards place them by these."),
        kind=MISSING,
        part=BRANCHES,
        institution="institution",
        whole=_batches(BRANCHES),
        lacks=lambda scope: Q(starts_on=None) | Q(ends_on=None),
        row=batch_row,
        order=("institution__code_key", "code_key"),
    ),
    RecordCheck(
        slug="batch-course",
        title=gettext_lazy("Batches without a course"),
        todo=gettext_lazy(
            "Name the course, unless the batch takes several: until then a head of branch sees the"
            " ratings of its trainers only where students of the branch are in it."
        ),
        kind=MISSING,
        part=WHOLE,
        institution="institution",
        whole=_batches(WHOLE),
        lacks=lambda scope: Q(branch=None),
        row=batch_row,
        order=("institution__code_key", "code_key"),
    ),
    RecordCheck(
        slug="staff-mail",
        title=gettext_lazy("Trainers and teachers without mail"),
        todo=gettext_lazy("Import the trainers with their addresses; reports are mailed to them."),
        kind=MISSING,
        part=WHOLE,
        institution="institution",
        whole=lambda scope: Staff.objects.filter(scope.theirs(WHOLE, "institution")),
        lacks=lambda scope: Q(email=""),
        row=staff_row,
        order=("institution__code_key", "name_key", "pk"),
    ),
)
