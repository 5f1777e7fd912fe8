"""From a request to the scope it asks about."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from analytics.scope import Scope, ScopeError


def of_figures(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the scope of its request: 403 for who sees no figures at all, 404 for a filter
    that names what is not among what they see, whether it exists or not."""

    @wraps(view)
    def scoped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_figures:
            raise PermissionDenied
        try:
            scope = Scope.of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, scope, *args, **kwargs)

    return scoped


def nothing_here(request: HttpRequest, error: ScopeError) -> HttpResponse:
    """The page that says which filter finds nothing, and the way back."""
    page = {"problems": error.problems, "clear_url": request.path}
    return render(request, "dashboards/nothing.html", page, status=404)
