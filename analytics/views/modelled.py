"""From a request to the institution, target and version of a model that it asks about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.dashboards.dashboard import Option, Segment
from analytics.models import Activation, ModelVersion, Target
from students.models import Institution
from students.rules.keys import key_of

CARD = "model-card"
HEAVY = ("artifact", "measures", "groups")  # of which a list of versions shows nothing


@dataclass(frozen=True)
class Meant:
    """One institution and what is guessed there; `institutions` are those one may choose from."""

    institution: Institution | None
    target: str
    institutions: tuple[Institution, ...]


def of_models(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse who reads of no models: 403."""

    @wraps(view)
    def read(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not request.sight.reads_models:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return read


def versions_seen(sight):
    """Those of the institutions of whose models one may read."""
    found = ModelVersion.objects.filter(institution__in=sight.modelled_institutions())
    return found.select_related("institution")


def meant(request: HttpRequest) -> Meant | None:
    """By `institution` (a code) and `target`; None for an institution that is not in sight.

    Unsaid: an institution and a target of which a version is in use, if there is any.
    """
    places = tuple(request.sight.modelled_institutions().order_by("code_key"))
    code = request.GET.get("institution", "").strip()
    chosen = [one for one in places if not code or one.code_key == key_of(code)]
    if code and not chosen:
        return None
    target = request.GET.get("target", "")
    target = target if target in Target.values else ""
    wanted = [target] if target else Target.values
    now = Activation.objects.in_force(chosen).filter(version__isnull=False)
    in_use = set(now.values_list("institution", "target"))
    for place in chosen:
        for one in wanted:
            if (place.pk, one) in in_use:
                return Meant(place, one, places)
    return Meant(chosen[0] if chosen else None, wanted[0], places)


def nothing_meant(request: HttpRequest) -> HttpResponse:
    """The page that says that the institution is not in sight."""
    problem = _("There is no institution “%(code)s” here.") % {"code": request.GET["institution"]}
    page = {"problems": [problem], "clear_url": request.path}
    return render(request, "dashboards/nothing.html", page, status=404)


def query(asked: Meant) -> str:
    """The institution and target as part of an address."""
    if asked.institution is None:
        return ""
    return "?" + urlencode({"institution": asked.institution.code, "target": asked.target})


def segments(asked: Meant, page: str = CARD) -> list[Segment]:
    """The way to the other targets, and to the other institutions where there are several."""
    targets = ((Meant(asked.institution, one, ()), Target(one).label) for one in Target.values)
    found = [_segment(_("Guessed"), targets, asked, page)]
    if len(asked.institutions) > 1:
        places = ((Meant(one, asked.target, ()), one.name) for one in asked.institutions)
        found.append(_segment(_("Institution"), places, asked, page))
    return found


def _segment(label: str, choices: Iterable, asked: Meant, page: str) -> Segment:
    here = (asked.institution, asked.target)
    options = tuple(
        Option(str(words), reverse(page) + query(one), (one.institution, one.target) == here)
        for one, words in choices
    )
    return Segment(label, options)
