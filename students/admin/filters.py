"""Filters beside a list, with the choices of the viewer's own institutions alone."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from students.models import ResultTotal


class OwnRelated(admin.RelatedFieldListFilter):
    """A related row as a filter; choices as the related list shows them to this viewer."""

    def field_choices(self, field, request, model_admin):
        related = model_admin.admin_site._registry[field.related_model]
        rows = list(related.get_queryset(request))
        several = len({getattr(row, "institution_id", None) for row in rows}) > 1
        return [(row.pk, self._label(row, several)) for row in rows]

    def _label(self, row, several: bool) -> str:
        return f"{row} · {row.institution.code}" if several else str(row)

    def has_output(self):
        """A choice of one is none; a filter that is set always counts."""
        return len(self.lookup_choices) > 1 or bool(self.lookup_val)


class Semester(admin.SimpleListFilter):
    """The semesters there are results of, read from the summaries."""

    title = _("semester")
    parameter_name = "semester"
    field = "semester"

    def lookups(self, request, model_admin):
        cells = ResultTotal.objects.filter(institution__in=model_admin.places(request))
        semesters = cells.order_by("semester").values_list("semester", flat=True).distinct()
        return [(str(number), str(number)) for number in semesters]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if not self.value().isascii() or not self.value().isdigit():
            return queryset.none()
        return queryset.filter(**{self.field: int(self.value())})


class PartSemester(Semester):
    field = "result__semester"
