"""How the API says no: always `detail`, and every problem of a body, a parameter or a file."""

from collections.abc import Iterator

from django.core.exceptions import SuspiciousOperation
from django.core.exceptions import ValidationError as ModelError
from django.http import HttpResponse, JsonResponse
from django.views import defaults
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from students.imports.problems import Problem
from students.imports.refusals import FileRefused, ImportRefused

NOTHING_DONE = "Nothing was done: see the problems."
LONGEST = 200


class Conflict(APIException):
    """What is asked for does not fit what is stored."""

    status_code = 409


def answer_of(error: Exception, context: dict) -> Response | None:
    """The framework's handler of exceptions, with problems listed in the one shape."""
    if isinstance(error, ImportRefused):
        set_rollback()
        status = 400 if isinstance(error, FileRefused) else 409
        problems = [of_file(problem) for problem in error.problems]
        return Response({"detail": NOTHING_DONE, "problems": problems}, status=status)
    if isinstance(error, SuspiciousOperation):  # such as a form of a million fields
        error = ParseError("The request is not sound.")
    if isinstance(error, ModelError):  # a row refuses what would contradict others
        error = Conflict(" ".join(error.messages))
    response = exception_handler(error, context)
    if isinstance(error, ValidationError):
        problems = list(_listed(error.detail, _sent(context["request"])))
        response.data = {"detail": NOTHING_DONE, "problems": problems}
    elif isinstance(error, ParseError | Conflict):
        response.data["problems"] = []
    return response


def page_not_found(request, exception) -> HttpResponse:
    """The product's answer to an address that is none: in JSON to a program, else as a page."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": str(NotFound.default_detail)}, status=404)
    return defaults.page_not_found(request, exception)


def of_file(problem: Problem) -> dict:
    """A problem of an import as the API tells it."""
    return {"field": None, **problem.as_json(), "column": problem.column or None}


def of_body(field: str | None, value, reason: str) -> dict:
    """A problem of a body or of a parameter."""
    plain = isinstance(value, str | int | float | bool)
    text = str(value)[:LONGEST] if plain else ""
    reason = {"reason": reason, "mend": ""}
    return {"field": field, "row": None, "column": None, "value": text, **reason}


def _sent(request) -> dict:
    """What was sent by name: parameters, then the body over them, where it can be read at all."""
    try:
        body = request.data if isinstance(request.data, dict) else {}
    except APIException:
        body = {}
    return {**request.query_params.dict(), **{name: body[name] for name in body}}


def _listed(detail, sent, path: tuple[str, ...] = ()) -> Iterator[dict]:
    """One problem for each sentence, with the path of its field: "components.0.score"."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = () if name == "non_field_errors" else (str(name),)
            yield from _listed(inner, sent, path + here)
        return
    for place, one in enumerate(detail):
        if isinstance(one, dict):
            yield from _listed(one, sent, (*path, str(place)))
        else:
            yield of_body(".".join(path) or None, _value(sent, path), str(one))


def _value(sent, path: tuple[str, ...]):
    """What was sent at a path; None where nothing was."""
    for step in path:
        if isinstance(sent, dict):
            sent = sent.get(step)
        elif isinstance(sent, list) and step.isdecimal() and int(step) < len(sent):
            sent = sent[int(step)]
        else:
            return None
    return sent
