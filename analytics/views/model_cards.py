"""The card of a model: what it learnt, how good it is, which version is in use, and its files."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from analytics.dashboards import model_histories, model_tables
from analytics.dashboards.calibration import LEFT, SIDE, TOP, plots
from analytics.dashboards.model_findings import sentences
from analytics.dashboards.model_words import NOT_FOR, PROTECTED, THEMES, used_words
from analytics.dashboards.tables import Table
from analytics.dashboards.tabs import address
from analytics.models import Activation, ModelVersion, Target
from analytics.prediction import packages
from analytics.prediction.checks import can_be_used, fault_words, is_proven
from analytics.prediction.themes import COURSE, SUBJECT, themes_of
from analytics.views.files import as_file, taken_now
from analytics.views.modelled import (
    CARD,
    HEAVY,
    Meant,
    meant,
    nothing_meant,
    of_models,
    query,
    segments,
    versions_seen,
)

FIGURES = ("model-measures", "model-baselines", "model-compared", "model-groups")
HISTORY = ("model-versions", "model-uses")
AXIS = {"left": LEFT, "right": LEFT + SIDE, "top": TOP, "ground": TOP + SIDE}


@require_safe
@of_models
def model_card(request):
    """Of the version in use for an institution and a target; of the newest where none is."""
    asked = meant(request)
    if asked is None:
        return nothing_meant(request)
    mine = versions_seen(request.sight).filter(institution=asked.institution, target=asked.target)
    now = uses_of(asked).first()
    version = mine.filter(pk=now.version_id).first() if now and now.version_id else mine.first()
    return render(request, "models/card.html", shown(request, asked, version))


@require_safe
@of_models
def model_card_version(request, pk):
    """Of one version, whether in use or not."""
    version = get_object_or_404(versions_seen(request.sight), pk=pk)
    places = tuple(request.sight.modelled_institutions().order_by("code_key"))
    asked = Meant(version.institution, version.target, places)
    return render(request, "models/card.html", shown(request, asked, version))


@require_safe
@of_models
def model_card_file(request, pk, place, kind):
    """One of the tables of a version's card, counted from 1; 404 where there is none."""
    version = get_object_or_404(versions_seen(request.sight), pk=pk)
    asked = Meant(version.institution, version.target, ())
    tables = tables_of(request.sight, version, asked, uses_of(asked).first())
    if not 1 <= place <= len(tables):
        raise Http404
    table = tables[place - 1]
    name = taken_now(f"{CARD}_{version.target}_{version.number}")
    return as_file(kind, name, table.titles(), list(table.rows()), table.numeric())


def shown(request, asked: Meant, version: ModelVersion | None) -> dict:
    """All that models/card.html shows."""
    now = uses_of(asked).first()
    page = {
        "heading": heading(asked),
        "meant": asked,
        "crumbs": [{"title": _("Overview"), "url": address("overview")}, {"title": _("Model")}],
        "segments": segments(asked),
        "version": version,
        "now": now,
        "in_use": used_words(now),
        "may_use": may_use(request, asked),
        "missing": "" if packages.are_there() else packages.MISSING,
        "try_url": reverse("try-it") + query(asked),
    }
    return page | (of_version(request.sight, asked, version, now) if version else {})


def of_version(sight, asked: Meant, version: ModelVersion, now: Activation | None) -> dict:
    """What the card says of one version."""
    tables = tables_of(sight, version, asked, now)
    files = [(table, files_of(version, place)) for place, table in enumerate(tables, 1)]
    bins_files = next((found for table, found in files if table.kind == "model-bins"), None)
    return {
        "outdated": fault_words(version),
        "why_not": why_not_used(version),
        "is_used": bool(now) and now.version_id == version.pk,
        "before": used_before(asked, version, now),
        "sentences": sentences(version, sight.audits_models(version.institution_id)),
        "not_for": NOT_FOR,
        "protected": PROTECTED,
        "themes": themes(version),
        "figures": [pair for pair in files if pair[0].kind in FIGURES and pair[0].lines],
        "plots": list(zip(plots(version), bins(version), strict=True)),
        "axis": AXIS,
        "bins_files": bins_files,
        "history": [pair for pair in files if pair[0].kind in HISTORY],
    }


def heading(asked: Meant) -> str:
    """What the model guesses."""
    return {
        Target.AT_RISK: _("The model for who fails or withdraws"),
        Target.FAIL: _("The model for who fails, of those who stay"),
        Target.DROPOUT: _("The model for who withdraws"),
    }[Target(asked.target)]


def uses_of(asked: Meant):
    """What was put to use, or out of it; the latest first."""
    found = Activation.objects.filter(institution=asked.institution, target=asked.target)
    heavy = [f"version__{name}" for name in HEAVY]
    return found.select_related("version", "by").defer(*heavy)


def used_before(asked: Meant, version: ModelVersion, now: Activation | None) -> ModelVersion | None:
    """The version that one can go back to: the last other one that was in use and still can be."""
    for one in uses_of(asked):
        if one.version and one.version != version and can_be_used(one.version):
            return one.version
    return None


def why_not_used(version: ModelVersion) -> str:
    """Why it cannot be put to use; "" where it can."""
    if not can_be_used(version):
        return fault_words(version)
    if is_proven(version):
        return ""
    words = _(
        "Version %(number)s cannot be put to use: it was never in use, and of it is said:"
        " %(verdict)s."
    )
    return words % {"number": version.number, "verdict": version.get_verdict_display()}


def tables_of(sight, version: ModelVersion, asked: Meant, now: Activation | None) -> list[Table]:
    """All that has a file, each at the same place for everybody.

    What a principal alone reads, the errors by group, stands at the end.
    """
    audits = version.measures and sight.audits_models(version.institution_id)
    audit = [model_tables.groups(version)] if audits else []
    return [*model_tables.tables(version), *history(asked, now), *audit]


def history(asked: Meant, now: Activation | None) -> list[Table]:
    """All versions of an institution and target, and all that was put to use."""
    found = ModelVersion.objects.filter(institution=asked.institution, target=asked.target)
    in_use = now and now.version_id
    of_versions = model_histories.versions(list(found.defer(*HEAVY)), in_use, url_of)
    return [of_versions, model_histories.uses(list(uses_of(asked)))]


def url_of(version: ModelVersion) -> str:
    return reverse("model-card-version", args=[version.pk])


def files_of(version: ModelVersion, place: int) -> dict[str, str]:
    """The addresses of one table as CSV and XLSX."""
    return {
        kind: reverse("model-card-file", args=[version.pk, place, kind]) for kind in ("csv", "xlsx")
    }


def bins(version: ModelVersion) -> list[list[tuple[str, ...]]]:
    """The rows beside each calibration plot."""
    rows = version.measures["weeks"] if version.measures else []
    return [[model_tables.bin_words(one) for one in row["bins"]] for row in rows]


def themes(version: ModelVersion) -> list[str]:
    """What its inputs are about, in words."""
    return [str(THEMES[name]) for name in (*themes_of(version.inputs), COURSE, SUBJECT)]


def may_use(request, asked: Meant) -> bool:
    """Whether it is theirs to say which version is in use there."""
    mine = request.sight.model_institutions()
    return asked.institution is not None and mine.filter(pk=asked.institution.pk).exists()
