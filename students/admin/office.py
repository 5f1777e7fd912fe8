"""What the pages of the office's records share: history of what is typed, who is looked at."""

from django.db.models import Model

from students.admin.access import Scoped, ScopedAdmin
from students.admin.records import plain, write_down
from students.admin.versioned import RecordVersioned
from students.imports.histories import removed
from students.models import RecordChange, RecordView
from students.trails import note_looked


class KeptChoices:
    """A mixin: choices are of the institutions one keeps, also where their lists are not one's."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        related = self.admin_site._registry.get(db_field.related_model)
        if isinstance(related, Scoped):
            rows = db_field.related_model._default_manager.all()
            places = self.places(request, kept=True)
            kwargs.setdefault("queryset", rows.filter(**{f"{related.institution}__in": places}))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class OfficeAdmin(KeptChoices, RecordVersioned, ScopedAdmin):
    """Every change by hand stands in the history, as those by file do; none overwrites
    what somebody else changed while its page was open.

    `identity`: fields that say which record it is, and stay.
    """

    identity: tuple[str, ...] = ()

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, *self.identity) if obj else fields

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        write_down(form, change)

    def delete_model(self, request, obj):
        told = obj.pk, removed(obj._meta.model_name, obj.pk, str(obj), _values(obj))
        super().delete_model(request, obj)
        RecordChange(**told[1]).save()

    def delete_queryset(self, request, queryset):
        for obj in self.kept_rows(request, queryset):
            self.delete_model(request, obj)


class OfStudents(OfficeAdmin):
    """Records of one student each: who looks at one is written down."""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            note_looked(request.sight, RecordView.What.ADMIN, [obj.student_id])
        return super().render_change_form(request, context, add, change, form_url, obj)


def _values(row: Model) -> dict:
    return {
        field.name: plain(getattr(row, field.name))
        for field in row._meta.concrete_fields
        if not field.primary_key
    }
