"""Doubtful values as a page shows them: what came, what is proposed, who settled it and how."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.quality.scopes import QualityScope
from students.imports.office.settling import can_take
from students.models import Admission, Doubt, FeeDue, Payment, Student, User
from students.quality_rights import FEE_RECORDS

OF_STUDENTS = {  # sorts of records, and the way to the student
    "student": (Student, ""),
    "admission": (Admission, "student"),
    "feedue": (FeeDue, "student"),
    "payment": (Payment, "student"),
}
SHOW = "show"
OPEN, SETTLED = "", "settled"
SHOWN = ((OPEN, gettext_lazy("Open")), (SETTLED, gettext_lazy("Settled")))
COLUMNS = (
    ("record", gettext_lazy("Record")),
    ("student", gettext_lazy("Student")),
    ("column", gettext_lazy("Column")),
    ("value", gettext_lazy("As it came")),
    ("proposal", gettext_lazy("Proposed")),
    ("reason", gettext_lazy("Reason")),
    ("institution", gettext_lazy("Institution")),
    ("settled", gettext_lazy("Settled")),
)


@dataclass(frozen=True)
class DoubtRow:
    """One doubtful value; `takes` where its proposal can be stored, `settles` where it is theirs to
    settle; `student` and `student_id` are "" and None of a record that is nobody's they may see."""

    pk: int
    record: str
    student: str
    student_id: int | None
    column: str
    value: str
    proposal: str
    reason: str
    institution: str
    settled: str
    url: str
    takes: bool
    settles: bool


def doubts_of(scope: QualityScope, params: Mapping) -> QuerySet[Doubt]:
    """Open ones, or those that were settled, the newest first."""
    rows = scope.sight.doubts().filter(institution__in=scope.institution_ids)
    rows = rows.select_related("run", "institution")
    if params.get(SHOW) == SETTLED:
        return rows.filter(settled_at__isnull=False).order_by("-settled_at", "-pk")
    return rows.filter(settled_at=None).order_by("institution__code_key", "model", "record", "pk")


def doubt_rows(scope: QualityScope, doubts: Iterable[Doubt]) -> list[DoubtRow]:
    """The rows of a page; a query for each sort of record that is a student's, and two."""
    doubts = list(doubts)
    numbers = [one.pk for one in doubts]
    theirs = set(scope.sight.settled_doubts().filter(pk__in=numbers).values_list("pk", flat=True))
    people = User.objects.in_bulk({one.settled_by_id for one in doubts if one.settled_by_id})
    students = _students(scope, doubts)
    return [_row(one, people, students, one.pk in theirs) for one in doubts]


def _students(scope: QualityScope, doubts: list[Doubt]) -> dict[tuple[str, int], tuple[str, int]]:
    """Whose the records are, as far as the viewer may see it: roll number and name, and the pk."""
    named = {}
    for what, (model, path) in OF_STUDENTS.items():
        numbers = [one.record_id for one in doubts if one.model == what]
        if not numbers:
            continue
        seen = scope.sight.fee_students() if what in FEE_RECORDS else scope.sight.students()
        rows = model.objects.filter(pk__in=numbers, **{f"{path or 'pk'}__in": seen}).order_by()
        prefix = f"{path}__" if path else ""
        columns = ("pk", f"{prefix}roll_no", f"{prefix}name", f"{prefix}pk")
        for pk, roll_no, name, student in rows.values_list(*columns):
            named[what, pk] = f"{roll_no} {name}", student
    return named


def _row(
    doubt: Doubt, people: dict[int, User], students: dict[tuple, tuple], settles: bool
) -> DoubtRow:
    student, student_id = students.get((doubt.model, doubt.record_id), ("", None))
    return DoubtRow(
        pk=doubt.pk,
        record=doubt.record,
        student=student,
        student_id=student_id,
        column=doubt.column,
        value=doubt.value,
        proposal=doubt.proposal,
        reason=doubt.reason,
        institution=doubt.institution.name,
        settled=_settled(doubt, people.get(doubt.settled_by_id)),
        url=_record_url(doubt),
        takes=settles and not doubt.settled_at and can_take(doubt),
        settles=settles,
    )


def _settled(doubt: Doubt, by: User | None) -> str:
    if not doubt.settled_at:
        return ""
    told = {
        "how": doubt.get_settled_as_display(),
        "who": by.get_full_name() or by.username if by else _("somebody who is gone"),
        "day": date_format(timezone.localtime(doubt.settled_at), "DATE_FORMAT"),
    }
    return _("%(how)s, said %(who)s on %(day)s") % told


def _record_url(doubt: Doubt) -> str:
    """The page of the record; empty where it has none."""
    known = {model._meta.model_name for model in admin.site._registry}
    if doubt.model not in known:
        return ""
    return reverse(f"admin:students_{doubt.model}_change", args=[doubt.record_id])
