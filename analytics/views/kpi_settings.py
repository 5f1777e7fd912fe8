"""Weights and target of one key figure, set by a principal after a look at what they come to."""

import re
from decimal import Decimal

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from analytics.dashboards.kpi_settings import effect_lines, fit_words
from analytics.dashboards.kpi_words import weights_words
from analytics.kpis import KPIS
from analytics.kpis.kpi import Kpi
from analytics.kpis.settings import (
    ChangedMeanwhileError,
    Setting,
    setting_of,
    store,
    whole_precinct,
)
from analytics.kpis.weighing import stored_weights
from analytics.metrics.office_facts import OfficeFacts
from students.models.waits import retrying

NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]{1,4})?")
TARGET_PLACES = 2


class NumberField(forms.CharField):
    """A decimal of at most so many places between two bounds, as text that is one."""

    def __init__(self, label: str, places: int, bounds: tuple[int, int] | None = None, **options):
        widget = forms.TextInput(attrs={"class": "form-control", "inputmode": "decimal"})
        super().__init__(label=label, max_length=20, widget=widget, **options)
        self.places, self.bounds = places, bounds

    def clean(self, value):
        text = super().clean(value).replace("\u2212", "-").strip()
        if not text:
            return ""
        if not NUMBER.fullmatch(text) or len(text.partition(".")[2]) > self.places:
            words = _("Write a number with at most %(places)s decimals, such as 62.5.")
            raise ValidationError(words % {"places": self.places})
        if self.bounds and not self.bounds[0] <= Decimal(text) <= self.bounds[1]:
            told = {"least": self.bounds[0], "most": self.bounds[1]}
            raise ValidationError(_("It lies between %(least)s and %(most)s.") % told)
        return text


class KpiForm(forms.Form):
    """The numbers of a formula and the target, prefilled with those in force."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, kpi: Kpi, now: Setting, *args, **kwargs):
        target = "" if now.target is None else str(now.target)
        initial = {"seen": now.seen, "target": target, **now.weights}
        super().__init__(*args, initial=initial, auto_id="kpi-%s", **kwargs)
        self.kpi = kpi
        for one in kpi.weights:
            self.fields[one.name] = NumberField(one.title, 4, (one.least, one.most))
        self.fields["target"] = NumberField(
            _("Target"),
            TARGET_PLACES,
            required=False,
            help_text=_("In the unit of the figure; empty for none."),
        )

    def clean(self):
        names = [one.name for one in self.kpi.weights if one.least == 0]
        known = [self.cleaned_data[name] for name in names if name in self.cleaned_data]
        if names and len(known) == len(names) and not any(map(Decimal, known)):
            raise ValidationError(_("One of the weights has to be above 0."))
        return self.cleaned_data

    @property
    def weights(self) -> dict[str, str]:
        """The numbers as they were typed."""
        return {one.name: self.cleaned_data[one.name] for one in self.kpi.weights}

    @property
    def target(self) -> Decimal | None:
        """With two places."""
        text = self.cleaned_data["target"]
        return Decimal(text).quantize(Decimal("0.01")) if text else None

    def numbers(self) -> list:
        """The fields of the numbers."""
        return [self[one.name] for one in self.kpi.weights]


@require_http_methods(["GET", "HEAD", "POST"])
def kpi_settings(request, pk, slug):
    """The form; with `preview` what the typed numbers come to, storing nothing."""
    sight = request.sight
    if not sight.sets_kpis:
        raise PermissionDenied
    institution = get_object_or_404(sight.kpi_institutions(), pk=pk)
    if slug not in KPIS:
        raise Http404
    kpi, now = KPIS[slug], setting_of(institution, KPIS[slug])
    form = KpiForm(kpi, now, request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and "preview" not in request.POST:
        save(request, institution, kpi, form)
        return redirect("kpi-settings", pk=pk, slug=slug)
    precinct = whole_precinct(sight, institution, timezone.localdate())
    facts = OfficeFacts(precinct, stored_weights([pk]))
    page = {
        "institution": institution,
        "kpi": kpi,
        "form": form,
        "previewed": sent,
        "lines": effect_lines(facts, kpi, form.weights if sent else now.weights),
        "weights_from": weights_words(kpi, now.said, several=False),
        "fit": fit_words(precinct, kpi),
        "crumbs": [{"title": _("KPIs"), "url": reverse("kpis")}, {"title": kpi.title}],
    }
    return render(request, "dashboards/kpi_settings.html", page)


def save(request, institution, kpi: Kpi, form: KpiForm):
    """Store what was typed, and say what became of it."""
    by = {"user": request.user, "seen": form.cleaned_data["seen"], "today": timezone.localdate()}
    try:
        changed = retrying(lambda: store(institution, kpi, form.weights, form.target, **by))
    except ChangedMeanwhileError:
        sentence = _(
            "Nothing was stored: somebody has changed these numbers since you opened the page. They"
            " are shown as they stand now; set yours again."
        )
        messages.error(request, sentence)
        return
    if changed:
        messages.success(request, _("Stored; the figure goes by it from now on."))
