"""Saved views: one's own and those colleagues share; saved and removed by their owner."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from analytics.chances.lists import TARGET, TOP
from analytics.dashboards.catalogue import OWN_PARAMETERS, TITLES
from analytics.dashboards.outreach_filters import CHOICES as OF_OUTREACH
from analytics.dashboards.tabs import address, opens, tabs
from analytics.dashboards.what_if_moves import ASKED
from analytics.models import SavedView
from analytics.models.saved_views import LONGEST_NAME, LONGEST_QUERY, MOST_OWN
from analytics.outreach_scopes import CHANNEL, PLATFORM
from analytics.rating_scopes import SPAN, TRAINER
from analytics.scope import PARAMETERS, Scope
from analytics.views.policy_lines import PARAMETERS as LINES
from students.rules.keys import unsafe_characters

LISTED = 200
TAKEN = gettext_lazy("You have a view of this name. Choose another one, or remove that.")


class SavedViewForm(forms.Form):
    """A name, and with whose colleagues to share; the dashboard and its filters go with it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Such as “CSE, third semester”."),
    )
    share = forms.ChoiceField(
        label=gettext_lazy("Who finds it"),
        required=False,
        help_text=gettext_lazy("Colleagues see it within what is theirs to see."),
    )
    page = forms.ChoiceField(choices=list(TITLES.items()), widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=4 * LONGEST_QUERY, widget=forms.HiddenInput)

    def __init__(self, institutions, owner, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.owner, self.institutions = owner, {one.code: one for one in institutions}
        words = _("Colleagues of %(institution)s")
        shared = [
            (code, words % {"institution": one.name}) for code, one in self.institutions.items()
        ]
        self.fields["share"].choices = [("", _("I alone")), *shared]

    def clean_name(self):
        name = self.cleaned_data["name"]
        if unsafe_characters(name):
            raise forms.ValidationError(_("There is a hidden sign in it. Type it anew."))
        if self.owner.saved_views.filter(name=name).exists():
            raise forms.ValidationError(TAKEN)
        return name

    def clean_query(self):
        query = only_known(self.cleaned_data["query"])
        if len(query) > LONGEST_QUERY:
            raise forms.ValidationError(_("These filters are too long to be kept."))
        return query

    def clean(self):
        if self.owner.saved_views.count() >= MOST_OWN:
            words = _("There are %(count)s already: remove one first.")
            raise forms.ValidationError(words % {"count": MOST_OWN})
        return super().clean()

    def save(self) -> bool:
        """Keep the view, as cleaned; False where one of that name was saved in between."""
        chosen = self.cleaned_data
        kept = {"slug": chosen["page"], "query": chosen["query"]}
        kept["shared_with"] = self.institutions.get(chosen["share"])
        _, made = SavedView.objects.get_or_create(
            owner=self.owner, name=chosen["name"], defaults=kept
        )
        return made


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request):
    """The list; with `page` and its filters in the address also the form to save that page."""
    if not request.sight.sees_figures:
        raise PermissionDenied
    scope = Scope.of(request.sight, {})
    places = scope.places.institutions
    form = SavedViewForm(places, request.user, request.POST or None, initial=asked(request.GET))
    if request.method == "POST" and form.is_valid():
        if form.save():
            words = _("“%(name)s” is saved.") % {"name": form.cleaned_data["name"]}
            messages.success(request, words)
            return redirect("saved-views")
        form.add_error("name", TAKEN)
    return render(
        request,
        "dashboards/saved_views.html",
        {
            "tabs": tabs(scope, "views"),
            "form": form,
            "page_title": TITLES.get(form["page"].value() or "", ""),
            "rows": rows_for(request.sight),
        },
    )


@require_POST
def remove_view(request, pk):
    """Remove one's own view; 404 for any other."""
    if not request.sight.sees_figures:
        raise PermissionDenied
    view = get_object_or_404(SavedView, pk=pk, owner=request.user)
    view.delete()
    messages.success(request, _("“%(name)s” is removed.") % {"name": view.name})
    return redirect("saved-views")


def asked(params: QueryDict) -> dict[str, str]:
    """What the form begins with: the page that is to be saved."""
    if params.get("page") not in TITLES:
        return {}
    return {"page": params["page"], "query": only_known(params.urlencode())}


def only_known(query: str) -> str:
    """Of a query string the parameters that dashboards know."""
    given, known = QueryDict(query), QueryDict(mutable=True)
    office = (TRAINER, SPAN, PLATFORM, CHANNEL, *OF_OUTREACH)
    for name in (*PARAMETERS, *OWN_PARAMETERS, TARGET, TOP, *ASKED, *LINES, *office):
        if given.get(name):
            known[name] = given[name]
    return known.urlencode()


def rows_for(sight) -> list[dict]:
    """Each view with its address, and whether it is one's own."""
    found = SavedView.objects.visible_to(sight).select_related("owner", "shared_with")
    return [
        {
            "view": view,
            "url": f"{address(view.slug)}{'?' if view.query else ''}{view.query}",
            "title": TITLES.get(view.slug, ""),
            "own": view.owner_id == sight.user_id,
        }
        for view in found[:LISTED]
        if view.slug in TITLES and opens(sight, view.slug)
    ]
