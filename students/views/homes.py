"""The home of each role: what `/` shows or where it leads."""

from django.contrib import admin
from django.shortcuts import redirect, render
from django.urls import is_valid_path
from django.views.decorators.http import require_safe

from students.jobs.recovery import mark_interrupted
from students.models import ImportRun, Job, Role
from students.navigation import ADMINISTRATION, FEES, OVERVIEW, OWN_RECORD
from students.views.import_doors import import_doors

RECENT = 5


@require_safe
def home(request):
    """Lead to the page of the weightiest role; several roles meet in the bar of every page."""
    sight = request.sight
    if sight.has(Role.PRINCIPAL, Role.MANAGER):
        return lead_to(request, OVERVIEW)
    if sight.has(Role.REGISTRAR):
        return registrar(request)
    if sight.sees_figures:
        return lead_to(request, OVERVIEW)
    if sight.has(Role.ADMINISTRATOR) and admin.site.has_permission(request):
        return redirect(ADMINISTRATION)
    if sight.sees_fees:
        return lead_to(request, FEES)
    if sight.student_id is not None:
        return lead_to(request, OWN_RECORD)
    return plain(request)


def lead_to(request, address):
    """Redirect to a page, or show the plain home where it is not installed."""
    return redirect(address) if is_valid_path(address) else plain(request)


def registrar(request):
    """Show the desk: imports that wait to be stored, and the last that were."""
    runs = ImportRun.objects.filter(institution__in=request.sight.editable_institutions())
    runs = runs.select_related("institution", "term", "user")
    states, jobs = ImportRun.State, Job.objects.filter(owner=request.user)
    mark_interrupted(jobs)
    desk = {
        "waiting": runs.filter(state=states.PREVIEWED),
        "done": runs.filter(state__in=(states.STORED, states.UNDONE))[:RECENT],
        "doors": import_doors(request.sight),
        "under_way": jobs.under_way(),
    }
    return render(request, "home/registrar.html", desk)


def plain(request):
    """Say what is theirs, to those who have no page of figures or records yet."""
    page = "accountant" if request.sight.has(Role.ACCOUNTANT) else "nobody"
    return render(request, f"home/{page}.html")
