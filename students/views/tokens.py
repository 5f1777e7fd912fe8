"""One's own tokens for the API: made, shown once, looked over, ended."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from students.models import ApiToken
from students.models.tokens import MOST_VALID, USUAL_DAYS
from students.rules.keys import unsafe_characters

LIFETIMES = (
    (30, _("30 days")),
    (90, _("90 days")),
    (365, _("a year")),
)
LISTED = 50


class TokenForm(forms.Form):
    """What a token is for, and how long it lasts."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("What it is for, such as “attendance machine, gate 2”."),
    )
    days = forms.TypedChoiceField(
        label=_("It lasts"), choices=LIFETIMES, coerce=int, initial=USUAL_DAYS
    )

    def clean_name(self):
        name = self.cleaned_data["name"]
        if unsafe_characters(name):
            raise forms.ValidationError(_("There is a hidden sign in it. Type it anew."))
        return name


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request):
    """The list with the form to make one; the answer to it shows the new secret, this once."""
    own = ApiToken.objects.filter(user=request.user)
    form, secret = TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        if own.valid().count() >= MOST_VALID:
            form.add_error(
                None, _("There are %(most)s already: revoke one first.") % {"most": MOST_VALID}
            )
        else:
            chosen = form.cleaned_data
            issued = ApiToken.objects.issue(request.user, chosen["name"], chosen["days"])
            secret = issued[1]
            form = TokenForm()
    context = {"form": form, "secret": secret, "tokens": own[:LISTED]}
    return render(request, "account/tokens.html", context)


@require_POST
def revoke_token(request, pk):
    """End one's own token at once."""
    own = ApiToken.objects.filter(user=request.user, pk=pk)
    token = own.first()
    if token is None:
        raise Http404("There is no such token.")
    if own.revoke():
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("tokens")
