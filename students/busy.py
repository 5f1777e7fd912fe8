"""The answer to whoever could not write because somebody else's writing did not end."""

from http import HTTPStatus

from django.db import OperationalError
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string

from students.middleware import door_of
from students.models.changes import Door
from students.models.waits import is_locked, lost_a_race

SECONDS = 10
DETAIL = "Others are writing just now. Nothing was stored: send it again in a few seconds."


class Busy:
    """Middleware: a database that stays locked is no fault of ours, and nothing of it is stored."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request, error: Exception) -> HttpResponse | None:
        """A page or JSON with status 503 and when to come back; None for any other error."""
        if not isinstance(error, OperationalError) or not (is_locked(error) or lost_a_race(error)):
            return None
        answer = self._answer(request)
        answer["Retry-After"] = str(SECONDS)
        return answer

    def _answer(self, request) -> HttpResponse:
        if door_of(request.path_info) == Door.API:
            return JsonResponse({"detail": DETAIL}, status=HTTPStatus.SERVICE_UNAVAILABLE)
        page = render_to_string("503.html")  # what needs the database is left out
        return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE)
