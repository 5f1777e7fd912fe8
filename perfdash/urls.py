"""The address table: the register's pages, what is shown of it, sign-in and the admin."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from perfdash.script_texts import script_texts

urlpatterns = [
    path("", include("analytics.urls")),
    path("", include("students.urls")),
    path("language/", login_not_required(require_POST(set_language)), name="language"),
    path("language/<str:code>/texts.js", script_texts, name="script-texts"),
    path("admin/", admin.site.urls),
]

handler404 = "analytics.api.errors.page_not_found"
