"""Attendance in a whole term, by address."""

from analytics.api.answers import (
    CHANGING,
    IF_MATCH,
    MAKING,
    READING,
    REMOVING,
    answered_with,
    operation,
)
from analytics.api.attendance_bodies import ChangedTermAttendance, NewTermAttendance
from analytics.api.attendance_rows import TermAttendancePage, TermAttendanceRow
from analytics.api.attendances import TERM_ATTENDANCE
from analytics.api.entries import FILTERS, EntriesView, EntryView
from analytics.api.transactions import in_one_transaction


class TermAttendancesView(EntriesView):
    """The attendance of the term meant, or of one result."""

    kind, one = TERM_ATTENDANCE, "api-term-attendance"

    @operation("term_attendance_list", {200: TermAttendancePage}, parameters=FILTERS)
    def get(self, request):
        """One page of the list."""
        return self.listed(request)

    @operation(
        "term_attendance_create",
        {201: TermAttendanceRow},
        MAKING,
        request=NewTermAttendance,
        parameters=[answered_with("Location", 201), answered_with("ETag", 201)],
    )
    @in_one_transaction
    def post(self, request):
        """Enter attendance that is not there yet; the result is derived at once."""
        return self.made(request)


class TermAttendanceView(EntryView):
    """One student's attendance in a whole term."""

    kind = TERM_ATTENDANCE

    @operation(
        "term_attendance_read",
        {200: TermAttendanceRow},
        READING[1:],
        parameters=[answered_with("ETag", 200)],
    )
    def get(self, request, pk):
        """The attendance and its version."""
        return self.shown(request, pk)

    @operation(
        "term_attendance_change",
        {200: TermAttendanceRow},
        CHANGING,
        request=ChangedTermAttendance,
        parameters=[IF_MATCH, answered_with("ETag", 200)],
    )
    @in_one_transaction
    def patch(self, request, pk):
        """Change what is sent; 412 with both values where If-Match is no longer the version."""
        return self.changed(request, pk)

    @operation(
        "term_attendance_remove", {204: None}, REMOVING[1:], request=None, parameters=[IF_MATCH]
    )
    @in_one_transaction
    def delete(self, request, pk):
        """Remove it; the history keeps what it was."""
        return self.removed(request, pk)
