"""The one class that codes name, as far as the person who asks sees it."""

from collections.abc import Mapping

from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.request import Request

from analytics.api.parameters import PLACES, described
from analytics.api.scopes import scope_of_people
from analytics.scope import Scope, ScopeError
from students.sight import Sight
from students.views.cohorts import SeenCohort, seen_cohort

WORDS = ("institution", "term", "branch", "semester")
OF_CLASS = described({name: PLACES[name] for name in WORDS})
DECLARED_BY = "Results are declared by a principal or a registrar."
ONE_CLASS = "Name one class: a term, a branch and a semester."
NO_CLASS = "There is no such class here."


def class_in_query(request: Request) -> SeenCohort:
    """The class the filters mean; 404 for none, ValidationError where there are several."""
    return _one_of(scope_of_people(request, WORDS))


def class_in_body(sight: Sight, values: Mapping) -> SeenCohort:
    """The class a body names, to be declared; ValidationError for none, 403 for who only looks."""
    try:
        scope = Scope.of(sight, {name: values.get(name) for name in WORDS}, one_subject=False)
        seen = _one_of(scope)
    except (ScopeError, NotFound) as error:
        raise ValidationError([str(error)]) from error
    if not seen.may_declare:
        raise PermissionDenied(DECLARED_BY)
    return seen


def _one_of(scope: Scope) -> SeenCohort:
    found = scope.whole_results().order_by().values_list("term", "branch", "semester").distinct()
    keys = list(found[:2])
    if not keys:
        raise NotFound(NO_CLASS)
    if len(keys) > 1:
        raise ValidationError({"branch": [ONE_CLASS]})
    return seen_cohort(scope.sight, *keys[0])
