"""Doubtful values as a page and a file, and settling them one by one."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from analytics.dashboards.doubts import (
    COLUMNS,
    OPEN,
    SETTLED,
    SHOW,
    SHOWN,
    DoubtRow,
    doubt_rows,
    doubts_of,
)
from analytics.dashboards.quality import quality_filters
from analytics.numerals import grouped
from analytics.views.contacts import way_back
from analytics.views.files import as_file, taken_now
from analytics.views.numbers import number_in
from analytics.views.quality import of_quality, turning
from students.imports.office.settling import RIGHT, TAKEN, UnsettledError, reopen, settle
from students.models import RecordView
from students.models.waits import retrying
from students.trails import note_looked

PAGE = 25
ANEW = "anew"


def of_doubts(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the scope of its request: 403 for whose role sees no doubtful values."""

    @wraps(view)
    def listed(request, *args, **kwargs):
        if not request.sight.sees_doubts:
            raise PermissionDenied
        return of_quality(view)(request, *args, **kwargs)

    listed.shows_individuals = True  # the log keeps who looked
    return listed


@require_safe
@of_doubts
def doubts(request, scope):
    """One page of the list."""
    found = doubts_of(scope, request.GET)
    count = found.count()
    pages = max(-(-count // PAGE), 1)
    page = min(max(number_in(request.GET, "page", 1), 1), pages)
    first = (page - 1) * PAGE
    show = SETTLED if request.GET.get(SHOW) == SETTLED else OPEN
    query = scope.query(show=show)
    rows = doubt_rows(scope, found[first : first + PAGE])
    _note(request, RecordView.What.PAGE, rows)
    shown = {
        "heading": _heading(count, show),
        "filters": _filters(scope, show),
        "crumbs": [
            {"title": _("Data quality"), "url": f"{reverse('quality')}?{scope.query()}"},
            {"title": _("Doubtful values")},
        ],
        "rows": rows,
        "several": len(scope.institutions) > 1,
        "pages": turning(scope, first, PAGE, count, show=show),
        "here": f"{reverse('doubts')}?{scope.query(show=show, page=str(page))}",
        "csv_url": f"{reverse('doubts-file', args=['csv'])}?{query}",
        "excel_url": f"{reverse('doubts-file', args=['xlsx'])}?{query}",
        "as_of": timezone.now(),
    }
    return render(request, "quality/doubts.html", shown)


@require_safe
@of_doubts
def doubts_file(request, scope, kind: str):
    """All of them as one "csv" or "xlsx", cell by cell as they are shown."""
    rows = doubt_rows(scope, doubts_of(scope, request.GET))
    _note(request, RecordView.What.EXPORT, rows)
    cells = [[getattr(row, name) for name, _title in COLUMNS] for row in rows]
    return as_file(kind, taken_now("doubts"), [title for _name, title in COLUMNS], cells)


def _note(request, what: str, rows: list[DoubtRow]):
    students = {one.student_id for one in rows if one.student_id is not None}
    note_looked(request.sight, what, sorted(students))


@require_POST
def doubt_settle(request, pk: int):
    """Settle one as `right` or `taken`, or ask `anew`; 404 for one that is not theirs to settle."""
    if not request.sight.sees_doubts:
        raise PermissionDenied
    doubt = get_object_or_404(request.sight.settled_doubts(), pk=pk)
    how = request.POST.get("as")
    try:
        if how == ANEW:
            retrying(lambda: reopen(doubt))
            messages.success(request, _("It is open again."))
        elif how in (RIGHT, TAKEN):
            retrying(lambda: settle(doubt, how, request.user))
            messages.success(request, _("Settled: %(record)s.") % {"record": doubt.record})
    except UnsettledError as error:
        messages.error(request, str(error))
    return redirect(way_back(request, reverse("doubts")))


def _heading(count: int, show: str) -> str:
    if show == SETTLED:
        words = ngettext(
            "%(count)s doubtful value was settled", "%(count)s doubtful values were settled", count
        )
    elif not count:
        return _("No value is held doubtful")
    else:
        words = ngettext(
            "%(count)s value is held doubtful", "%(count)s values are held doubtful", count
        )
    return words % {"count": grouped(count)}


def _filters(scope, show: str) -> dict:
    bar = quality_filters(scope, reverse("doubts"))
    options = [{"value": value, "label": str(words)} for value, words in SHOWN]
    bar["selects"].append({"name": SHOW, "label": _("Show"), "chosen": show, "options": options})
    bar["set_count"] += bool(show)
    return bar
