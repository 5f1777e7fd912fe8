"""Admissions that ended: without a day, or of students who are still counted in the term."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from analytics.quality.checks import DOUBTFUL, MISSING, RecordCheck, Row
from analytics.quality.of_students import ALONG, RELATED, STUDENT_ORDER, now_studying, student_row
from analytics.quality.scopes import BRANCHES, QualityScope
from students.models import Admission

Standing = Admission.Standing


def ended(scope: QualityScope) -> QuerySet[Admission]:
    """Those of who left or completed."""
    rows = Admission.objects.filter(scope.theirs(BRANCHES, "batch__institution", "batch__branch"))
    return rows.exclude(standing=Standing.ACTIVE)


def admission_row(admission: Admission, scope: QualityScope) -> Row:
    """A student and the batch, and how it ended."""
    student = admission.student
    note = f"{admission.batch} · {admission.get_standing_display()}"
    url = reverse("student", args=[student.pk])
    return Row(student.institution_id, str(student), note, url, student.pk)


def _day(scope: QualityScope) -> Q:
    return Q(left_on=None)


def _left(scope: QualityScope) -> Q:
    """A day to come says nothing yet; one that nobody knows is taken for one that is over."""
    over = Q(left_on=None) | Q(left_on__lte=scope.today)
    gone = Admission.objects.filter(over, student=OuterRef("student"), batch=OuterRef("batch"))
    return Q(Exists(gone.filter(standing=Standing.LEFT)))


CHECKS = (
    RecordCheck(
        slug="ended",
        title=gettext_lazy("Admissions that ended on a day nobody knows"),
        todo=gettext_lazy("Import the admissions again with a column for the day of leaving."),
        kind=MISSING,
        part=BRANCHES,
        institution="student__institution",
        whole=ended,
        lacks=_day,
        row=admission_row,
        order=("student__institution__code_key", "student__roll_key", "pk"),
        related=("student", "batch"),
    ),
    RecordCheck(
        slug="left",
        title=gettext_lazy("Students counted in the term who have left their batch"),
        todo=gettext_lazy("Set the student’s term to withdrawn, or correct the admission."),
        kind=DOUBTFUL,
        part=BRANCHES,
        institution="institution",
        whole=now_studying,
        lacks=_left,
        row=student_row,
        order=STUDENT_ORDER,
        related=RELATED,
        along=ALONG,
    ),
)
