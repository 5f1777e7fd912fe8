"""The choice of light, dark or as the device, kept in a cookie."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from students.navigation import THEMES

A_YEAR = timedelta(days=365)


@login_not_required
@require_POST
def theme(request):
    """Keep the theme posted as `theme` and go back to `next`, a page of our own."""
    choice = request.POST.get("theme")
    if choice not in THEMES:
        return HttpResponseBadRequest("theme is one of " + ", ".join(THEMES), "text/plain")
    response = HttpResponseRedirect(own_page(request.POST.get("next", ""), request))
    # A script reads it before the first paint, so it is not HttpOnly; it says nothing of a person.
    response.set_cookie(
        "theme",
        choice,
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def own_page(address: str, request) -> str:
    """Return the address if it leads to this server, else the home page."""
    if url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure()):
        return address
    return "/"
