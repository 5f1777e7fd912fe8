"""The list of students behind every number, as a page and as a file."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from analytics.dashboards.filters import filter_bar
from analytics.metrics.figures import Figures
from analytics.people.roster_orders import parts_of
from analytics.people.roster_rows import every_row, rows_of
from analytics.people.roster_words import (
    cells,
    columns_of,
    conditions_of,
    export_columns,
    figure_title,
    place_words,
    roster_title,
)
from analytics.people.rosters import SEARCH, SECTION, SORTS, Roster
from analytics.scope import RECORDS, Scope, ScopeError
from analytics.views.files import as_file, taken_now
from analytics.views.scopes import nothing_here
from analytics.wording import shown_students
from students.keyed_pages import KeyedPage, Pages
from students.models import RecordView
from students.trails import note_looked

PAGE = 50
ORDERS = (
    ("", gettext_lazy("Roll number")),
    ("name", gettext_lazy("Name")),
    ("average", gettext_lazy("Lowest average")),
    ("-average", gettext_lazy("Highest average")),
    ("attendance", gettext_lazy("Lowest attendance")),
    ("-attendance", gettext_lazy("Highest attendance")),
)


def of_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the roster of its request: 403 for whose role has no pages about people."""

    @wraps(view)
    def listed(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_people:
            raise PermissionDenied
        try:
            scope = Scope.of(request.sight, request.GET, one_subject=False)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, Roster.of(scope, request.GET), *args, **kwargs)

    listed.shows_individuals = True  # the log keeps who looked
    return listed


@require_safe
@of_people
def students(request, roster):
    """One page of the list."""
    figures = Figures(roster.scope)
    count = roster.count(figures)
    page = Pages(parts_of(roster, count), PAGE, count).of(request.GET)
    rows = rows_of(roster, page.ids)
    shown = {
        "heading": roster_title(roster, count),
        "lede": place_words(roster.scope),
        "filters": filters(roster),
        "conditions": conditions_of(roster),
        "search": search_form(roster),
        "headers": headers(roster),
        "rows": rows,
        "elsewhere": [] if rows else roster.elsewhere(),
        "figure": figure_title(roster),
        "several": len(roster.scope.institutions) > 1,
        "pages": turning(roster, page, count),
        "csv_url": f"{reverse('students-csv')}?{roster.query()}",
        "excel_url": f"{reverse('students-xlsx')}?{roster.query()}",
        "all_url": f"{request.path}?{roster.scope.query()}",
        **stamp(roster, figures),
    }
    return render(request, "students/list.html", shown)


@require_safe
@of_people
def students_file(request, roster, kind):
    """All pages of the list as one "csv" or "xlsx", cell by cell as they are shown."""
    columns = export_columns(roster)
    seen = roster.results().order_by().values_list("student", flat=True)
    note_looked(request.sight, RecordView.What.EXPORT, seen, f"students.{kind}", roster.query())
    at = stamp(roster, Figures(roster.scope))
    as_of = stamp_words(at) if at["as_of"] else ""
    rows = ([*cells(row, columns), as_of] for row in every_row(roster))
    titles = [*(column.title for column in columns), _("As of")]
    numeric = [*(column.numeric for column in columns), False]
    return as_file(kind, taken_now("students"), titles, rows, numeric)


def filters(roster: Roster) -> dict:
    """The filter bar of the scope, with sections and the order; the conditions stay."""
    kept = {**roster.conditions}
    if roster.scope.chosen.get(RECORDS):
        kept[RECORDS] = roster.scope.chosen[RECORDS]
    sections = roster.sections()
    if sections:
        kept.pop(SECTION, None)
    bar = filter_bar(roster.scope, reverse("students"), hidden=kept)
    if sections:
        options = [("", _("All")), *((section, section) for section in sections)]
        bar["selects"].append(
            select(SECTION, _("Section"), roster.conditions.get(SECTION, ""), options)
        )
    sort = "" if roster.sort == SORTS[0] else roster.sort
    bar["selects"].append(select("sort", _("Sort by"), sort, ORDERS))
    return bar


def select(name: str, label: str, chosen: str, options) -> dict:
    """One more choice in the bar."""
    rows = [{"value": value, "label": words} for value, words in options]
    return {"name": name, "label": label, "chosen": chosen, "options": rows}


def search_form(roster: Roster) -> dict:
    """The field to find somebody in this list, which keeps everything else."""
    kept = {**roster.scope.chosen, **roster.conditions}
    kept.pop(SEARCH, None)
    return {"text": roster.conditions.get(SEARCH, ""), "kept": kept.items()}


def headers(roster: Roster) -> list[dict]:
    """The heads of the columns; one that orders the list leads to that order, or its reverse."""
    return [
        {"column": column, **(ordering(roster, column.sort) if column.sort else {})}
        for column in columns_of(roster)
    ]


def ordering(roster: Roster, sort: str) -> dict:
    """Whether the list is in this order, and the address of the order a click asks for."""
    rising, falling = roster.sort == sort, roster.sort == f"-{sort}"
    return {
        "direction": "ascending" if rising else "descending" if falling else "",
        "url": f"?{roster.query(sort=f'-{sort}' if rising else sort)}",
    }


def turning(roster: Roster, page: KeyedPage, count: int) -> dict:
    """The way to the pages before and after."""
    words = shown_students(*page.span(PAGE, count), count) if page.ids else ""
    return {
        "words": words,
        "previous_url": f"?{roster.query(**page.previous)}" if page.previous else "",
        "next_url": f"?{roster.query(**page.next)}" if page.next else "",
    }


def stamp(roster: Roster, figures: Figures) -> dict:
    """When the newest of these figures changed, and the policies they are bound to."""
    as_of, numbers = roster.changed(figures)
    return {"as_of": as_of, "policy": ", ".join(map(str, numbers))}


def stamp_words(at: dict) -> str:
    """The stamp as a cell: "3 Nov 2026, 10:15 · policy 2"."""
    policy = _("policy %(numbers)s") % {"numbers": at["policy"]}
    return f"{written(at['as_of'])} · {policy}"


def written(moment) -> str:
    """A time as pages write it."""
    return date_format(timezone.localtime(moment), "j M Y, H:i")
