"""Views of a list of students narrowed by the address: the worklist, the alerts, the warning."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from analytics.alerts.lists import AlertList
from analytics.chances.lists import ChanceList
from analytics.people.worklists import Worklist
from analytics.scope import Scope, ScopeError
from analytics.views.scopes import nothing_here

View = Callable[..., HttpResponse]


def of_list(kind: type[Worklist] | type[AlertList] | type[ChanceList]) -> Callable[[View], View]:
    """Give a view the list of its request: 403 for whose role has no worklist."""

    def given(view: View) -> View:
        @wraps(view)
        def listed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not request.sight.opens_worklists:
                raise PermissionDenied
            try:
                scope = Scope.of(request.sight, request.GET, one_subject=False)
            except ScopeError as error:
                return nothing_here(request, error)
            return view(request, kind.of(scope, request.GET), *args, **kwargs)

        listed.shows_individuals = True  # the log keeps who looked
        return listed

    return given
