"""What is missing, doubtful, duplicate or stale: the page, its tables, and the list behind each
number."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.chosen import ScopeError
from analytics.dashboards.quality import (
    SLUG,
    quality_filters,
    quality_page,
    quality_tables,
)
from analytics.numerals import grouped
from analytics.quality import CHECKS
from analytics.quality.checks import Check, RecordCheck
from analytics.quality.scopes import FEES, QualityScope
from analytics.views.files import as_file, taken_now
from analytics.views.scopes import nothing_here
from students.keyed_pages import MOST_COUNTED, KeyedPage, Pages, counted
from students.models import RecordView
from students.trails import note_looked

PAGE = 50
OWN_PAGES = ("doubts", "people")  # checks whose records are settled on pages of their own


def of_quality(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the scope of its request: 403 for whose role looks after no records."""

    @wraps(view)
    def scoped(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_quality:
            raise PermissionDenied
        try:
            scope = QualityScope.of(request.sight, request.GET)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, scope, *args, **kwargs)

    return scoped


def of_check(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the check of its address, of fees or of all else: 403 for whom that part is not,
    404 for a check there is not."""

    @wraps(view)
    @of_quality
    def checked(request: HttpRequest, scope, slug: str, fees: bool = False, **kwargs):
        theirs = scope.sight.sees_doubts if fees else scope.sight.opens_quality_records
        if not theirs:
            raise PermissionDenied
        check = CHECKS.get(slug)
        if check is None or slug in OWN_PAGES or (check.part == FEES) is not fees:
            raise Http404
        return view(request, scope, check, **kwargs)

    checked.shows_individuals = True  # the log keeps who looked
    return checked


@require_safe
@of_quality
def quality(request, scope):
    """The page."""
    return render(request, "dashboards/board.html", quality_page(scope))


@require_safe
@of_quality
def quality_table(request, scope, part: str, kind: str):
    """One of its tables, exactly as it is shown; 404 where there is none."""
    tables = quality_tables(scope)
    if part not in tables:
        raise Http404
    table = tables[part]
    name = taken_now(f"{SLUG}-{part}")
    return as_file(kind, name, table.titles(), list(table.rows()), table.numeric())


@require_safe
@of_check
def quality_list(request, scope, check: Check):
    """One page of the records that fail a check."""
    rows, count, pages = _page(scope, check, request.GET)
    own, query = check.url(scope), scope.query()
    names = {one.pk: one.name for one in scope.institutions}
    shown = {
        "heading": check.title,
        "finding": _finding(count),
        "todo": check.todo,
        "filters": quality_filters(scope, own),
        "crumbs": [{"title": _("Data quality"), "url": f"{reverse(SLUG)}?{query}"}],
        "rows": [(row, names[row.institution]) for row in check.shown(scope, rows)],
        "several": len(scope.institutions) > 1,
        "pages": pages,
        "csv_url": f"{own[:-1]}.csv?{query}",
        "excel_url": f"{own[:-1]}.xlsx?{query}",
        "as_of": timezone.now(),
    }
    shown["crumbs"].append({"title": check.title})
    return render(request, "quality/list.html", shown)


def _page(scope, check: Check, params) -> tuple[list, int | None, dict]:
    """The records of a page, how many there are (None: too many to count), the way to others."""
    if not isinstance(check, RecordCheck):  # a few sources
        rows = list(check.rows(scope))
        return rows, len(rows), turning(scope, 0, max(len(rows), 1), len(rows))
    part = check.in_order(scope)
    count = counted(part.rows)
    page = Pages([part], PAGE, count).of(params)
    found = check.rows(scope).in_bulk(page.ids)
    rows = [found[pk] for pk in page.ids if pk in found]
    return rows, count, _turning(scope, page, count)


def _finding(count: int | None) -> str:
    if count is None:
        return _("More than %(count)s found.") % {"count": grouped(MOST_COUNTED)}
    return _("%(count)s found.") % {"count": grouped(count)}


def _turning(scope, page: KeyedPage, count: int | None) -> dict:
    of_many = _("Records %(first)s–%(last)s of more than %(count)s")
    words = of_many if count is None else _("Records %(first)s–%(last)s of %(count)s")
    most = MOST_COUNTED if count is None else count
    first, last = page.span(PAGE, count)
    told = {"first": grouped(first), "last": grouped(last), "count": grouped(most)}
    return {
        "words": words % told if page.ids else "",
        "previous_url": f"?{scope.query(**page.previous)}" if page.previous else "",
        "next_url": f"?{scope.query(**page.next)}" if page.next else "",
    }


@require_safe
@of_check
def quality_file(request, scope, check: Check, kind: str):
    """All of them as one "csv" or "xlsx", cell by cell as they are shown."""
    rows = check.shown(scope, check.rows(scope))
    students = {row.student for row in rows if row.student}
    name = f"{SLUG}-{check.slug}"
    note_looked(request.sight, RecordView.What.EXPORT, students, f"{name}.{kind}", scope.query())
    names = {one.pk: one.name for one in scope.institutions}
    cells = [[row.label, row.note, names[row.institution]] for row in rows]
    return as_file(kind, taken_now(name), (_("Record"), _("What"), _("Institution")), cells)


def turning(scope, first: int, length: int, count: int, **kept: str) -> dict:
    """The way to the pages before and after, from the place at which this one begins."""
    page = first // length + 1
    words = _("Records %(first)s–%(last)s of %(count)s")
    told = {"first": first + 1, "last": min(first + length, count), "count": grouped(count)}
    back, on = ({**kept, "page": str(number)} for number in (page - 1, page + 1))
    return {
        "words": words % told if count else "",
        "previous_url": f"?{scope.query(**back)}" if page > 1 else "",
        "next_url": f"?{scope.query(**on)}" if first + length < count else "",
    }
