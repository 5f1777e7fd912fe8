"""The addresses of what is shown: homes, dashboards, charts, the API."""

from django.urls import include, path

from analytics.views import (
    alert_digests,
    alert_rules,
    alerts,
    batches,
    classroom,
    contacts,
    doubts,
    fees,
    kpi_settings,
    kpis,
    mark_sheets,
    model_cards,
    model_uses,
    outreach,
    own,
    quality,
    report_schedules,
    reports,
    revenue,
    rosters,
    same_people,
    saved_views,
    shortages,
    students,
    trainers,
    verifying,
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
    path("dashboards/kpis/", kpis.kpis, name="kpis"),
    path("dashboards/kpis.<str:kind>", kpis.kpis_file, name="kpis-file"),
    path("dashboards/kpis/<slug:slug>.<str:kind>", kpis.kpi_history, name="kpi-history"),
    path("dashboards/kpis/<int:pk>/<slug:slug>/", kpi_settings.kpi_settings, name="kpi-settings"),
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
    path("dashboards/batches/", batches.batches, name="batches"),
    path("dashboards/batches/<int:place>.<str:kind>", batches.batches_table, name="batches-table"),
    path("dashboards/batches/<slug:slug>.<str:kind>", batches.batches_chart, name="batches-chart"),
    path("dashboards/trainers/", trainers.trainers, name="trainers"),
    path(
        "dashboards/trainers/<int:place>.<str:kind>", trainers.trainers_table, name="trainers-table"
    ),
    path(
        "dashboards/trainers/<slug:slug>.<str:kind>", trainers.trainers_chart, name="trainers-chart"
    ),
    path("dashboards/classroom/", classroom.classroom, name="classroom"),
    path(
        "dashboards/classroom/<int:place>.<str:kind>",
        classroom.classroom_table,
        name="classroom-table",
    ),
    path(
        "dashboards/classroom/<slug:slug>.<str:kind>",
        classroom.classroom_chart,
        name="classroom-chart",
    ),
    path("dashboards/revenue/", revenue.revenue, name="revenue"),
    path("dashboards/revenue/<int:place>.<str:kind>", revenue.revenue_table, name="revenue-table"),
    path("dashboards/revenue/<slug:slug>.<str:kind>", revenue.revenue_chart, name="revenue-chart"),
    path("dashboards/outreach/", outreach.outreach, name="outreach"),
    path(
        "dashboards/outreach/<int:place>.<str:kind>", outreach.outreach_table, name="outreach-table"
    ),
    path(
        "dashboards/outreach/<slug:slug>.<str:kind>", outreach.outreach_chart, name="outreach-chart"
    ),
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
    path(
        "students/<int:pk>/terms/<int:term>/mark-sheet/",
        mark_sheets.mark_sheet,
        name="mark-sheet",
    ),
    path("mark-sheets/", mark_sheets.mark_sheets, name="mark-sheets"),
    path("mark-sheets/<int:pk>.pdf", mark_sheets.mark_sheet_file, name="mark-sheet-file"),
    path("mark-sheets/<int:pk>/revoke/", mark_sheets.revoke, name="mark-sheet-revoke"),
    path("verify/", verifying.verify, name="verify"),
    path("verify/<str:code>/", verifying.verify_sheet, name="verify-sheet"),
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
    path("students/<int:pk>/fees/", fees.student_fees, name="student-fees"),
    path("fees/", fees.fees, name="fees"),
    path("fees.csv", fees.fees_file, {"kind": "csv"}, name="fees-csv"),
    path("fees.xlsx", fees.fees_file, {"kind": "xlsx"}, name="fees-xlsx"),
    path("reports/", reports.reports, name="reports"),
    path("reports/runs/<int:pk>/", reports.report_run, name="report-run"),
    path(
        "reports/schedules/new/", report_schedules.report_schedule_new, name="report-schedule-new"
    ),
    path("reports/schedules/<int:pk>/", report_schedules.report_schedule, name="report-schedule"),
    path(
        "reports/schedules/<int:pk>/stop/",
        report_schedules.report_schedule_stop,
        name="report-schedule-stop",
    ),
    path(
        "reports/schedules/<int:pk>/run/",
        report_schedules.report_schedule_run,
        name="report-schedule-run",
    ),
    path("quality/", quality.quality, name="quality"),
    path("quality/tables/<slug:part>.<str:kind>", quality.quality_table, name="quality-table"),
    path("quality/records/<slug:slug>/", quality.quality_list, name="quality-records"),
    path(
        "quality/records/<slug:slug>.<str:kind>", quality.quality_file, name="quality-records-file"
    ),
    path("quality/fees/<slug:slug>/", quality.quality_list, {"fees": True}, name="quality-fees"),
    path(
        "quality/fees/<slug:slug>.<str:kind>",
        quality.quality_file,
        {"fees": True},
        name="quality-fees-file",
    ),
    path("doubts/", doubts.doubts, name="doubts"),
    path("doubts.<str:kind>", doubts.doubts_file, name="doubts-file"),
    path("doubts/<int:pk>/", doubts.doubt_settle, name="doubt-settle"),
    path("same-people/", same_people.same_people, name="same-people"),
    path("same-people.<str:kind>", same_people.same_people_file, name="same-people-file"),
    path("same-people/<int:pk>/", same_people.same_people_back, name="same-people-back"),
    path("me/", own.own, name="own-record"),
    path("me/fees/", fees.own_fees, name="own-fees"),
]
