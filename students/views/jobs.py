"""One's own long work: the list, a job's page with its progress, cancel, run again, its file."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from students.jobs.folders import RESULT, folder_of
from students.jobs.recovery import FILES_KEPT, mark_interrupted
from students.jobs.refused_files import refused_file
from students.jobs.running import cancel, run_again
from students.jobs.standings import problems_of, standing
from students.models import Job
from students.views.import_doors import import_door

SHOWN = 50


def of_owner(view: Callable) -> Callable:
    """Give a view the jobs of who asks, the dead among them marked; 403 for who starts none."""

    @wraps(view)
    def owned(request, *args, **kwargs):
        sight = request.sight
        if not (sight.starts_jobs or sight.opens_imports or sight.orders_reports):
            raise PermissionDenied
        jobs = Job.objects.filter(owner=request.user)
        mark_interrupted(jobs)
        return view(request, jobs, *args, **kwargs)

    return owned


def of_one(view: Callable) -> Callable:
    """Give a view one of them; another's is as if it did not exist."""

    @wraps(view)
    @of_owner
    def one(request, jobs, pk):
        return view(request, get_object_or_404(jobs, pk=pk))

    return one


@require_safe
@of_owner
def jobs(request, rows):
    """The last ones, newest first."""
    shown = {"jobs": rows[:SHOWN], "under_way": rows.under_way().count()}
    return render(request, "jobs/list.html", shown)


@require_safe
@of_one
def job(request, job):
    """How far it is and what came of it; `?follow=1` goes on to the result once there is one."""
    if "follow" in request.GET and job.state == Job.State.DONE and job.result_url:
        if job.outcome:
            messages.success(request, job.outcome)
        return redirect(job.result_url)
    shown = {
        "job": job,
        "standing": standing(job),
        "problems": problems_of(job),
        "has_file": _result(job).exists(),
        "door": _door(job),
        "kept_hours": int(FILES_KEPT.total_seconds() // 3600),
    }
    return render(request, "jobs/job.html", shown)


@require_safe
@of_one
def job_json(request, job):
    """The same for the script of the page."""
    return JsonResponse(standing(job).as_json())


@require_safe
@of_one
def job_file(request, job):
    """The file it made, for its owner and for a day."""
    if job.state != Job.State.DONE or not _result(job).exists():
        raise Http404("There is no file of this job.")
    # Named by us alone: no browser is to open it as anything but a file.
    name = job.arguments.get("file_name", "export")
    return FileResponse(_result(job).open("rb"), as_attachment=True, filename=name)


@require_POST
@of_one
def job_cancel(request, job):
    """Stop it; nothing of an import is stored."""
    cancel(job)
    return redirect("job", job.pk)


@require_POST
@of_one
def job_again(request, job):
    """Run it once more; one that is under way or done stays as it is."""
    if not run_again(job):
        messages.info(request, _("It was not run again: it is under way or done."))
    return redirect("job", job.pk)


def _door(job: Job) -> str:
    """Where a file that could not be read is read in another way; nothing of any other job."""
    refused = refused_file(job)
    return f"{import_door(refused.kind)}?of={job.pk}" if refused else ""


def _result(job: Job):
    return folder_of(job.key) / RESULT
