"""Pairs of records that may be of one person, and saying whether they are."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analytics.dashboards.doubts import OPEN, SETTLED, SHOW, SHOWN
from analytics.dashboards.quality import quality_filters
from analytics.numerals import grouped
from analytics.people.pairs import PairRow, proposed_rows, said_rows
from analytics.quality import CHECKS
from analytics.views.contacts import way_back
from analytics.views.files import as_file, taken_now
from analytics.views.numbers import number_in
from analytics.views.quality import of_quality, turning
from students.models import RecordView, SamePerson, Student
from students.models.waits import retrying
from students.persons.pairs import verdicts_of
from students.persons.verdicts import SaidMeanwhileError, say, take_back
from students.trails import note_looked

PAGE = 25


def of_pairs(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the scope of its request: 403 for whose it is not to judge people."""

    @wraps(view)
    def listed(request, *args, **kwargs):
        if not request.sight.judges_people:
            raise PermissionDenied
        return of_quality(view)(request, *args, **kwargs)

    listed.shows_individuals = True  # the log keeps who looked
    return listed


@require_http_methods(["GET", "HEAD", "POST"])
@of_pairs
def same_people(request, scope):
    """One page of the list; stores what is said of a pair."""
    if request.method == "POST":
        return _judged(request)
    show = SETTLED if request.GET.get(SHOW) == SETTLED else OPEN
    found = _found(scope, show)
    count = len(found)
    pages = max(-(-count // PAGE), 1)
    page = min(max(number_in(request.GET, "page", 1), 1), pages)
    first = (page - 1) * PAGE
    rows = _rows(found[first : first + PAGE], show)
    note_looked(request.sight, RecordView.What.PAGE, _numbers(rows))
    query = scope.query(show=show)
    shown = {
        "heading": _heading(count, show),
        "filters": _filters(scope, show),
        "crumbs": [
            {"title": _("Data quality"), "url": f"{reverse('quality')}?{scope.query()}"},
            {"title": _("People with two records")},
        ],
        "rows": rows,
        "pages": turning(scope, first, PAGE, count, show=show),
        "here": f"{reverse('same-people')}?{scope.query(show=show, page=str(page))}",
        "csv_url": f"{reverse('same-people-file', args=['csv'])}?{query}",
        "excel_url": f"{reverse('same-people-file', args=['xlsx'])}?{query}",
        "as_of": timezone.now(),
    }
    return render(request, "quality/people.html", shown)


@require_safe
@of_pairs
def same_people_file(request, scope, kind: str):
    """All of them as one "csv" or "xlsx", in the words of the page."""
    show = SETTLED if request.GET.get(SHOW) == SETTLED else OPEN
    rows = _rows(_found(scope, show), show)
    note_looked(
        request.sight,
        RecordView.What.EXPORT,
        _numbers(rows),
        f"same-people.{kind}",
        scope.query(show=show),
    )
    columns = (
        _("One record"),
        _("Other record"),
        _("For one person"),
        _("Against it"),
        _("Said"),
        _("Reason"),
    )
    return as_file(kind, taken_now("same-people"), columns, [_cells(row) for row in rows])


@require_POST
def same_people_back(request, pk: int):
    """Take back what was said of two; 404 where either of them is out of sight."""
    if not request.sight.judges_people:
        raise PermissionDenied
    said = get_object_or_404(verdicts_of(request.sight.judged_students()), pk=pk)
    try:
        retrying(lambda: take_back(said))
        messages.success(request, _("Taken back: nobody has said anything of these two."))
    except SaidMeanwhileError:
        messages.error(request, _("Somebody has taken it back before you."))
    return redirect(way_back(request, reverse("same-people")))


def _judged(request):
    """Store what is said of the two that are named, both of which must be in sight."""
    one, other = (_student(request, name) for name in ("first", "second"))
    verdict = request.POST.get("verdict")
    if one == other or verdict not in SamePerson.Verdict.values:
        raise Http404
    reason = str(request.POST.get("reason") or "").strip()[:300]
    seen = number_in(request.POST, "seen", 0)
    try:
        retrying(lambda: say(one, other, verdict, reason, request.user, seen))
    except SaidMeanwhileError:
        messages.error(
            request,
            _("Nothing was stored: somebody has said something of these two since."),
        )
    else:
        told = {"one": str(one), "other": str(other)}
        if verdict == SamePerson.Verdict.SAME:
            words = _("%(one)s and %(other)s are one person; both records stay as they are.")
        else:
            words = _("%(one)s and %(other)s are two people.")
        messages.success(request, words % told)
    return redirect(way_back(request, reverse("same-people")))


def _student(request, name: str) -> Student:
    number = number_in(request.POST, name, 0)
    return get_object_or_404(request.sight.judged_students(), pk=number)


def _found(scope, show: str) -> list:
    if show != SETTLED:
        return CHECKS["people"].rows(scope)
    said = verdicts_of(scope.sight.judged_students()).select_related("said_by")
    here = Q(first__institution__in=scope.institution_ids)
    here |= Q(second__institution__in=scope.institution_ids)
    return list(said.filter(here))


def _rows(found: list, show: str) -> list[PairRow]:
    return said_rows(found) if show == SETTLED else proposed_rows(found)


def _numbers(rows: list[PairRow]) -> set[int]:
    return {one.pk for row in rows for one in (row.first, row.second)}


def _cells(row: PairRow) -> list[str]:
    people = [
        " · ".join(filter(None, (one.roll_no, one.name, one.institution, one.known)))
        for one in (row.first, row.second)
    ]
    return [*people, row.speaks_for, row.against, row.verdict, row.reason]


def _heading(count: int, show: str) -> str:
    if show == SETTLED:
        words = ngettext(
            "Of %(count)s pair somebody has said who they are",
            "Of %(count)s pairs somebody has said who they are",
            count,
        )
    elif not count:
        return _("No two records look like one person, among the records you may see")
    else:
        words = ngettext(
            "%(count)s pair may be one person, among the records you may see",
            "%(count)s pairs may be one person each, among the records you may see",
            count,
        )
    return words % {"count": grouped(count)}


def _filters(scope, show: str) -> dict:
    bar = quality_filters(scope, reverse("same-people"))
    options = [{"value": value, "label": str(words)} for value, words in SHOWN]
    bar["selects"].append({"name": SHOW, "label": _("Show"), "chosen": show, "options": options})
    bar["set_count"] += bool(show)
    return bar
