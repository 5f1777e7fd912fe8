"""The address table: the register's pages, what is shown of it, sign-in and the admin."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("analytics.urls")),
    path("", include("students.urls")),
    path("admin/", admin.site.urls),
]

handler404 = "analytics.api.errors.page_not_found"
