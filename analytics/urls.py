"""The addresses of what is shown: homes, dashboards, charts, the API."""

from django.urls import include, path

from analytics.views import (
    alert_digests,
    alert_rules,
    alerts,
    contacts,
    model_cards,
    model_uses,
    own,
    rosters,
    saved_views,
    shortages,
    students,
    worklists,
)
from analytics.views.charts import ChartView, chart_file
from analytics.views.dashboards import dashboard, dashboard_file, dashboard_report
from analytics.views.early_warnings import early_warning, warning_file
from analytics.views.overview import overview
from analytics.views.try_it import try_it
from analytics.views.what_if import what_if, what_if_file

urlpatterns = [
    path("dashboards/overview/", overview, name="overview"),
    path("dashboards/views/", saved_views.saved_views, name="saved-views"),
    path("dashboards/views/<int:pk>/remove/", saved_views.remove_view, name="remove-view"),
    path("dashboards/what-if/", what_if, name="what-if"),
    path("dashboards/what-if/<int:place>.<str:kind>", what_if_file, name="what-if-file"),
    path("dashboards/early-warning/", early_warning, name="early-warning"),
    path("dashboards/early-warning.csv", warning_file, {"kind": "csv"}, name="early-warning-csv"),
    path(
        "dashboards/early-warning.xlsx", warning_file, {"kind": "xlsx"}, name="early-warning-xlsx"
    ),
    path("dashboards/model-card/", model_cards.model_card, name="model-card"),
    path(
        "dashboards/model-card/<int:pk>/", model_cards.model_card_version, name="model-card-version"
    ),
    path(
        "dashboards/model-card/<int:pk>/<int:place>.<str:kind>",
        model_cards.model_card_file,
        name="model-card-file",
    ),
    path("dashboards/model-card/<int:pk>/use/", model_uses.model_use, name="model-use"),
    path("dashboards/models/<int:pk>/none/", model_uses.model_none, name="model-none"),
    path("dashboards/models/<int:pk>/train/", model_uses.model_train, name="model-train"),
    path("dashboards/try/", try_it, name="try-it"),
    path("dashboards/<slug:slug>/", dashboard, name="dashboard"),
    path("dashboards/<slug:slug>/report.docx", dashboard_report, name="dashboard-report"),
    path("dashboards/<slug:slug>/<int:place>.<str:kind>", dashboard_file, name="dashboard-file"),
    path("charts/<slug:slug>.json", ChartView.as_view(), name="chart"),
    path("charts/<slug:slug>.csv", chart_file, {"kind": "csv"}, name="chart-csv"),
    path("charts/<slug:slug>.xlsx", chart_file, {"kind": "xlsx"}, name="chart-xlsx"),
    path("api/v1/", include("analytics.api.urls")),
    path("students/", rosters.students, name="students"),
    path("students.csv", rosters.students_file, {"kind": "csv"}, name="students-csv"),
    path("students.xlsx", rosters.students_file, {"kind": "xlsx"}, name="students-xlsx"),
    path("students/<int:pk>/", students.student, name="student"),
    path("attendance/shortage/", shortages.shortage, name="shortage"),
    path("attendance/shortage.csv", shortages.shortage_file, {"kind": "csv"}, name="shortage-csv"),
    path(
        "attendance/shortage.xlsx", shortages.shortage_file, {"kind": "xlsx"}, name="shortage-xlsx"
    ),
    path("worklist/", worklists.worklist, name="worklist"),
    path("worklist.csv", worklists.worklist_file, {"kind": "csv"}, name="worklist-csv"),
    path("worklist.xlsx", worklists.worklist_file, {"kind": "xlsx"}, name="worklist-xlsx"),
    path("worklist/<int:pk>/", contacts.log, name="contact-log"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/remove/", contacts.remove, name="contact-remove"),
    path("contacts/<int:pk>/close/", contacts.close, name="contact-close"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("alerts.csv", alerts.alerts_file, {"kind": "csv"}, name="alerts-csv"),
    path("alerts.xlsx", alerts.alerts_file, {"kind": "xlsx"}, name="alerts-xlsx"),
    path("alerts/seen/", alerts.alerts_seen, name="alerts-seen"),
    path("alerts/<int:pk>/seen/", alerts.alert_seen, name="alert-seen"),
    path("alerts/mail/", alert_digests.alert_digest, name="alert-digest"),
    path("alerts/rules/<int:pk>/", alert_rules.alert_rules, name="alert-rules"),
    path("me/", own.own, name="own-record"),
]
