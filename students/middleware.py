"""Whose request it is: what they see, in whose name changes are written, what the log keeps."""

import logging

from django.contrib.auth import get_backends
from django.contrib.auth.models import AnonymousUser
from django.utils.functional import SimpleLazyObject

from students.access import visible_to
from students.models import ApiToken
from students.models.changes import Door, acting

DOORS = (("/admin/", Door.ADMIN), ("/api/", Door.API), ("/attendance/", Door.REGISTER))
READING = ("GET", "HEAD", "OPTIONS")
AUDIT = logging.getLogger("perfdash.audit")


def door_of(path: str) -> Door:
    """Return the door a path belongs to; of the pages, grid and registers write facts."""
    return next((door for prefix, door in DOORS if path.startswith(prefix)), Door.GRID)


def token(get_response):
    """Middleware: let a program ask the API in the name of the person whose token it sends.

    `request.api_token` is None where none was sent that opens anything; `request.sends_token`
    says whether one was sent at all, which then counts in the place of any session.
    """

    def respond(request):
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        on_api = door_of(request.path_info) == Door.API
        request.sends_token = on_api and kind.lower() == "bearer"
        request.api_token = opened_by(secret.strip()) if request.sends_token else None
        if request.sends_token:
            request.user = request.api_token.user if request.api_token else AnonymousUser()
        return get_response(request)

    return respond


def opened_by(secret):
    """The token of this secret, its use noted; None unless its owner may sign in."""
    found = ApiToken.objects.of_secret(secret)
    if found is None or not may_sign_in(found.user):
        return None
    found.note_use()
    return found


def may_sign_in(user) -> bool:
    """Whether the account is open: the question of the sign-in page, asked of its own backends."""
    backends = (one for one in get_backends() if hasattr(one, "user_can_authenticate"))
    return all(one.user_can_authenticate(user) for one in backends)


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
