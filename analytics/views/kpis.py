"""The key figures as a page and as files."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from analytics.choices import BATCH
from analytics.dashboards.kpis import kpi_cards, kpis_page
from analytics.kpis import KPIS
from analytics.kpis.histories import histories
from analytics.kpis.readings import Readings
from analytics.kpis.words import figure_text
from analytics.precincts import Precinct
from analytics.scope import ScopeError
from analytics.views.files import as_file, taken_now
from analytics.views.scopes import nothing_here

# The columns of the file, in the words of the page: the card's attribute, the title, if a number.
COLUMNS = (
    ("title", gettext_lazy("Key figure"), False),
    ("value", gettext_lazy("Value"), True),
    ("unit", gettext_lazy("Unit"), False),
    ("counted", gettext_lazy("Taken from"), False),
    ("better", gettext_lazy("Better"), False),
    ("target", gettext_lazy("Target"), False),
    ("empty", gettext_lazy("Why there is none"), False),
    ("why", gettext_lazy("Why it matters"), False),
    ("formula", gettext_lazy("Formula"), False),
)


def of_kpis(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the figures of its request: 403 for who sees none, 404 for a filter that names
    what is not among what they see."""

    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.sees_kpis:
            raise PermissionDenied
        try:
            precinct = _meant(request)
        except ScopeError as error:
            return nothing_here(request, error)
        return view(request, Readings(precinct), *args, **kwargs)

    return read


def _meant(request: HttpRequest) -> Precinct:
    """What the address says; where it says nothing of batches, a trainer's one running batch."""
    precinct = Precinct.of(request.sight, request.GET)
    only = precinct.only_running if BATCH not in request.GET else None
    if only is None:
        return precinct
    return Precinct.of(request.sight, {**request.GET.dict(), BATCH: only.code})


@require_safe
@of_kpis
def kpis(request, readings):
    """The page."""
    return render(request, "dashboards/kpis.html", kpis_page(readings))


@require_safe
@of_kpis
def kpis_file(request, readings, kind):
    """The figures as "csv" or "xlsx", as they are shown."""
    names, titles, numeric = zip(*COLUMNS, strict=True)
    rows = [[getattr(one, name) for name in names] for one in kpi_cards(readings)]
    return as_file(kind, taken_now("kpis"), titles, rows, numeric)


@require_safe
@of_kpis
def kpi_history(request, readings, slug, kind):
    """The days of one figure; 404 for one that there is not, 403 for one that is not theirs."""
    if slug not in KPIS:
        raise Http404
    kpi = KPIS[slug]
    if kpi not in readings.kpis:
        raise PermissionDenied
    found = [] if readings.of(kpi).few else histories(readings.precinct, [kpi])[slug]
    rows = [
        [point.day.isoformat(), figure_text(point.value, kpi.unit), str(point.count)]
        for point in found
    ]
    titles = [_("Day"), str(kpi.title), _("Taken from")]
    return as_file(kind, taken_now(slug), titles, rows, [False, True, True])
