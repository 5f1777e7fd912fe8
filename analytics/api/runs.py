"""Import runs: the list, and a file uploaded to be previewed."""

from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import MAKING, answered_with, operation
from analytics.api.background import ACCEPTED, APPLIED, PREFER, accepted, rather_not_waits
from analytics.api.pages import Pages
from analytics.api.parameters import PAGING, ordering
from analytics.api.places import READ_ONLY, institution_named
from analytics.api.run_access import runs_seen
from analytics.api.run_bodies import NewRun
from analytics.api.run_rows import RunDetail, RunPage, run_detail, run_row
from analytics.api.throttles import RequestThrottle, UploadThrottle
from students.imports import runs
from students.jobs.imports import start_preview
from students.models import Door, ImportRun, Institution

STATES = ImportRun.State.values
STATE = OpenApiParameter("state", str, enum=STATES, description="Runs in this state alone.")


class RunsView(APIView):
    """Files on their way in: waiting, stored, taken back or given up."""

    parser_classes = (MultiPartParser,)
    throttle_classes = (RequestThrottle, UploadThrottle)
    orderings = {"id": ("pk",)}

    @operation("imports_list", {200: RunPage}, parameters=[STATE, *PAGING, ordering(orderings)])
    def get(self, request):
        """One page of the list."""
        found = runs_seen(request)
        if (state := request.query_params.get("state")) is not None:
            if state not in STATES:
                raise ValidationError({"state": [f"It is one of: {', '.join(STATES)}."]})
            found = found.filter(state=state)
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self)
        return pages.get_paginated_response([run_row(run) for run in page])

    @operation(
        "imports_preview",
        {201: RunDetail} | ACCEPTED,
        MAKING,
        request={"multipart/form-data": NewRun},
        parameters=[PREFER, answered_with("Location", 201, 202), APPLIED],
    )
    def post(self, request):
        """Preview a file: nothing of it is stored, every problem of it is told."""
        runs_seen(request)
        institution = _institution(request)
        body = NewRun(data=request.data, context={"institution": institution})
        body.is_valid(raise_exception=True)
        values = body.validated_data
        sent = values["kind"], values["file"].read(), values["file"].name
        how = {"institution": institution, "term": values.get("term"), "options": body.options}
        if rather_not_waits(request):
            return accepted(start_preview(request.user, *sent, **how, ask=False))
        run = runs.preview(*sent, **how, user=request.user, door=Door.API)
        location = reverse("api-import", args=[run.pk])
        return Response(run_detail(run), status=201, headers={"Location": location})


def _institution(request: Request) -> Institution | None:
    """Where the file belongs; None where a superuser's first file makes the first institution."""
    if request.sight.everything and not Institution.objects.exists():
        return None
    if not request.sight.editable_institutions().exists():
        raise PermissionDenied(READ_ONLY)
    return institution_named(request)
