"""From an API request to the scope it asks about; refusals are JSON."""

from collections.abc import Iterable

from rest_framework.exceptions import NotFound, PermissionDenied
from rest_framework.request import Request

from analytics.chosen import PARAMETERS
from analytics.places import Places
from analytics.scope import Scope, ScopeError
from students.sight import Sight

NO_FIGURES = "Figures are not for your role."
NO_PEOPLE = "Pages about students are not for your role."


def scope_of_figures(request: Request) -> Scope:
    """The scope of figures; 403 for a role without any, 404 for a filter that finds nothing."""
    if not request.sight.sees_figures:
        raise PermissionDenied(NO_FIGURES)
    return _scope(request, one_subject=True)


def scope_of_people(request: Request, filters: Iterable[str] = PARAMETERS) -> Scope:
    """The scope of a list of students, by these filters; 403 for a role that looks nobody up."""
    sight_of_people(request)
    return _scope(request, one_subject=False, filters=filters)


def sight_of_people(request: Request) -> Sight:
    """The sight of who may look students up; 403 for a role that looks nobody up."""
    if not request.sight.sees_people:
        raise PermissionDenied(NO_PEOPLE)
    return request.sight


def figured_institutions(request: Request) -> list[int]:
    """The institutions whose figures are theirs, or the one that `institution` names of them.

    403 for a role without any, 404 for an institution that is not among them.
    """
    if not request.sight.sees_figures:
        raise PermissionDenied(NO_FIGURES)
    code = request.query_params.get("institution", "").strip()
    found = Places.of(request.sight).institutions_of(code)
    if code and not found:
        raise NotFound(f"There is no institution “{code}” here.")
    return [one.pk for one in found]


def _scope(request: Request, one_subject: bool, filters: Iterable[str] = PARAMETERS) -> Scope:
    asked = {name: request.query_params.get(name) for name in filters}
    try:
        return Scope.of(request.sight, asked, one_subject)
    except ScopeError as error:
        raise NotFound(str(error)) from error
