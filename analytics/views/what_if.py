"""What another policy would make of a term, as a page and as files; nothing is stored."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.charts.chart import Chart
from analytics.dashboards.cards import card
from analytics.dashboards.dashboard import Dashboard, link
from analytics.dashboards.tables import Table
from analytics.dashboards.what_if import PAGE, SLUG, WhatIf, board, unanswered
from analytics.dashboards.what_if_moves import move_of
from analytics.metrics.figures import Figures
from analytics.scope import SUBJECT, Scope, ScopeError
from analytics.views.charts import ChartView
from analytics.views.files import as_file, taken_now
from analytics.views.numbers import number_in
from analytics.views.policy_lines import PolicyLinesForm
from analytics.views.scopes import nothing_here
from students.models import PolicyVersion, RecordView
from students.trails import note_looked

LISTED = 0  # the table of the students, as it is counted in addresses of files


def of_policies(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the scope of its request and the form of the lines, None where there is none to
    edit: 403 for whose role weighs no policies."""

    @wraps(view)
    def weighed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.weighs_policies:
            raise PermissionDenied
        params = {name: value for name, value in request.GET.items() if name != SUBJECT}
        try:
            scope = Scope.of(request.sight, params, one_subject=False)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, scope, form_of(scope, params), *args, **kwargs)

    weighed.shows_individuals = True  # the log keeps who looked
    return weighed


def form_of(scope: Scope, params: dict) -> PolicyLinesForm | None:
    """The lines in force in the one institution and term chosen, with those of the address."""
    if len(scope.terms) != 1:
        return None
    version = PolicyVersion.objects.in_force(scope.terms[0])
    return version and PolicyLinesForm(version.policy, params)


@require_safe
@of_policies
def what_if(request, scope, form):
    """The form, and what its lines come to; the form alone where they make no policy."""
    figures = Figures(scope)
    if form is None or form.policy is None:
        own = form.edited if form else {}
        shown = unanswered(figures, own, why_not(scope, form)).context()
        return render(request, "dashboards/what_if.html", shown | around(scope, form))
    asked = WhatIf(scope, form.policy, form.edited, move_of(request.GET))
    page = number_in(request.GET, "page", 1)
    shown = answered(asked, board(asked, figures), page)
    return render(request, "dashboards/what_if.html", shown | around(scope, form))


@require_safe
@of_policies
def what_if_file(request, scope, form, place, kind):
    """One of the tables exactly as it is shown, counted from 1, all pages of the students as 0; the
    chart's comes last. 404 where there is none."""
    if form is None or form.policy is None:
        raise Http404
    asked = WhatIf(scope, form.policy, form.edited, move_of(request.GET))
    if place == LISTED:
        seen = asked.rows.order_by().values_list("student", flat=True)
        name = f"{SLUG}.{kind}"
        note_looked(request.sight, RecordView.What.EXPORT, seen, name, request.GET.urlencode())
        return table_file(asked.table(), kind)
    made = board(asked, Figures(scope))
    if place <= len(made.tables):
        return table_file(made.tables[place - 1], kind)
    if place != len(made.tables) + 1 or not made.charts:
        raise Http404
    chart = made.charts[0]
    return as_file(kind, taken_now(SLUG), chart.columns, chart.table(), chart.numeric)


def around(scope: Scope, form: PolicyLinesForm | None) -> dict:
    """The form, the filters that it keeps, and the way back to the lines in force."""
    return {"form": form, "kept": scope.chosen.items(), "in_force_url": link(scope)}


def why_not(scope: Scope, form: PolicyLinesForm | None) -> str:
    """Why nothing is worked out."""
    if form is not None:
        return _("These lines make no policy. The fields say why.")
    if len(scope.terms) > 1:
        return _("Each institution has a policy of its own. Choose one of them above.")
    return _("There are no results here that a policy could be held against.")


def answered(asked: WhatIf, made: Dashboard, page: int) -> dict:
    """The tables and the chart with their files, and one page of the students."""
    shown = made.context()
    tables = made.tables
    shown["tables"] = [(table, files(asked, place)) for place, table in enumerate(tables, 1)]
    shown["cards"] = [chart_card(asked, chart, len(tables) + 1) for chart in made.charts]
    if not asked.listed:
        return shown
    pages = -(-asked.listed // PAGE)
    page = min(max(page, 1), pages)
    return shown | {
        "listed": asked.table((page - 1) * PAGE, page * PAGE),
        "listed_files": files(asked, LISTED),
        "pages": turning(asked, page, pages),
        "all_url": link(asked.scope, **asked.edited) if asked.move else "",
    }


def chart_card(asked: WhatIf, chart: Chart, place: int) -> dict:
    """The card; its data lie in the page, since no address has them without the lines."""
    found = files(asked, place)
    own = {"data_url": "", "csv_url": found["csv"], "excel_url": found["xlsx"]}
    return card(chart) | own | {"payload": ChartView.payload(chart)}


def files(asked: WhatIf, place: int) -> dict[str, str]:
    """The addresses of one table as CSV and XLSX."""
    query = link(asked.scope, **asked.own)
    return {kind: reverse("what-if-file", args=[place, kind]) + query for kind in ("csv", "xlsx")}


def table_file(table: Table, kind: str) -> HttpResponse:
    """All of a table as "csv" or "xlsx"."""
    return as_file(kind, taken_now(SLUG), table.titles(), list(table.rows()), table.numeric())


def turning(asked: WhatIf, page: int, pages: int) -> dict:
    """The way to the pages of students before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, asked.listed)
    words = {"first": first, "last": last, "count": asked.listed}
    there = {
        "previous_url": page - 1 if page > 1 else 0,
        "next_url": page + 1 if page < pages else 0,
    }
    urls = {
        name: number and f"{link(asked.scope, **asked.own, page=str(number))}#changed-title"
        for name, number in there.items()
    }
    return {"words": _("Students %(first)s–%(last)s of %(count)s") % words, **urls}
