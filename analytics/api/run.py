"""One import run: looked at, stored, given up, taken back."""

from django.db.models import QuerySet
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import answered_with, operation
from analytics.api.background import ACCEPTED, APPLIED, PREFER, accepted, rather_not_waits
from analytics.api.errors import Conflict
from analytics.api.inputs import number_of
from analytics.api.run_access import run_seen, run_to_decide, runs_seen
from analytics.api.run_bodies import Confirmed, TakenBack
from analytics.api.run_rows import PreviewPage, RunDetail, preview_row, run_detail
from students.imports import runs
from students.imports.plans import STATES
from students.imports.refusals import PlanLost
from students.jobs.imports import start_storing, start_undo
from students.models import Door, ImportRun, RecordView, Student
from students.rules.keys import key_of
from students.trails import note_looked

DECIDING = (400, 404, 409, 413, 415)
DONE = {200: RunDetail} | ACCEPTED
IN_BACKGROUND = [PREFER, answered_with("Location", 202), APPLIED]
MOST_ROWS, USUAL_ROWS = 200, 50
OF_PREVIEW = [
    OpenApiParameter("state", str, enum=STATES, description="Rows in this state alone."),
    OpenApiParameter("start", int, description="How many rows to pass over."),
    OpenApiParameter(
        "page_size", int, description="How many rows: 50 unless you say, 200 at most."
    ),
]


class RunView(APIView):
    @operation("imports_read", {200: RunDetail}, (404,))
    def get(self, request, pk):
        """The run; while it waits, with the digest to repeat and the problems found."""
        return Response(run_detail(run_seen(request, pk)))


class RunRowsView(APIView):
    shows_individuals = True

    @operation("imports_rows", {200: PreviewPage}, (400, 404, 409), parameters=OF_PREVIEW)
    def get(self, request, pk):
        """The rows of a preview that waits: what each would do, and why it is refused."""
        run = run_seen(request, pk)
        state, start, size = _meant(request.query_params)
        if run.state != ImportRun.State.PREVIEWED:
            raise Conflict(f"Rows are kept while a preview waits; this one is {run.state}.")
        plan = runs.plan_of(run)
        rows = [preview_row(row, plan) for row in plan.rows(state, start, size + 1)]
        note_looked(request.sight, RecordView.What.API, _known_students(run, rows[:size]))
        more = start + size if len(rows) > size else None
        before = max(start - size, 0) if start else None
        links = {"next": _link(request, more), "previous": _link(request, before)}
        return Response(links | {"results": rows[:size]})


class RunCommitView(APIView):
    @operation("imports_commit", DONE, DECIDING, request=Confirmed, parameters=IN_BACKGROUND)
    def post(self, request, pk):
        """Store what was previewed, or nothing: 409 where the register has moved, with a new
        preview to be looked at, where refused rows are not agreed to be left out, or where there
        are alarms and nobody says to have looked."""
        run = run_to_decide(request, pk)
        body = Confirmed(data=request.data)
        body.is_valid(raise_exception=True)
        if run.plan_digest != body.validated_data["digest"]:
            raise Conflict("This is not the digest of the preview as it is now. Look at it anew.")
        agreed = {name: body.validated_data[name] for name in ("skip_refused", "despite_alarms")}
        if rather_not_waits(request):
            return accepted(start_storing(request.user, run, **agreed))
        runs.commit(run, **agreed, user=request.user)
        return Response(run_detail(run))


class RunDiscardView(APIView):
    @operation("imports_discard", {200: RunDetail}, (404, 409), request=None)
    def post(self, request, pk):
        """Give a preview up; nothing of it is stored."""
        run = run_to_decide(request, pk)
        runs.discard(run)
        return Response(run_detail(run))


class RunUndoView(APIView):
    @operation("imports_undo", DONE, DECIDING, request=TakenBack, parameters=IN_BACKGROUND)
    def post(self, request, pk):
        """Take a stored run back, as a run of its own; 409 lists the cells changed since."""
        run = run_to_decide(request, pk)
        body = TakenBack(data=request.data)
        body.is_valid(raise_exception=True)
        if rather_not_waits(request):
            return accepted(start_undo(request.user, run, **body.validated_data))
        summary = runs.undo(run, user=request.user, door=Door.API, **body.validated_data)
        return Response(run_detail(runs_seen(request).get(pk=summary.run.pk)))


class RunRefusedView(APIView):
    shows_individuals = True

    @operation("imports_refused", {(200, "text/csv"): OpenApiTypes.STR}, (404,))
    def get(self, request, pk):
        """The refused rows as a CSV file that imports once it is mended."""
        try:
            name, content = runs.refused_rows_file(run_seen(request, pk))
        except PlanLost as lost:
            raise NotFound(str(lost)) from lost
        plain = name.encode("ascii", "replace").decode().replace('"', "").replace("\\", "")
        disposition = f'attachment; filename="{plain}"'
        kind = "text/csv; charset=utf-8"
        return HttpResponse(content, kind, headers={"Content-Disposition": disposition})


def _meant(params) -> tuple[str | None, int, int]:
    """State, start and size of a page of rows; ValidationError for what means nothing."""
    problems = {}
    state = params.get("state")
    if state not in (None, *STATES):
        problems["state"] = [f"It is one of: {', '.join(STATES)}."]
    start = number_of(params.get("start", "0"))
    size = number_of(params.get("page_size", str(USUAL_ROWS)))
    if start is None:
        problems["start"] = ["It is a whole number."]
    if not size:
        problems["page_size"] = [f"It is a whole number from 1 to {MOST_ROWS}."]
    if problems:
        raise ValidationError(problems)
    return state, start, min(size, MOST_ROWS)


def _known_students(run: ImportRun, rows: list[dict]) -> QuerySet:
    """The students in these rows whose values the register has, which stand beside the file's."""
    keys = {key_of(row["roll_no"]) for row in rows}
    found = Student.objects.filter(institution=run.institution_id, roll_key__in=keys)
    return found.values_list("pk", flat=True)


def _link(request, start: int | None) -> str | None:
    if start is None:
        return None
    params = request.query_params.copy()
    params["start"] = str(start)
    return request.build_absolute_uri(f"{request.path}?{params.urlencode()}")
