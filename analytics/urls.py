"""The addresses of what is shown: homes, dashboards, charts, the API."""

from django.urls import include, path

from analytics.views import contacts, own, rosters, shortages, students, worklists
from analytics.views.charts import ChartView, chart_csv
from analytics.views.overview import overview

urlpatterns = [
    path("dashboards/overview/", overview, name="overview"),
    path("charts/<slug:slug>.json", ChartView.as_view(), name="chart"),
    path("charts/<slug:slug>.csv", chart_csv, name="chart-csv"),
    path("api/v1/", include("analytics.api.urls")),
    path("students/", rosters.students, name="students"),
    path("students.csv", rosters.students_csv, name="students-csv"),
    path("students/<int:pk>/", students.student, name="student"),
    path("attendance/shortage/", shortages.shortage, name="shortage"),
    path("attendance/shortage.csv", shortages.shortage_csv, name="shortage-csv"),
    path("worklist/", worklists.worklist, name="worklist"),
    path("worklist.csv", worklists.worklist_csv, name="worklist-csv"),
    path("worklist/<int:pk>/", contacts.log, name="contact-log"),
    path("contacts/<int:pk>/", contacts.contact, name="contact"),
    path("contacts/<int:pk>/remove/", contacts.remove, name="contact-remove"),
    path("contacts/<int:pk>/close/", contacts.close, name="contact-close"),
    path("me/", own.own, name="own-record"),
]
