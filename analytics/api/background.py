"""Work that goes on after its request, for a program that says it would rather not wait."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.api.answers import answered_with
from analytics.api.job_rows import JobRow, job_row
from students.models import Job

RESPOND_ASYNC = "respond-async"
PREFER = OpenApiParameter(
    "Prefer",
    str,
    OpenApiParameter.HEADER,
    description=f"With `{RESPOND_ASYNC}` a job does it: 202 with its address, and no waiting.",
)
APPLIED = answered_with("Preference-Applied", 202)
ACCEPTED = {202: JobRow}


def rather_not_waits(request: Request) -> bool:
    """Whether `Prefer` asks for an answer before the work is done."""
    asked = request.headers.get("Prefer", "").split(",")
    return RESPOND_ASYNC in {one.partition(";")[0].strip().lower() for one in asked}


def accepted(job: Job) -> Response:
    """202: where the job is to be found, and how far it is."""
    location = reverse("api-job", args=[job.pk])
    headers = {"Location": location, "Preference-Applied": RESPOND_ASYNC}
    return Response(job_row(job), status=202, headers=headers)
