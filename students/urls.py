"""The addresses of entering: homes, sign-in, imports, the marks grid, attendance."""

from django.contrib.auth import views as auth
from django.urls import path, register_converter

from students.views import (
    backlogs,
    cameras,
    cards,
    condonations,
    declaring,
    jobs,
    registers,
    results,
    taking_back,
)
from students.views.dates import DayConverter
from students.views.homes import home
from students.views.marks import marks, marks_grid
from students.views.passwords import NewPasswordView
from students.views.themes import theme
from students.views.tokens import revoke_token, tokens

register_converter(DayConverter, "day")
COHORT = "results/<int:term>/<int:branch>/<int:semester>/"

urlpatterns = [
    path("", home, name="home"),
    path("marks/", marks, name="marks"),
    path(
        "marks/<int:term>/<int:branch>/<int:semester>/<int:subject>/",
        marks_grid,
        name="marks-grid",
    ),
    path("theme/", theme, name="theme"),
    path("jobs/", jobs.jobs, name="jobs"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>.json", jobs.job_json, name="job-json"),
    path("jobs/<int:pk>/file/", jobs.job_file, name="job-file"),
    path("jobs/<int:pk>/cancel/", jobs.job_cancel, name="job-cancel"),
    path("jobs/<int:pk>/again/", jobs.job_again, name="job-again"),
    path("attendance/", registers.attendance, name="attendance"),
    path("attendance/<int:pk>/", registers.attendance_class, name="attendance-class"),
    path(
        "attendance/<int:pk>/<day:on>/<int:period>/",
        registers.attendance_sheet,
        name="attendance-sheet",
    ),
    path(
        "attendance/<int:pk>/<day:on>/<int:period>/take-back/",
        taking_back.attendance_take_back,
        name="attendance-take-back",
    ),
    path("attendance/condonations/<int:pk>/", condonations.condonations, name="condonations"),
    path(
        "attendance/condonations/<int:pk>/revoke/",
        condonations.revoke,
        name="condonation-revoke",
    ),
    path("classroom/", cameras.cameras, name="cameras"),
    path("classroom/<int:pk>/", cameras.camera_consent, name="camera-consent"),
    path("classroom/<int:pk>/off/", cameras.camera_off, name="camera-off"),
    path("classroom/<int:pk>/sign/", cameras.camera_sign, name="camera-sign"),
    path(
        "classroom/sessions/<int:pk>/delete/",
        cameras.camera_session_delete,
        name="camera-session-delete",
    ),
    path("login/", auth.LoginView.as_view(), name="login"),
    path("results/", results.index, name="results"),
    path("results/backlogs/", backlogs.backlogs, name="backlogs"),
    path("results/backlogs.csv", backlogs.backlogs_csv, name="backlogs-csv"),
    path("results/cards/<int:result>/", cards.card, name="grade-card"),
    path(COHORT, results.sheet, name="result-sheet"),
    path(f"{COHORT}cards/", cards.cards, name="grade-cards"),
    path(f"{COHORT}sheet.csv", results.sheet_csv, name="result-sheet-csv"),
    path(f"{COHORT}declare/", declaring.declare, name="result-declare"),
    path(f"{COHORT}publish/", declaring.publish, name="result-publish"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("tokens/", tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", revoke_token, name="revoke-token"),
    path("password_change/", auth.PasswordChangeView.as_view(), name="password_change"),
    path(
        "password_change/done/",
        auth.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    path("password_reset/", auth.PasswordResetView.as_view(), name="password_reset"),
    path("password_reset/done/", auth.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", NewPasswordView.as_view(), name="password_reset_confirm"),
    path("reset/done/", auth.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
]
