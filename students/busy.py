"""The answer to whoever could not write: others did not end, or the disk is full."""

import logging
from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

from students.middleware import door_of
from students.models.changes import Door
from students.models.disks import is_full
from students.models.waits import is_locked, lost_a_race

LOG = logging.getLogger(__name__)
SECONDS = 10
DETAIL = "Others are writing just now. Nothing was stored: send it again in a few seconds."
FULL = "The server's disk is full. Nothing was stored: tell whoever runs it, then send it again."


class Busy:
    """Middleware: a locked database, or a full disk, is told, and nothing of it is stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request, error: Exception) -> HttpResponse | None:
        """A page or JSON with status 503 and when to come back, or 507; None for other errors."""
        if is_full(error):
            LOG.error("the disk is full: %s", error)
            return _answer(request, HTTPStatus.INSUFFICIENT_STORAGE, FULL)
        if not isinstance(error, OperationalError) or not (is_locked(error) or lost_a_race(error)):
            return None
        answer = _answer(request, HTTPStatus.SERVICE_UNAVAILABLE, DETAIL)
        answer["Retry-After"] = str(SECONDS)
        return answer


def _answer(request, status: HTTPStatus, detail: str) -> HttpResponse:
    if door_of(request.path_info) == Door.API:
        return JsonResponse({"detail": detail}, status=status)
    page = render_to_string(f"{status.value}.html")  # what needs the database is left out
    return HttpResponse(page, status=status)
