"""The list of shortages of attendance, as a page and as a file."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from analytics.dashboards.filters import filter_bar
from analytics.numerals import grouped
from analytics.people.roster_words import place_words
from analytics.people.shortages import ORDERS, SECTION, SORT, STANDING, STANDINGS, Shortages
from analytics.scope import Scope, ScopeError
from analytics.views.files import as_file, taken_now
from analytics.views.numbers import number_in
from analytics.views.rosters import select
from analytics.views.scopes import nothing_here
from students.models import RecordView
from students.trails import note_looked

PAGE = 50
# The columns of the page and of the file: the row's attribute, the title, whether it is a number.
COLUMNS = (
    ("roll_no", "Roll number", False),
    ("name", "Name", False),
    ("place", "Class", False),
    ("code", "Subject", False),
    ("attended", "Attended", True),
    ("percent", "Percent", True),
    ("lacking", "Short by, points", True),
    ("outlook", "What is still possible", False),
    ("condoned", "Condoned", False),
)


def of_shortages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the shortages of its request: 403 for whose role has no pages about people."""

    @wraps(view)
    def listed(request, *args, **kwargs):
        if not request.sight.sees_people:
            raise PermissionDenied
        try:
            scope = Scope.of(request.sight, request.GET, one_subject=False)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, Shortages.of(scope, request.GET), *args, **kwargs)

    listed.shows_individuals = True  # the log keeps who looked
    return listed


@require_safe
@of_shortages
def shortage(request, shortages):
    """One page of the list."""
    counts = shortages.counts()
    pages = max(-(-counts.rows // PAGE), 1)
    page = min(max(number_in(request.GET, "page", 1), 1), pages)
    shown = {
        "heading": heading(counts),
        "lede": f"{place_words(shortages.scope)}{summed(counts)}",
        "filters": filters(shortages),
        "columns": COLUMNS,
        "rows": shortages.page((page - 1) * PAGE, page * PAGE),
        "pages": turning(shortages, page, pages, counts.rows),
        "csv_url": f"{reverse('shortage-csv')}?{shortages.query()}",
        "excel_url": f"{reverse('shortage-xlsx')}?{shortages.query()}",
        "narrowed": bool(shortages.scope.chosen or shortages.conditions),
    }
    return render(request, "registers/shortage.html", shown)


@require_safe
@of_shortages
def shortage_file(request, shortages, kind):
    """All pages of the list as one "csv" or "xlsx", cell by cell as they are shown."""
    titles = [title for _, title, _ in COLUMNS]
    rows = ([getattr(row, name) for name, *_ in COLUMNS] for row in shortages.every_row())
    taken = (f"shortage.{kind}", shortages.query())
    note_looked(request.sight, RecordView.What.EXPORT, shortages.student_ids(), *taken)
    numeric = [numeric for *_, numeric in COLUMNS]
    return as_file(kind, taken_now("shortage"), titles, rows, numeric)


def heading(counts) -> str:
    """The finding in a sentence."""
    if not counts.rows:
        return "Nobody here is short of attendance"
    who = "1 student is" if counts.students == 1 else f"{grouped(counts.students)} students are"
    in_subjects = counts.rows - counts.of_terms
    if not in_subjects:
        return f"{who} short of attendance over the whole term"
    where = "a subject" if in_subjects == 1 else f"{grouped(in_subjects)} registers"
    beside = f", {grouped(counts.of_terms)} of them over the whole term" if counts.of_terms else ""
    return f"{who} short of attendance in {where}{beside}"


def summed(counts) -> str:
    """How many of the shortages are condoned, after the place."""
    return f" · {grouped(counts.condoned)} condoned" if counts.condoned else ""


def filters(shortages: Shortages) -> dict:
    """The filter bar of the scope, with sections, the standing and the order."""
    bar = filter_bar(shortages.scope, reverse("shortage"))
    if sections := shortages.sections():
        options = [("", "All"), *((section, section) for section in sections)]
        bar["selects"].append(select(SECTION, "Section", shortages.section, options))
    standings = [("", "All"), *STANDINGS.items()]
    bar["selects"].append(select(STANDING, "Standing", shortages.standing, standings))
    orders = [(name, words) for name, (words, _) in ORDERS.items()]
    bar["selects"].append(select(SORT, "Sort by", shortages.sort, orders))
    return bar


def turning(shortages: Shortages, page: int, pages: int, count: int) -> dict:
    """The way to the pages before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    return {
        "words": f"Shortages {first}–{last} of {grouped(count)}" if count else "",
        "previous_url": f"?{shortages.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{shortages.query(page=str(page + 1))}" if page < pages else "",
    }
