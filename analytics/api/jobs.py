"""One's own long work over the API: the list, how far each is, cancel, run again."""

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.errors import Conflict
from analytics.api.job_rows import JobPage, JobRow, job_row
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, ordering
from students.jobs.recovery import mark_interrupted
from students.jobs.running import cancel, run_again
from students.models import Job

NO_JOBS = "Long work is not for your role."


def jobs_of(request: Request) -> QuerySet[Job]:
    """The jobs of who asks, the dead among them marked; 403 for who starts none."""
    if not request.sight.starts_jobs:
        raise PermissionDenied(NO_JOBS)
    jobs = Job.objects.filter(owner=request.user).select_related("institution")
    mark_interrupted(jobs)
    return jobs


def job_of(request: Request, pk: int) -> Job:
    """One of them; another's is as if it did not exist."""
    job = jobs_of(request).filter(pk=pk).first()
    if job is None:
        raise NotFound
    return job


class JobsView(APIView):
    orderings = {"id": ("pk",)}

    @operation("jobs_list", {200: JobPage}, parameters=[*PAGING, ordering(orderings)])
    def get(self, request):
        """One page of your own, whether you started them here or on a page."""
        pages = Pages()
        page = pages.paginate_queryset(jobs_of(request), request, view=self)
        return pages.get_paginated_response([job_row(job) for job in page])


class JobView(APIView):
    @operation("jobs_read", {200: JobRow}, (404,))
    def get(self, request, pk):
        """How far it is and what came of it; ask once a second, not more often."""
        return Response(job_row(job_of(request, pk)))


class JobCancelView(APIView):
    @operation("jobs_cancel", {202: JobRow}, (404, 409), request=None)
    def post(self, request, pk):
        """Stop it at its next step; nothing of an import is then stored."""
        job = job_of(request, pk)
        if not job.is_under_way:
            raise Conflict("It is neither waiting nor running.")
        cancel(job)
        return Response(job_row(job), status=202)


class JobAgainView(APIView):
    @operation("jobs_again", {202: JobRow}, (404, 409), request=None)
    def post(self, request, pk):
        """Run it once more, where it failed, was cancelled or interrupted."""
        job = job_of(request, pk)
        if not run_again(job):
            raise Conflict("It is under way or done.")
        return Response(job_row(job), status=202)
