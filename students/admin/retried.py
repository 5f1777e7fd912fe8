"""Saving a page anew, as a whole, where the database asked for it."""

from collections.abc import Callable

from django.http import HttpResponse

from students.models.waits import retrying


def retried(request, view: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer of a view that is one transaction; after a deadlock it is asked once more.

    Each try begins with what was sent, since a view may merge it with what was stored meanwhile.
    """
    if request.method != "POST":
        return view()
    sent = request.POST

    def answer():
        request.POST = sent
        return view()

    return retrying(answer)
