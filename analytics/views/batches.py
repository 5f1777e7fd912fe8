"""The dashboard of batches, its charts and tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.batches import SLUG, batches_of, board, charts, tables
from analytics.views.office_boards import around, chart_file, shown, table_file
from analytics.views.scopes import nothing_here


def of_batches(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the batches of its request: 403 for who sees none, 404 for a filter that names
    what is not among what they see."""

    @wraps(view)
    def given(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_batches:
            raise PermissionDenied
        try:
            found = batches_of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, found, *args, **kwargs)

    return given


@require_safe
@of_batches
def batches(request, found):
    """The page; the charts' data lie in it."""
    query = found.precinct.query()
    page = board(found) | around(found.precinct, SLUG, query)
    page |= shown(SLUG, query, tables(found), charts(found))
    return render(request, "dashboards/board.html", page)


@require_safe
@of_batches
def batches_table(request, found, place: int, kind: str):
    """One of the tables as a file."""
    return table_file(SLUG, tables(found), place, kind)


@require_safe
@of_batches
def batches_chart(request, found, slug: str, kind: str):
    """The table of one chart as a file."""
    return chart_file(charts(found), slug, kind)
