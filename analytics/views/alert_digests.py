"""How often one has one's alerts by mail."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from analytics.alerts.readers import often_of
from analytics.models import Digest, DigestChoice

LISTED = 10


class DigestForm(forms.ModelForm):
    """The one choice."""

    class Meta:
        model = DigestChoice
        fields = ("often",)
        widgets = {"often": forms.RadioSelect}


@require_http_methods(["GET", "HEAD", "POST"])
def alert_digest(request):
    """The choice with where the mail goes, and when the last ones went."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    own = DigestChoice.objects.filter(user=request.user).first()
    own = own or DigestChoice(user=request.user, often=often_of(request.user))
    form = DigestForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        DigestChoice.objects.update_or_create(
            user=request.user, defaults={"often": form.cleaned_data["often"]}
        )
        messages.success(request, _("Your choice is stored."))
        return redirect("alert-digest")
    went = request.user.digests.filter(state=Digest.State.SENT).order_by("-on")
    page = {
        "form": form,
        "address": request.user.email,
        "went": went[:LISTED],
        "crumbs": [
            {"title": _("Alerts"), "url": reverse("alerts")},
            {"title": _("By mail")},
        ],
    }
    return render(request, "alerts/digest.html", page)
