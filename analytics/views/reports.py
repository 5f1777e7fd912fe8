"""Reports as files: asked for, watched while they are made, fetched by whom they are for."""

import json
from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from analytics.deliveries.files import PEOPLE, is_kept, note_fetched, path_of
from analytics.deliveries.jobs import start_making
from analytics.deliveries.lines import run_lines, runs_seen, schedule_lines, schedules_seen
from analytics.deliveries.making import file_name, order
from analytics.deliveries.rights import may_fetch
from analytics.models import ReportRun
from analytics.views.files import TYPES, XLSX
from analytics.views.numbers import number_in
from analytics.views.report_forms import OrderForm
from students.jobs.recovery import mark_interrupted
from students.models import Job, RecordView
from students.trails import note_looked

PAGE = 25


def of_readers(view: Callable) -> Callable:
    """Refuse for whom no reports are made at all: 403."""

    @wraps(view)
    def read(request, *args, **kwargs):
        if not request.sight.orders_reports:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return read


@require_http_methods(["GET", "HEAD", "POST"])
@of_readers
def reports(request):
    """Ask for one, what was made, and what comes by itself."""
    form = OrderForm(request.sight, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return ordered(request, form)
    mark_interrupted(Job.objects.filter(owner=request.user))
    page = max(number_in(request.GET, "page", 1), 1)
    rows = runs_seen(request.sight)[(page - 1) * PAGE : page * PAGE + 1]
    shown = {
        "form": form,
        "reports": form.reports.values(),
        "runs": run_lines(request.sight, rows[:PAGE]),
        "schedules": schedule_lines(
            request.sight, schedules_seen(request.sight), timezone.localdate()
        ),
        "others": request.sight.report_institutions().exists(),
        "pages": turning(page, more=len(rows) > PAGE),
    }
    return render(request, "reports/list.html", shown)


reports.shows_individuals = True  # the log keeps who looked at whom reports go to


def ordered(request, form: OrderForm):
    """Make it in the background; one that is on its way already is shown instead."""
    asked = form.chosen() | {"recipient": request.user, "day": form.cleaned_data["day"]}
    waiting = ReportRun.objects.filter(state=ReportRun.State.WAITING, **asked)
    mark_interrupted(Job.objects.filter(owner=request.user))
    job = next((one.job for one in waiting.select_related("job") if is_on_its_way(one)), None)
    job = job or start_making(order(**asked, asked_by=request.user), request.user)
    return redirect(f"{reverse('job', args=[job.pk])}?follow=1")


def is_on_its_way(run: ReportRun) -> bool:
    """Whether somebody works on it, or will."""
    return run.job is not None and run.job.is_under_way


def turning(page: int, more: bool) -> dict:
    """The way to the newer and older ones."""
    return {
        "words": _("Page %(page)s") % {"page": page} if more or page > 1 else "",
        "previous_url": f"?page={page - 1}" if page > 1 else "",
        "next_url": f"?page={page + 1}" if more else "",
    }


@require_safe
@of_readers
def report_run(request, pk):
    """The file, for whom it was made and nobody else, as long as they have lost no right to it."""
    mine = ReportRun.objects.filter(recipient=request.user, state=ReportRun.State.MADE)
    run = get_object_or_404(mine.select_related("institution"), pk=pk)
    if not may_fetch(run, request.sight):
        raise PermissionDenied
    if not is_kept(run):
        raise Http404("The file of this report is not kept any more.")
    people = json.loads(path_of(run, PEOPLE).read_bytes())
    scope = f"institution={run.institution.code}&day={run.day}"
    note_looked(request.sight, RecordView.What.EXPORT, people, f"{run.report}.xlsx", scope)
    if request.method == "GET":
        note_fetched(run)
    stream = path_of(run).open("rb")
    name = file_name(run)
    return FileResponse(stream, as_attachment=True, filename=name, content_type=TYPES[XLSX])
