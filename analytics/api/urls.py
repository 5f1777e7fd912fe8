"""The addresses of the API, below /api/v1/."""

from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.negotiation import DefaultContentNegotiation

from analytics.api.assignments import AssignmentsView, AssignmentView
from analytics.api.attendances import SUBJECT_ATTENDANCE, TERM_ATTENDANCE
from analytics.api.contacts import ContactCloseView, ContactsView, ContactView
from analytics.api.declarations import (
    DeclarationPublishView,
    DeclarationReviseView,
    DeclarationsView,
    DeclarationView,
    SheetView,
)
from analytics.api.docs import api_docs
from analytics.api.entry_addresses import addresses
from analytics.api.jobs import JobAgainView, JobCancelView, JobsView, JobView
from analytics.api.kpis import KpisView
from analytics.api.marks import MARKS
from analytics.api.me import OwnView
from analytics.api.policies import PoliciesView, PolicyView
from analytics.api.predictions import PredictionsView
from analytics.api.references import (
    BatchesView,
    BranchesView,
    ComponentsView,
    InstitutionsView,
    SubjectsView,
    TermsView,
)
from analytics.api.results import ResultsView, ResultView
from analytics.api.run import (
    RunCommitView,
    RunDiscardView,
    RunRefusedView,
    RunRowsView,
    RunUndoView,
    RunView,
)
from analytics.api.runs import RunsView
from analytics.api.student import StudentView
from analytics.api.students import StudentsView
from analytics.api.summary import SummaryView
from analytics.api.tables import TablesView, TableView
from analytics.api.tries import TryView

# The description comes as YAML or, to a client that accepts only that, as JSON.
SCHEMA = SpectacularAPIView.as_view(content_negotiation_class=DefaultContentNegotiation)

urlpatterns = [
    path("analytics/summary/", SummaryView.as_view(), name="api-summary"),
    path("kpis/", KpisView.as_view(), name="api-kpis"),
    path("students/", StudentsView.as_view(), name="api-students"),
    path("students/<int:pk>/", StudentView.as_view(), name="api-student"),
    path("results/", ResultsView.as_view(), name="api-results"),
    path("results/<int:pk>/", ResultView.as_view(), name="api-result"),
    *addresses("marks/", MARKS),
    *addresses("attendance/term/", TERM_ATTENDANCE),
    *addresses("attendance/subject/", SUBJECT_ATTENDANCE),
    path("contacts/", ContactsView.as_view(), name="api-contacts"),
    path("contacts/<int:pk>/", ContactView.as_view(), name="api-contact"),
    path("contacts/<int:pk>/close/", ContactCloseView.as_view(), name="api-contact-close"),
    path("predictions/", PredictionsView.as_view(), name="api-predictions"),
    path("declarations/", DeclarationsView.as_view(), name="api-declarations"),
    path("declarations/preview/", SheetView.as_view(), name="api-declaration-preview"),
    path("declarations/<int:pk>/", DeclarationView.as_view(), name="api-declaration"),
    path(
        "declarations/<int:pk>/revise/",
        DeclarationReviseView.as_view(),
        name="api-declaration-revise",
    ),
    path(
        "declarations/<int:pk>/publish/",
        DeclarationPublishView.as_view(),
        name="api-declaration-publish",
    ),
    path("imports/", RunsView.as_view(), name="api-imports"),
    path("imports/<int:pk>/", RunView.as_view(), name="api-import"),
    path("imports/<int:pk>/rows/", RunRowsView.as_view(), name="api-import-rows"),
    path("imports/<int:pk>/refused/", RunRefusedView.as_view(), name="api-import-refused"),
    path("imports/<int:pk>/commit/", RunCommitView.as_view(), name="api-import-commit"),
    path("imports/<int:pk>/discard/", RunDiscardView.as_view(), name="api-import-discard"),
    path("imports/<int:pk>/undo/", RunUndoView.as_view(), name="api-import-undo"),
    path("jobs/", JobsView.as_view(), name="api-jobs"),
    path("jobs/<int:pk>/", JobView.as_view(), name="api-job"),
    path("jobs/<int:pk>/cancel/", JobCancelView.as_view(), name="api-job-cancel"),
    path("jobs/<int:pk>/again/", JobAgainView.as_view(), name="api-job-again"),
    path("me/", OwnView.as_view(), name="api-me"),
    path("policies/", PoliciesView.as_view(), name="api-policies"),
    path("policies/<int:pk>/", PolicyView.as_view(), name="api-policy"),
    path("policy-assignments/", AssignmentsView.as_view(), name="api-policy-assignments"),
    path("policy-assignments/<int:pk>/", AssignmentView.as_view(), name="api-policy-assignment"),
    path("predictions/try/", TryView.as_view(), name="api-try"),
    path("institutions/", InstitutionsView.as_view(), name="api-institutions"),
    path("terms/", TermsView.as_view(), name="api-terms"),
    path("branches/", BranchesView.as_view(), name="api-branches"),
    path("batches/", BatchesView.as_view(), name="api-batches"),
    path("subjects/", SubjectsView.as_view(), name="api-subjects"),
    path("components/", ComponentsView.as_view(), name="api-components"),
    path("tables/", TablesView.as_view(), name="api-tables"),
    path("tables/<slug:name>/", TableView.as_view(), name="api-table"),
    path("docs/", api_docs, name="api-docs"),
    path("schema/", SCHEMA, name="api-schema"),
]
