"""The register's addresses beside stand-ins of pages that only a whole installation has."""

from django.contrib import admin
from django.http import HttpResponse
from django.urls import include, path


def page(request):
    return HttpResponse("a page")


urlpatterns = [
    path("dashboards/overview/", page),
    path("worklist/", page),
    path("students/", page),
    path("me/", page),
    path("fees/", page),
    path("", include("students.urls")),
    path("admin/", admin.site.urls),
]
