"""The dashboard of rooms measured by camera, its charts and tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.classroom import SLUG, board
from analytics.dashboards.classroom_charts import charts
from analytics.dashboards.classroom_rooms import Rooms
from analytics.dashboards.classroom_tables import tables
from analytics.views.office_boards import around, chart_file, shown, table_file
from analytics.views.scopes import nothing_here


def of_rooms(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the rooms of its request: 403 for whose role measures none, 404 for a filter or a
    session that names what is not among what they see."""

    @wraps(view)
    def given(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.measures_rooms:
            raise PermissionDenied
        try:
            rooms = Rooms.of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, rooms, *args, **kwargs)

    return given


@require_safe
@of_rooms
def classroom(request, rooms):
    """The page; the charts' data lie in it."""
    now, sight = timezone.now(), rooms.precinct.sight
    page = board(rooms, now) | around(rooms.precinct, SLUG, rooms.query)
    page |= shown(SLUG, rooms.query, tables(rooms, now), charts(rooms))
    one = rooms.shown
    theirs = one and (sight.everything or one.row.institution in sight.camera_institutions())
    page |= {"save_url": "", "removable": one.row if theirs else None}
    return render(request, "dashboards/classroom.html", page)


@require_safe
@of_rooms
def classroom_table(request, rooms, place: int, kind: str):
    """One of the tables as a file."""
    return table_file(SLUG, tables(rooms, timezone.now()), place, kind)


@require_safe
@of_rooms
def classroom_chart(request, rooms, slug: str, kind: str):
    """The table of one chart as a file."""
    return chart_file(charts(rooms), slug, kind)
