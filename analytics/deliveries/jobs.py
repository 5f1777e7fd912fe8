"""A report as a job: made outside the request, its progress watched by whoever asked for it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from analytics.deliveries.making import make
from analytics.models import ReportRun
from analytics.reports import REPORTS
from students.jobs.running import start
from students.jobs.work import NotDone, Outcome, work
from students.models import Job

REPORT = "report"
State = ReportRun.State


def start_making(run: ReportRun, owner) -> Job:
    """Make what was ordered; the job leads back to the page of the reports."""
    title = f"{REPORTS[run.report].title}, {run.institution.code}"
    job = start(Job.Kind.EXPORT, owner, title, institution=run.institution, work=REPORT, run=run.pk)
    ReportRun.objects.filter(pk=run.pk).update(job=job)
    return job


@work(REPORT)
def making(job: Job, watch) -> Outcome:
    """One that is made already is not made again; one that failed is tried anew."""
    runs = ReportRun.objects.filter(pk=job.arguments["run"])
    runs.filter(state=State.FAILED).update(state=State.WAITING, reason="")
    run = runs.select_related("institution", "recipient").first()
    if run is None:
        raise NotDone(_("This report is not in the history any more. Ask for it anew."))
    run = run if run.state == State.MADE else make(run, watch)
    if run.state == State.FAILED:
        raise NotDone(f"{run.get_reason_display()}.")
    return Outcome(told(run), reverse("reports"))


def told(run: ReportRun) -> str:
    """That it is there, in words."""
    words = ngettext(
        "“%(title)s” is made: %(count)s row.", "“%(title)s” is made: %(count)s rows.", run.rows
    )
    return words % {"title": REPORTS[run.report].title, "count": f"{run.rows:,}"}
