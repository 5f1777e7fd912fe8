"""Making the institution, term, branches, batches, subjects and components an import names."""

from decimal import Decimal

from django.utils.translation import gettext as _

from students.imports.histories import made
from students.imports.making import dates_of
from students.imports.places import Place
from students.imports.refusals import PlanStale
from students.imports.store import insert
from students.models import (
    Batch,
    Branch,
    Component,
    Institution,
    RecordChange,
    Subject,
    Term,
)

MODELS = {"branches": Branch, "batches": Batch, "subjects": Subject}
COMPONENT_FIELDS = ("kind", "max_score", "weight")


def made_place(place: Place, make: dict) -> Place:
    """The place with its institution and term in the register; PlanStale when others came first."""
    institution, term = place.institution, place.term
    if "institution" in make:
        if Institution.objects.exists():
            raise PlanStale(_("An institution was added since the preview; nothing was stored."))
        institution = Institution.objects.create(code=make["institution"], name=make["institution"])
        _note("institution", institution, {"code": institution.code})
    if "term" in make:
        if institution.terms.exists():
            raise PlanStale(_("A term was added since the preview; nothing was stored."))
        term = Term.objects.create(institution=institution, **dates_of(make["term"]))
        _note("term", term, {"code": term.code})
    return Place(institution, term)


def make_structure(place: Place, make: dict):
    """Make the branches, batches, subjects and components a plan lists."""
    for name, model in MODELS.items():
        for code, title in make.get(name, ()):
            row = model.objects.create(institution=place.institution, code=code, title=title)
            _note(model._meta.model_name, row, {"code": code, "title": title})
    for subject_key, code, max_score, weight, kind in make.get("components", ()):
        subject = Subject.objects.get(institution=place.institution, code_key=subject_key)
        part = Component(subject=subject, term=place.term, code=code, kind=kind)
        part.max_score, part.weight = Decimal(max_score), Decimal(weight)
        part.save()
        _note("component", part, {"code": code, "max_score": max_score, "weight": weight})


def _note(model: str, row, values: dict):
    insert(RecordChange, [made(model, row.pk, row.code, values)])
