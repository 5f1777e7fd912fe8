"""Whose request it is: what they see, in whose name changes are written, what the log keeps."""

import logging

from django.utils.functional import SimpleLazyObject

from students.access import visible_to
from students.models.changes import Door, acting

DOORS = (("/admin/", Door.ADMIN), ("/api/", Door.API))
READING = ("GET", "HEAD", "OPTIONS")
AUDIT = logging.getLogger("perfdash.audit")


def door_of(path: str) -> Door:
    """Return the door a path belongs to; of the pages, grid and registers write facts."""
    return next((door for prefix, door in DOORS if path.startswith(prefix)), Door.GRID)


def person(get_response):
    """Middleware: give `request.sight`, computed once when asked for, and say who acts."""

    def respond(request):
        request.sight = SimpleLazyObject(lambda: visible_to(request.user))
        with acting(user_id=request.user.pk, door=door_of(request.path_info)):
            return get_response(request)

    return respond


def audit(get_response):
    """Middleware: log who wrote or looked at individuals, as numbers and words of our own."""

    def respond(request):
        user = request.user
        response = get_response(request)
        if user.is_authenticated and is_audited(request, user):
            AUDIT.info(
                "user=%d %s %s %sstatus=%d",
                user.pk,
                request.method,
                request.resolver_match.view_name if request.resolver_match else "-",
                "".join(f"{name}={number} " for name, number in object_numbers(request)),
                response.status_code,
            )
        return response

    return respond


def is_audited(request, user) -> bool:
    """Whether a request belongs into the log: writes, individuals, all of the admin and of root."""
    return (
        user.is_superuser
        or request.method not in READING
        or door_of(request.path_info) == Door.ADMIN
        or any(object_numbers(request))
        or shows_individuals(request)
    )


def shows_individuals(request) -> bool:
    """Whether the view says of itself `shows_individuals = True`, as lists of people do."""
    view = getattr(request.resolver_match, "func", None)
    return getattr(
        getattr(view, "view_class", getattr(view, "cls", view)), "shows_individuals", False
    )


def object_numbers(request):
    """Yield name and number of every record the address names; other words may be anything."""
    for name, value in getattr(request.resolver_match, "kwargs", {}).items():
        if str(value).isdecimal() and len(str(value)) < 20:
            yield name, value
