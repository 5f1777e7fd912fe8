"""Every dashboard beyond the overview, as a page and its tables as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from analytics.dashboards import engagement
from analytics.dashboards.cards import card
from analytics.dashboards.catalogue import DASHBOARDS
from analytics.dashboards.dashboard import Dashboard
from analytics.dashboards.reports import report
from analytics.metrics.figures import Figures
from analytics.scope import Scope, ScopeError
from analytics.views.charts import ChartView
from analytics.views.files import as_file, taken_now
from analytics.views.live import live, live_engagement
from analytics.views.scopes import nothing_here
from analytics.writers.docx import docx_bytes

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

FOLLOWED = {engagement.SLUG: live_engagement}


def of_dashboard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view a scope and how the dashboard of its slug is made: 404 for one there is not, 403
    for who sees no figures, 404 for a filter that names what is not among what they see."""

    @wraps(view)
    def made(request: HttpRequest, slug: str, **kwargs) -> HttpResponse:
        if not request.sight.sees_figures:
            raise PermissionDenied
        if slug not in DASHBOARDS:
            raise Http404
        entry = DASHBOARDS[slug]
        try:
            scope = Scope.of(request.sight, request.GET, one_subject=entry.one_subject)
        except ScopeError as error:
            return nothing_here(request, error)
        scope = entry.settled(scope)
        return view(request, scope, lambda: entry.make(Figures(scope), request.GET), **kwargs)

    return made


@require_safe
@of_dashboard
def dashboard(request, scope, make):
    """The page; the charts' data lie in it, so that nothing is waited for."""
    following = FOLLOWED.get(request.resolver_match.kwargs["slug"], live)(scope)
    board = make()
    shown = board.context() | {"live": following}
    shown["cards"] = [card(chart) | {"payload": ChartView.payload(chart)} for chart in board.charts]
    shown["tables"] = [(table, _files(request, board, place)) for place, table in _places(board)]
    return render(request, "dashboards/board.html", shown)


@require_safe
@of_dashboard
def dashboard_file(request, scope, make, place, kind):
    """One of the tables, counted from 1, exactly as it is shown; 404 where there is none."""
    board = make()
    tables = dict(_places(board))
    if place not in tables:
        raise Http404
    table = tables[place]
    name = taken_now(board.slug)
    return as_file(kind, name, table.titles(), table.rows(), table.numeric())


@require_safe
@of_dashboard
def dashboard_report(request, scope, make):
    """The page as a written report in the reader's language; 404 where none is written."""
    board = make()
    if not board.report_title:
        raise Http404
    now = timezone.now()
    file = docx_bytes(report(board, now), now)
    name = f"{taken_now(board.slug)}.docx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(file, content_type=DOCX, headers=headers)


def _places(board: Dashboard) -> list:
    return list(enumerate(board.tables, 1))


def _files(request: HttpRequest, board: Dashboard, place: int) -> dict[str, str]:
    query = request.GET.urlencode()
    return {
        kind: reverse("dashboard-file", args=[board.slug, place, kind]) + (query and f"?{query}")
        for kind in ("csv", "xlsx")
    }
