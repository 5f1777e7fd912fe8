"""Rules of an institution: versions are added and never changed, and assigned from a term on."""

import json

from django import forms
from django.contrib import admin
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from students.admin.access import ScopedAdmin
from students.admin.filters import OwnRelated
from students.admin.forms import RegisterForm
from students.admin.records import write_down
from students.models import PolicyAssignment, PolicyVersion
from students.rules.policy import PAPER_POLICY, Policy, PolicyError


class Indented(json.JSONEncoder):
    """A definition as it is shown: a line for each line of the rules."""

    def __init__(self, **options):
        super().__init__(**options | {"indent": 2})


class PolicyVersionForm(RegisterForm):
    """A definition is read by the rules before it is stored; the number is the next one."""

    definition = forms.JSONField(
        label=_("Definition"),
        encoder=Indented,
        widget=forms.Textarea(attrs={"rows": 32, "cols": 60}),
        help_text=_(
            "Bands from the top to failing, and the lines of risk and passing, in percent."
        ),
    )

    class Meta:
        model = PolicyVersion
        fields = ("institution", "title", "definition")

    def clean_definition(self):
        definition = self.cleaned_data["definition"]
        try:
            return Policy.from_definition(definition).definition()
        except PolicyError as error:
            raise forms.ValidationError(list(error.problems)) from error

    def clean(self):
        cleaned = super().clean()
        if institution := cleaned.get("institution"):
            PolicyVersion.objects.first_of(institution.pk)
            self.instance.number = institution.policy_versions.order_by("-number")[0].number + 1
        return cleaned


@admin.register(PolicyVersion)
class PolicyVersionAdmin(ScopedAdmin):
    form = PolicyVersionForm
    list_display = ("title", "number", "institution", "created_at")
    list_filter = (("institution", OwnRelated),)
    list_select_related = ("institution",)
    search_fields = ("title",)

    def has_change_permission(self, request, obj=None):
        """Results are bound to it: it is shown, and followed by the next."""
        return False

    has_delete_permission = has_change_permission

    def get_fields(self, request, obj=None):
        shown = ("institution", "number", "title", "rules", "fingerprint", "created_at")
        return shown if obj else ("institution", "title", "definition")

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj) if obj else ()

    def get_changeform_initial_data(self, request):
        usual = {"definition": PAPER_POLICY.definition()}
        return usual | super().get_changeform_initial_data(request)

    @admin.display(description=_("rules"))
    def rules(self, version):
        return format_html('<pre tabindex="0">{}</pre>', json.dumps(version.definition, indent=2))


@admin.register(PolicyAssignment)
class PolicyAssignmentAdmin(ScopedAdmin):
    """New results of the term and of later ones are bound to the version; stored ones stay."""

    list_display = ("version", "from_term", "institution")
    list_filter = (("institution", OwnRelated),)
    list_select_related = ("version", "from_term", "institution")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        write_down(form, change)
