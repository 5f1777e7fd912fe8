"""Reports that come by themselves: set, changed, stopped, and made at once."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from analytics.deliveries.jobs import start_making
from analytics.deliveries.lines import name_of, schedules_seen, title_of
from analytics.deliveries.making import order
from analytics.deliveries.rights import refusal
from analytics.deliveries.schedules import stop
from analytics.models import ReportRun, ReportSchedule
from analytics.views.report_forms import THERE_ALREADY, RhythmForm, ScheduleForm
from analytics.views.reports import of_readers

DAY_AND_WEEKDAY = {"day": 1, "weekday": 0}


def of_schedule(view: Callable) -> Callable:
    """Give a view a schedule that is theirs to change; any other is as if there were none."""

    @wraps(view)
    @of_readers
    def changed(request, pk):
        return view(request, get_object_or_404(schedules_seen(request.sight), pk=pk))

    return changed


@require_http_methods(["GET", "HEAD", "POST"])
@of_readers
def report_schedule_new(request):
    """Set one for oneself, or for somebody of an institution one answers for."""
    monthly = {"every": ReportSchedule.Every.MONTHLY, **DAY_AND_WEEKDAY}
    form = ScheduleForm(request.sight, request.POST or None, initial=monthly)
    if request.method == "POST" and form.is_valid():
        if form.save(form.schedule(request.user)):
            messages.success(request, _("It comes by itself from now on."))
            return redirect("reports")
        form.add_error(None, THERE_ALREADY)
    return shown(request, form, _("A report that comes by itself"))


@require_http_methods(["GET", "HEAD", "POST"])
@of_schedule
def report_schedule(request, schedule):
    """Other days for one; one that was stopped comes again."""
    initial = {name: getattr(schedule, name) for name in ("every", "weekday", "day")}
    kept = {name: value for name, value in initial.items() if value is not None}
    form = RhythmForm(request.POST or None, initial=DAY_AND_WEEKDAY | kept)
    if request.method == "POST" and form.is_valid():
        if reason := refusal(schedule.report, schedule.recipient, schedule.institution_id):
            form.add_error(None, f"{ReportRun.Reason(reason).label}.")
        elif form.save(schedule):
            messages.success(request, _("Stored."))
            return redirect("reports")
        else:
            form.add_error(None, THERE_ALREADY)
    return shown(request, form, title_of(schedule.report), schedule)


@require_POST
@of_schedule
def report_schedule_stop(request, schedule):
    """It does not come any more until somebody changes it."""
    if stop(schedule.pk, ReportSchedule.Stopped.BY_HAND):
        messages.success(
            request, _("“%(title)s” is stopped.") % {"title": title_of(schedule.report)}
        )
    return redirect("reports")


@require_POST
@of_schedule
def report_schedule_run(request, schedule):
    """Make it now, for whom it is, within what they may see; one that failed as of its own day."""
    if reason := refusal(schedule.report, schedule.recipient, schedule.institution_id):
        messages.error(request, f"{ReportRun.Reason(reason).label}.")
        return redirect("reports")
    run = order(
        schedule.report,
        schedule.institution,
        schedule.recipient,
        _day_of(schedule),
        schedule=schedule,
        asked_by=request.user,
    )
    job = start_making(run, request.user)
    return redirect(f"{reverse('job', args=[job.pk])}?follow=1")


def _day_of(schedule: ReportSchedule) -> date:
    last = ReportRun.objects.filter(schedule=schedule).order_by("pk").last()
    failed = last is not None and last.state == ReportRun.State.FAILED
    return last.day if failed else timezone.localdate()


def shown(request, form, heading: str, schedule: ReportSchedule | None = None):
    """The page of a form."""
    page = {
        "form": form,
        "heading": heading,
        "schedule": schedule,
        "to": name_of(schedule.recipient) if schedule else "",
        "own": schedule is not None and schedule.recipient_id == request.user.pk,
        "crumbs": [{"title": _("Reports"), "url": reverse("reports")}, {"title": heading}],
    }
    return render(request, "reports/schedule.html", page)
