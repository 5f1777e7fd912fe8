"""Pages about students, for those who look after them."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.alerts.readers import readable_alerts
from analytics.alerts.rows import rows_of
from analytics.chances.students import student_chances
from analytics.people.contacts import contact_history
from analytics.people.figures import subject_figures, whole_figures
from analytics.people.reasons import gaps, leading, reason_rows, reason_sentences, reasons_title
from analytics.people.records import StudentRecord, student_record
from analytics.people.sentences import place_line, presence_title, scores_title
from analytics.people.terms import finding
from analytics.views.contact_forms import ContactForm
from analytics.views.live import live_student
from analytics.views.looks import note_page
from analytics.views.numbers import number_in
from students.rules.units import SCALE


@require_safe
def student(request, pk):
    """Show one student's term, of `?term=` or the current one; 404 for who is out of scope."""
    sight = request.sight
    if not sight.sees_people:
        raise PermissionDenied
    found = get_object_or_404(sight.students().select_related("institution"), pk=pk)
    following = {"look": note_page(request, found.pk), **live_student(found.pk)}
    record = student_record(sight, found, number_in(request.GET, "term"))
    page = {"student": found, "record": record, "edit_url": edit_url(sight, record)}
    page["live"] = following
    if record.result is None:
        return render(request, "students/no_term.html", page)
    if record.whole:
        page |= whole_page(record) | words(request, record)
        if sight.may_declare(found.institution_id):
            page["mark_sheet_url"] = reverse("mark-sheet", args=[found.pk, record.result.term_id])
    else:
        page |= subject_page(record)
    return render(request, "students/student.html", page | shared(record))


def shared(record: StudentRecord) -> dict:
    """What both views of a record show."""
    result = record.result
    return {
        "crumbs": crumbs(record),
        "heading": record.student.name,
        "lede": place_line(result),
        "scores_title": scores_title(record.scores, record.policy),
        "pass_share": record.policy.pass_subject / SCALE,
        "reasons_title": reasons_title(first_name(record), result.risk, leading(result)),
        "as_of": result.updated_at,
        "policy": result.policy_version.number,
    }


def whole_page(record: StudentRecord) -> dict:
    """What is shown to who sees the whole record."""
    return {
        "figures": whole_figures(record),
        "reasons": reason_rows(record.result, record.remaining),
        "gaps": gaps(record.result),
        "presence_title": presence_title(record.presence),
        "terms_title": finding(record.terms),
    }


def words(request, record: StudentRecord) -> dict:
    """What was said with the student, the form for one word more, alerts raised, and guesses."""
    history = contact_history(request.sight, record.result)
    return {
        "chances": student_chances(request.sight, record.result, timezone.localdate()),
        "alerts": rows_of(readable_alerts(request.sight).filter(result=record.result)),
        "history": history,
        "contact_form": ContactForm(last=history.last_id),
        "back": f"{request.path}?term={record.result.term_id}#contacts",
    }


def subject_page(record: StudentRecord) -> dict:
    """What is shown to a subject teacher: nothing another subject has a figure in."""
    return {
        "figures": subject_figures(record),
        "reason_sentences": reason_sentences(record.result, whole=False),
        "presence_title": _("Attendance in your subject"),
    }


def first_name(record: StudentRecord) -> str:
    """The first word of the name."""
    return record.student.name.split()[0]


def crumbs(record: StudentRecord) -> list[dict]:
    """The way back to the class."""
    result, students = record.result, reverse("students")
    place = {"institution": record.student.institution.code, "term": result.term.code}
    branch = {**place, "branch": result.branch.code}
    semester = {**branch, "semester": result.semester}
    title = _("Semester %(number)s") % {"number": result.semester}
    return [
        {"title": _("Students"), "url": students},
        {"title": result.branch.code, "url": f"{students}?{urlencode(branch)}"},
        {"title": title, "url": f"{students}?{urlencode(semester)}"},
        {"title": record.student.name},
    ]


def edit_url(sight, record: StudentRecord) -> str:
    """Where the register is kept, for who keeps it."""
    if not sight.may_edit(record.student.institution_id):
        return ""
    model, row = ("termresult", record.result) if record.result else ("student", record.student)
    return reverse(f"admin:students_{model}_change", args=[row.pk])
