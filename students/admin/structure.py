"""What an institution is made of, kept by its registrar and its administrator."""

from django.contrib import admin
from django.utils.translation import gettext as _

from students.admin.access import ScopedAdmin
from students.admin.actions import TermActions
from students.admin.filters import OwnRelated
from students.admin.forms import RegisterForm
from students.admin.importing import Imported
from students.admin.office import KeptChoices
from students.admin.office_resources import BatchResource
from students.admin.searching import CodeSearch
from students.models import (
    Batch,
    Branch,
    Component,
    ComponentMark,
    Group,
    ImportRun,
    Institution,
    Role,
    Subject,
    Term,
)
from students.models.marks import LARGEST_MAXIMUM
from students.office_rights import BATCH_KEEPERS


@admin.register(Group)
class GroupAdmin(ScopedAdmin):
    """Kept by superusers; an administrator sees the groups of their institutions."""

    institution = "institutions"
    viewers = (Role.ADMINISTRATOR,)
    keepers = ()
    list_display = ("name",)
    search_fields = ("name",)

    def get_queryset(self, request):
        return super().get_queryset(request).distinct()

    def _may(self, request, roles, obj) -> bool:
        """A group spans institutions: a role in any of them is enough to look at it."""
        may = super()._may(request, roles, None)
        if obj is None or request.sight.everything:
            return may
        return may and obj.institutions.filter(pk__in=request.sight.where(*roles)).exists()


@admin.register(Institution)
class InstitutionAdmin(CodeSearch, ScopedAdmin):
    institution = "pk"
    viewers = (Role.PRINCIPAL, Role.REGISTRAR)
    keepers = (Role.ADMINISTRATOR,)
    title_field = "name"
    list_display = ("code", "name", "group")
    list_select_related = ("group",)

    def has_add_permission(self, request, obj=None):
        """A new institution widens nobody's own reach: a superuser opens it."""
        return request.sight.everything

    has_delete_permission = has_add_permission

    def get_readonly_fields(self, request, obj=None):
        """Which group it belongs to decides who sees it, so that is a superuser's to say."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.sight.everything else (*fields, "group")


class PartAdmin(CodeSearch, ScopedAdmin):
    """A coded part of an institution."""

    viewers = (Role.PRINCIPAL,)
    keepers = (Role.REGISTRAR, Role.ADMINISTRATOR)
    list_display = ("code", "title", "institution")
    list_filter = (("institution", OwnRelated),)
    list_select_related = ("institution",)


@admin.register(Term)
class TermAdmin(TermActions, PartAdmin):
    list_display = ("code", "title", "starts_on", "ends_on", "institution")


@admin.register(Branch)
class BranchAdmin(PartAdmin):
    pass


@admin.register(Batch)
class BatchAdmin(KeptChoices, Imported, PartAdmin):
    """Kept by hand or by file; a batch whose course is known is of that one course."""

    viewers = (Role.PRINCIPAL,)
    keepers = (*BATCH_KEEPERS, Role.ADMINISTRATOR)
    student_prefix = None
    import_kind = ImportRun.Kind.BATCHES
    resource_classes = (BatchResource,)
    list_display = ("code", "title", "branch", "starts_on", "ends_on", "institution")
    list_filter = (("institution", OwnRelated), ("branch", OwnRelated))
    list_select_related = ("institution", "branch")


@admin.register(Subject)
class SubjectAdmin(PartAdmin):
    list_display = ("code", "title", "credits", "kind", "institution")


class ComponentForm(RegisterForm):
    """A maximum above which no score was given, and weights that add up to a possible mark."""

    def clean(self):
        cleaned = super().clean()
        largest, weight = cleaned.get("max_score"), cleaned.get("weight")
        if largest is not None and self._scores_above(largest):
            self.add_error("max_score", _("A score above it was given already."))
        if weight is not None and self._other_weights() + weight > LARGEST_MAXIMUM:
            self.add_error(
                "weight",
                _("The weights add up to more than %(largest)s.") % {"largest": LARGEST_MAXIMUM},
            )
        return cleaned

    def _scores_above(self, largest) -> bool:
        given = ComponentMark.objects.filter(component=self.instance.pk, score__gt=largest)
        return self.instance.pk is not None and given.exists()

    def _other_weights(self) -> int:
        beside = Component.objects.filter(
            subject=self.chosen("subject"), term=self.chosen("term")
        ).exclude(pk=self.instance.pk)
        return sum(beside.values_list("weight", flat=True))


@admin.register(Component)
class ComponentAdmin(PartAdmin):
    """Marks already combined from a component are combined anew when it changes."""

    institution = "subject__institution"
    title_field = "subject__title"
    keepers = (Role.REGISTRAR,)
    form = ComponentForm
    list_display = ("code", "subject", "term", "kind", "max_score", "weight")
    list_filter = (("term", OwnRelated), ("subject", OwnRelated), "kind")
    list_select_related = ("subject__institution", "term")
    autocomplete_fields = ("subject",)

    def get_readonly_fields(self, request, obj=None):
        """Where marks hang on it, it stays the component of that subject and term."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "subject", "term") if obj else fields
