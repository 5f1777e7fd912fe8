"""What raises an alert in an institution, set by its principal or registrar after a look ahead."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from analytics.alerts import RULES
from analytics.alerts.previews import previews
from analytics.alerts.settings import (
    ChangedMeanwhileError,
    Setting,
    fingerprint,
    names_in_mail,
    settings_of,
    store,
)
from students.models.waits import retrying


class RulesForm(forms.Form):
    """Each rule of the catalogue on or off with its number, and what mails may say."""

    seen = forms.CharField(widget=forms.HiddenInput)
    names = forms.BooleanField(
        label=gettext_lazy("Name students in mails"),
        required=False,
        help_text=gettext_lazy(
            "A mail leaves the house. Without this it names roll numbers alone."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for slug, rule in RULES.items():
            self.fields[f"{slug}-on"] = forms.BooleanField(label=rule.title, required=False)
            if rule.number:
                self.fields[f"{slug}-number"] = forms.IntegerField(
                    label=rule.number.label,
                    min_value=rule.number.least,
                    max_value=rule.number.most,
                )

    def settings(self) -> dict[str, Setting]:
        """What was chosen, by kind."""
        chosen = self.cleaned_data
        return {
            slug: Setting(chosen[f"{slug}-on"], chosen.get(f"{slug}-number") or 0) for slug in RULES
        }


@require_http_methods(["GET", "HEAD", "POST"])
def alert_rules(request, pk):
    """The rules of one institution; with `preview` what the typed ones find, storing nothing."""
    if not request.sight.sets_alert_rules:
        raise PermissionDenied
    institution = get_object_or_404(request.sight.alert_rule_institutions(), pk=pk)
    stored = settings_of(institution)
    form = RulesForm(request.POST or None, initial=initial(institution, stored))
    sent = request.method == "POST" and form.is_valid()
    if sent and "preview" not in request.POST:
        save(request, institution, form)
        return redirect("alert-rules", pk=pk)
    wanted = form.settings() if sent else stored
    found = previews(institution, wanted, timezone.localdate(), whole_term=sent)
    page = {
        "institution": institution,
        "form": form,
        "rules": [block(form, slug, found[slug]) for slug in RULES],
        "previewed": sent,
        "crumbs": [{"title": _("Alerts"), "url": reverse("alerts")}, {"title": _("Rules")}],
    }
    return render(request, "alerts/rules.html", page)


def save(request, institution, form: RulesForm):
    """Store what was chosen, and say what became of it."""
    names, seen = form.cleaned_data["names"], form.cleaned_data["seen"]
    try:
        changed = retrying(lambda: store(institution, form.settings(), names, seen))
    except ChangedMeanwhileError:
        sentence = _(
            "Nothing was stored: somebody has changed these rules since you opened the page. They"
            " are shown as they stand now; set yours again."
        )
        messages.error(request, sentence)
        return
    if changed:
        messages.success(request, _("The rules are stored; the next night goes by them."))


def initial(institution, stored: dict[str, Setting]) -> dict:
    """What the form begins with."""
    found = {"names": names_in_mail(institution), "seen": fingerprint(institution)}
    for slug, one in stored.items():
        found |= {f"{slug}-on": one.on, f"{slug}-number": one.number}
    return found


def block(form: RulesForm, slug: str, preview) -> dict:
    """One rule as the page shows it."""
    number = f"{slug}-number"
    return {
        "slug": slug,
        "title": RULES[slug].title,
        "why": RULES[slug].why,
        "on": form[f"{slug}-on"],
        "number": form[number] if number in form.fields else None,
        "preview": preview,
    }
