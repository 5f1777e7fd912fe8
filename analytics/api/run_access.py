"""Which import runs somebody may look at, and which they may decide about."""

from django.db.models import QuerySet
from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request

from analytics.api.places import READ_ONLY
from analytics.api.run_rows import RELATED
from students.models import ImportRun

NO_IMPORTS = "Imports are not for your role."


def runs_seen(request: Request) -> QuerySet[ImportRun]:
    """The runs of one's institutions; 403 for a role without any."""
    if not request.sight.sees_imports:
        raise PermissionDenied(NO_IMPORTS)
    return request.sight.import_runs().select_related(*RELATED)


def run_seen(request: Request, pk: int) -> ImportRun:
    """One of them; 404 for any other."""
    run = runs_seen(request).filter(pk=pk).first()
    if run is None:
        raise NotFound
    return run


def run_to_decide(request: Request, pk: int) -> ImportRun:
    """One that this person may store, give up or take back; 403 for who may only look."""
    run = run_seen(request, pk)
    if not request.sight.keeps_run(run):
        raise PermissionDenied(READ_ONLY)
    return run
