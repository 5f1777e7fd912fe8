"""How often one has one's alerts by mail, and in which language."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from analytics.alerts.readers import often_of
from analytics.models import Digest, DigestChoice

LISTED = 10


class DigestForm(forms.ModelForm):
    """The two choices."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language of the mail"), choices=settings.LANGUAGES, required=False
    )

    class Meta:
        model = DigestChoice
        fields = ("often", "language")
        widgets = {"often": forms.RadioSelect}


@require_http_methods(["GET", "HEAD", "POST"])
def alert_digest(request):
    """The choice with where the mail goes, and when the last ones went."""
    if not request.sight.opens_worklists:
        raise PermissionDenied
    own = DigestChoice.objects.filter(user=request.user).first()
    own = own or DigestChoice(user=request.user, often=often_of(request.user))
    own.language = own.language or get_language()
    form = DigestForm(request.POST or None, instance=own)
    if request.method == "POST" and form.is_valid():
        language = form.cleaned_data["language"] or get_language()
        DigestChoice.objects.update_or_create(
            user=request.user, defaults={**form.cleaned_data, "language": language}
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
