"""The page on which the API is described: made from the description that programs read."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.api.authentication import CHALLENGE
from analytics.api.chapters import chapters


@login_not_required  # as everywhere below /api/ a stranger is told 401, here on a page
def api_docs(request):
    """The page; to a stranger the way to the sign-in."""
    if request.user.is_authenticated:
        return described(request)
    response = render(request, "account/api_stranger.html", status=401)
    response["WWW-Authenticate"] = CHALLENGE
    return response


@require_safe
def described(request):
    """Every operation with its parameters and answers, then every shape."""
    found, shapes = chapters()
    return render(request, "account/api.html", {"chapters": found.items(), "shapes": shapes})
