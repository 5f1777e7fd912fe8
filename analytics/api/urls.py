"""The addresses of the API, below /api/v1/."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation

from analytics.api.marks import MarksView, MarkView
from analytics.api.results import ResultsView, ResultView
from analytics.api.student import StudentView
from analytics.api.students import StudentsView
from analytics.api.subject_attendance import SubjectAttendancesView, SubjectAttendanceView
from analytics.api.summary import SummaryView
from analytics.api.term_attendance import TermAttendancesView, TermAttendanceView

# The description comes as YAML or, to a client that accepts only that, as JSON.
SCHEMA = SpectacularAPIView.as_view(content_negotiation_class=DefaultContentNegotiation)

urlpatterns = [
    path("analytics/summary/", SummaryView.as_view(), name="api-summary"),
    path("students/", StudentsView.as_view(), name="api-students"),
    path("students/<int:pk>/", StudentView.as_view(), name="api-student"),
    path("results/", ResultsView.as_view(), name="api-results"),
    path("results/<int:pk>/", ResultView.as_view(), name="api-result"),
    path("marks/", MarksView.as_view(), name="api-marks"),
    path("marks/<int:pk>/", MarkView.as_view(), name="api-mark"),
    path("attendance/term/", TermAttendancesView.as_view(), name="api-term-attendances"),
    path("attendance/term/<int:pk>/", TermAttendanceView.as_view(), name="api-term-attendance"),
    path("attendance/subject/", SubjectAttendancesView.as_view(), name="api-subject-attendances"),
    path(
        "attendance/subject/<int:pk>/",
        SubjectAttendanceView.as_view(),
        name="api-subject-attendance",
    ),
    path("schema/", SCHEMA, name="api-schema"),
]
