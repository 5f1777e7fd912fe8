"""The list of shortages of attendance, as a page and as a file."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
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
    ("roll_no", gettext_lazy("Roll number"), False),
    ("name", gettext_lazy("Name"), False),
    ("place", gettext_lazy("Class"), False),
    ("code", gettext_lazy("Subject"), False),
    ("attended", gettext_lazy("Attended"), True),
    ("percent", gettext_lazy("Percent"), True),
    ("lacking", gettext_lazy("Short by, points"), True),
    ("outlook", gettext_lazy("What is still possible"), False),
    ("condoned", gettext_lazy("Condoned"), False),
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
    titles = [title for _name, title, _numeric in COLUMNS]
    rows = ([getattr(row, name) for name, *_ in COLUMNS] for row in shortages.every_row())
    taken = (f"shortage.{kind}", shortages.query())
    note_looked(request.sight, RecordView.What.EXPORT, shortages.student_ids(), *taken)
    numeric = [numeric for *_, numeric in COLUMNS]
    return as_file(kind, taken_now("shortage"), titles, rows, numeric)


def heading(counts) -> str:
    """The finding in a sentence."""
    if not counts.rows:
        return _("Nobody here is short of attendance")
    told = {"count": grouped(counts.students), "of_terms": grouped(counts.of_terms)}
    in_subjects = counts.rows - counts.of_terms
    if not in_subjects:
        words = ngettext(
            "%(count)s student is short of attendance over the whole term",
            "%(count)s students are short of attendance over the whole term",
            counts.students,
        )
    elif counts.of_terms:
        words = ngettext(
            "%(count)s student is short of attendance in %(registers)s, %(of_terms)s of them over"
            " the whole term",
            "%(count)s students are short of attendance in %(registers)s, %(of_terms)s of them over"
            " the whole term",
            counts.students,
        )
    else:
        words = ngettext(
            "%(count)s student is short of attendance in %(registers)s",
            "%(count)s students are short of attendance in %(registers)s",
            counts.students,
        )
    return words % {**told, "registers": registers_words(in_subjects)}


def registers_words(count: int) -> str:
    """In how many registers somebody is short, as a part of the sentence."""
    return ngettext("a subject", "%(count)s registers", count) % {"count": grouped(count)}


def summed(counts) -> str:
    """How many of the shortages are condoned, after the place."""
    words = _("%(count)s condoned") % {"count": grouped(counts.condoned)}
    return f" · {words}" if counts.condoned else ""


def filters(shortages: Shortages) -> dict:
    """The filter bar of the scope, with sections, the standing and the order."""
    bar = filter_bar(shortages.scope, reverse("shortage"))
    if sections := shortages.sections():
        options = [("", _("All")), *((section, section) for section in sections)]
        bar["selects"].append(select(SECTION, _("Section"), shortages.section, options))
    standings = [("", _("All")), *STANDINGS.items()]
    bar["selects"].append(select(STANDING, _("Standing"), shortages.standing, standings))
    orders = [(name, words) for name, (words, _) in ORDERS.items()]
    bar["selects"].append(select(SORT, _("Sort by"), shortages.sort, orders))
    if own := list(filter(None, own_words(shortages))):
        bar["words"] = " · ".join([bar["words"], *own] if bar["set_count"] else own)
        bar["set_count"] += len(own)
    return bar


def own_words(shortages: Shortages) -> tuple[str, str]:
    """The section and the standing chosen, in words; empty for none."""
    section = _("Section %(section)s") % {"section": shortages.section} if shortages.section else ""
    return section, str(STANDINGS.get(shortages.standing, ""))


def turning(shortages: Shortages, page: int, pages: int, count: int) -> dict:
    """The way to the pages before and after."""
    first, last = (page - 1) * PAGE + 1, min(page * PAGE, count)
    words = _("Shortages %(first)s–%(last)s of %(count)s")
    return {
        "words": words % {"first": first, "last": last, "count": grouped(count)} if count else "",
        "previous_url": f"?{shortages.query(page=str(page - 1))}" if page > 1 else "",
        "next_url": f"?{shortages.query(page=str(page + 1))}" if page < pages else "",
    }
