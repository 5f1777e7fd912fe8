"""The dashboard of trainers, its charts and tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.trainers import SLUG, board, charts, figures_of, tables
from analytics.views.office_boards import around, chart_file, shown, table_file
from analytics.views.scopes import nothing_here


def of_trainers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the answers of its request: 403 for who sees none, 404 for a filter that names
    what is not among what they see."""

    @wraps(view)
    def given(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_ratings:
            raise PermissionDenied
        try:
            figures = figures_of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, figures, *args, **kwargs)

    given.shows_individuals = True  # members of staff by name: the log keeps who looked
    return given


@require_safe
@of_trainers
def trainers(request, figures):
    """The page; the charts' data lie in it."""
    query = figures.scope.query()
    page = board(figures) | around(figures.scope.precinct, SLUG, query)
    page |= shown(SLUG, query, tables(figures), charts(figures))
    return render(request, "dashboards/trainers.html", page)


@require_safe
@of_trainers
def trainers_table(request, figures, place: int, kind: str):
    """One of the tables as a file."""
    return table_file(SLUG, tables(figures), place, kind)


@require_safe
@of_trainers
def trainers_chart(request, figures, slug: str, kind: str):
    """The table of one chart as a file."""
    return chart_file(charts(figures), slug, kind)
