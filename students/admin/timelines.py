"""The history of one student's term: marks, attendance and placement in one line of time."""

from django.utils.translation import gettext as _

from students.admin.changes import shown_attendance, shown_mark
from students.models import AttendanceChange, MarkChange, RecordChange, TermResult, User

MOST = 500


def timeline_of(result: TermResult) -> list[dict]:
    """Newest first: at, by, door, what, was, became; at most the newest 500."""
    of_result = {"student_id": result.student_id, "term_id": result.term_id}
    marks = MarkChange.objects.filter(**of_result).order_by("-pk")[:MOST]
    attendances = AttendanceChange.objects.filter(**of_result).order_by("-pk")[:MOST]
    placements = RecordChange.objects.filter(model="termresult", record_id=result.pk)
    entries = [
        *((one, _mark(one), shown_mark(one, "old"), shown_mark(one, "new")) for one in marks),
        *(
            (one, _attendance(one), shown_attendance(one, "old"), shown_attendance(one, "new"))
            for one in attendances
        ),
        *((one, _placement(one), one.old, one.new) for one in placements),
    ]
    entries.sort(key=lambda entry: (entry[0].at, entry[0].pk), reverse=True)
    return _with_names(entries[:MOST])


def _with_names(entries: list[tuple]) -> list[dict]:
    names = {
        user.pk: str(user)
        for user in User.objects.filter(pk__in={entry[0].user_id for entry in entries})
    }
    return [
        {
            "at": change.at,
            "by": names.get(change.user_id, ""),
            "door": change.get_door_display(),
            "what": what,
            "was": was,
            "became": became,
        }
        for change, what, was, became in entries
    ]


def _placement(change: RecordChange) -> str:
    return _(change.field) if change.field else change.get_kind_display()


def _mark(change: MarkChange) -> str:
    words = " · ".join(word for word in (change.subject_code, change.component) if word)
    return (
        words
        if change.attempt == 1
        else _("%(what)s, attempt %(attempt)s") % {"what": words, "attempt": change.attempt}
    )


def _attendance(change: AttendanceChange) -> str:
    return (
        _("Attendance, %(subject)s") % {"subject": change.subject_code}
        if change.subject_code
        else _("Attendance")
    )
