"""What is missing of students: marks, attendance, batch, mentor, a way to reach them."""

import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.quality.checks import MISSING, RecordCheck, Row
from analytics.quality.scopes import BRANCHES, QualityScope
from students.models import (
    ClassSession,
    Mentorship,
    PersonalDetail,
    Teaching,
    Term,
    TermResult,
)
from students.models.sessions import OF_CLASS

WEEK = datetime.timedelta(days=7)
ACTIVE = TermResult.Status.ACTIVE
STUDENT_ORDER = ("institution__code_key", "student__roll_key")  # of one term in each institution
ALONG = "student__institution"
RELATED = ("student", "branch", "term")


def now_studying(scope: QualityScope) -> QuerySet[TermResult]:
    """Terms of today of those who study."""
    terms = [term.pk for term in scope.terms]
    rows = TermResult.objects.filter(scope.theirs(BRANCHES, "institution"))
    return rows.filter(term__in=terms, status=ACTIVE)


def finished(scope: QualityScope) -> QuerySet[TermResult]:
    """Terms that are over, of those who stayed."""
    over = Term.objects.filter(institution__in=scope.institution_ids, ends_on__lt=scope.today)
    terms = list(over.values_list("pk", flat=True))
    rows = TermResult.objects.filter(scope.theirs(BRANCHES, "institution"))
    return rows.filter(term__in=terms, status=ACTIVE)


def student_row(result: TermResult, scope: QualityScope) -> Row:
    """A student's term."""
    student = result.student
    place = _("%(branch)s, semester %(semester)s, %(term)s") % {
        "branch": result.branch,
        "semester": result.semester,
        "term": result.term,
    }
    url = reverse("student", args=[student.pk])
    return Row(result.institution_id, str(student), place, url, student.pk)


def _marks(scope: QualityScope) -> Q:
    return Q(provisional=True) | Q(registered=0)


def _batch(scope: QualityScope) -> Q:
    """Figures of batches go by the batch of the term, whatever the admissions say."""
    return Q(batch=None)


def _mentor(scope: QualityScope) -> Q:
    return Q(~Exists(Mentorship.objects.today().filter(student=OuterRef("student"))))


def _contact(scope: QualityScope) -> Q:
    known = PersonalDetail.objects.filter(student=OuterRef("student")).exclude(phone="")
    return Q(student__email="") & ~Exists(known)


def classes(scope: QualityScope) -> QuerySet[Teaching]:
    """Classes of a running term in which registers are taken at all."""
    running = [term.pk for term in scope.terms if term.starts_on <= scope.today <= term.ends_on]
    taken = ClassSession.objects.filter(term=OuterRef("term"))
    rows = Teaching.objects.filter(scope.theirs(BRANCHES, "term__institution"))
    return rows.filter(Exists(taken), term__in=running)


def _register(scope: QualityScope) -> Q:
    week = {"on__gt": scope.today - WEEK, "on__lte": scope.today}
    of_class = {name: OuterRef(name) for name in OF_CLASS}
    return Q(~Exists(ClassSession.objects.filter(**of_class, **week)))


def class_row(taught: Teaching, scope: QualityScope) -> Row:
    """A class and who takes it."""
    label = f"{taught.subject}, {taught.branch} {taught.semester}{taught.section}"
    url = reverse("attendance-class", args=[taught.pk])
    return Row(taught.term.institution_id, label, str(taught.staff), url)


def _of_results(slug, title, todo, lacks, whole=now_studying) -> RecordCheck:
    """A check of students' terms."""
    words = {"slug": slug, "title": title, "todo": todo, "kind": MISSING, "part": BRANCHES}
    order = STUDENT_ORDER if whole is now_studying else (*STUDENT_ORDER, "pk")
    read = {"row": student_row, "order": order, "related": RELATED, "along": ALONG}
    return RecordCheck(**words, institution="institution", whole=whole, lacks=lacks, **read)


CHECKS = (
    _of_results(
        "marks",
        gettext_lazy("Finished terms without all marks"),
        gettext_lazy("Bring the missing marks in, or mark the subjects as exempt."),
        _marks,
        finished,
    ),
    RecordCheck(
        slug="registers",
        title=gettext_lazy("Classes without a register this week"),
        todo=gettext_lazy("Ask the teacher to take the classes of the last seven days."),
        kind=MISSING,
        part=BRANCHES,
        institution="term__institution",
        whole=classes,
        lacks=_register,
        row=class_row,
        order=("branch__code_key", "semester", "section", "subject__code_key", "pk"),
        related=("term", "branch", "subject", "staff"),
    ),
    _of_results(
        "batch",
        gettext_lazy("Students without a batch"),
        gettext_lazy(
            "Name the batch in the student’s term, or import a student list with batches."
        ),
        _batch,
    ),
    _of_results(
        "mentor",
        gettext_lazy("Students without a mentor"),
        gettext_lazy("Give them a mentor in the administration."),
        _mentor,
    ),
    _of_results(
        "contact",
        gettext_lazy("Students without mail or telephone"),
        gettext_lazy("Import the admissions again with a column for either."),
        _contact,
    ),
)
