"""What imports have learned: other names of subjects and branches, and how columns were read."""

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import ScopedAdmin
from students.admin.filters import OwnRelated
from students.admin.forms import RegisterForm
from students.models import ImportMapping, Role, StructureAlias
from students.rules.keys import code_problem, key_of


class AliasForm(RegisterForm):
    """A name that stands for one subject or for one branch, and for nothing else."""

    def clean(self):
        cleaned = super().clean()
        subject, branch = self.chosen("subject"), self.chosen("branch")
        if bool(subject) == bool(branch):
            self.add_error(None, _("Choose a subject or a branch, and not both."))
        text = cleaned.get("text")
        if not text:
            return cleaned
        if problem := code_problem(text):
            self.add_error("text", problem)
        elif self._same(text, "subject" if subject else "branch").exists():
            self.add_error("text", _("This name is already there, however it is written."))
        return cleaned

    def _same(self, text: str, kind: str):
        rows = StructureAlias.objects.filter(institution=self.chosen("institution"), kind=kind)
        return rows.filter(key=key_of(text)).exclude(pk=self.instance.pk)


@admin.register(StructureAlias)
class StructureAliasAdmin(ScopedAdmin):
    """Confirmed in a preview, or typed here before the first file comes."""

    viewers = (Role.PRINCIPAL,)
    keepers = (Role.REGISTRAR,)
    form = AliasForm
    fields = ("institution", "text", "subject", "branch")
    list_display = ("text", "kind", "meant", "institution", "run")
    list_filter = ("kind", ("institution", OwnRelated))
    list_select_related = ("institution", "subject", "branch", "run")
    search_fields = ("text",)

    @admin.display(description=gettext_lazy("stands for"))
    def meant(self, alias):
        return alias.meant


@admin.register(ImportMapping)
class ImportMappingAdmin(ScopedAdmin):
    """Looked at and forgotten here; it is made by storing a file whose columns somebody chose."""

    viewers = (Role.PRINCIPAL,)
    keepers = (Role.REGISTRAR,)
    fields = ("institution", "kind", "columns", "run", "by", "used_at")
    readonly_fields = fields
    list_display = ("__str__", "kind", "institution", "run", "by", "used_at")
    list_filter = ("kind", ("institution", OwnRelated))
    list_select_related = ("institution", "run", "by")

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_add_permission

    @admin.display(description=gettext_lazy("columns"))
    def columns(self, mapping):
        return format_html_join("", "<div>{} → {}</div>", mapping.pairs)
