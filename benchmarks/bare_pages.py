"""The addresses of the product, and a bare page for who is signed in: a floor for every other."""

from django.http import HttpResponse
from django.urls import path

from perfdash.urls import urlpatterns as ours


def bare(request) -> HttpResponse:
    """Who is signed in: a session and a user are read for it."""
    return HttpResponse(request.user.username)


urlpatterns = [path("bare/", bare), *ours]
