"""What a student's term is typed in: marks, their components, attendance, later attempts."""

from django.contrib import admin
from django.forms import modelformset_factory
from django.utils.translation import gettext_lazy as _

from students.admin.access import Scoped
from students.admin.mark_forms import (
    ComponentMarkForm,
    LaterMarkForm,
    MarkForm,
    SubjectAttendanceForm,
    TermAttendanceForm,
)
from students.admin.result_formsets import (
    ComponentMarkFormSet,
    LaterMarkFormSet,
    MarkFormSet,
    SubjectFormSet,
    TermAttendanceFormSet,
)
from students.models import ComponentMark, Mark, SubjectAttendance, TermAttendance, TermResult


class ResultInline(Scoped, admin.TabularInline):
    """A table of a term's result, on the result's own page and where a student is added."""

    template = "admin/result_inline.html"
    extra = 0
    extra_when_adding = 0
    max_num = 100
    absolute_max = 200  # a made-up row count shall not keep the server busy

    def __init__(self, parent_model, admin_site):
        super().__init__(TermResult, admin_site)

    def _may(self, request, roles, obj):
        # The page has asked for the row it belongs to.
        return request.sight.has(*roles)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Plain choices: subjects are made and changed on their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget = getattr(field.widget, "widget", field.widget)
        return field

    def get_extra(self, request, obj=None, **kwargs):
        return self.extra if obj and obj.pk else self.extra_when_adding

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, absolute_max=self.absolute_max, **kwargs)
        # What goes takes its own components along; nothing else hangs on it.
        unguarded = {"hand_clean_DELETE": lambda form: None}
        formset.form = type("Row", (formset.form,), unguarded)
        return formset


class MarkInline(ResultInline):
    model = Mark
    form = MarkForm
    formset = MarkFormSet
    fields = ("subject", "state", "score", "max_score", "published")
    extra_when_adding = 5
    verbose_name_plural = _("marks")

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(attempt=1)
        return rows.select_related("subject").prefetch_related("component_marks__component")


class LaterMarkInline(ResultInline):
    """Backlogs cleared later: they leave the result as it was declared."""

    model = Mark
    form = LaterMarkForm
    formset = LaterMarkFormSet
    fields = ("subject", "attempt", "sat_term", "state", "score", "max_score", "published")
    classes = ("collapse",)
    verbose_name = _("later attempt")
    verbose_name_plural = _("later attempts")

    def get_queryset(self, request):
        rows = super().get_queryset(request).filter(attempt__gte=2)
        return rows.select_related("subject").prefetch_related("component_marks__component")


class ComponentMarkInline(ResultInline):
    """The components of the marks above, whose scores follow from them."""

    model = ComponentMark
    fields = ("mark", "component", "state", "score", "published")
    verbose_name_plural = _("component marks")
    absolute_max = 400

    def check(self, **kwargs):
        return []  # Django's checks want a foreign key to the page's own row

    def has_add_permission(self, request, obj=None):
        return False  # a row for each component is there already

    def get_formset(self, request, obj=None, **kwargs):
        return modelformset_factory(
            ComponentMark,
            form=ComponentMarkForm,
            formset=ComponentMarkFormSet,
            max_num=self.absolute_max,  # Django sets max_num to 0 where no row can be added
            absolute_max=self.absolute_max,
            can_delete=self.has_delete_permission(request, obj),
        )


class TermAttendanceInline(ResultInline):
    model = TermAttendance
    form = TermAttendanceForm
    formset = TermAttendanceFormSet
    fields = ("held", "attended", "excused", "percent")
    extra = extra_when_adding = 1
    max_num = 1
    verbose_name = verbose_name_plural = _("attendance of the term")


class SubjectAttendanceInline(ResultInline):
    """Registers by subject: where there are any, they win over the term's own figure."""

    model = SubjectAttendance
    form = SubjectAttendanceForm
    formset = SubjectFormSet
    fields = ("subject", "held", "attended", "excused")
    verbose_name = _("attendance in a subject")
    verbose_name_plural = _("attendance by subject")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("subject")


RESULT_INLINES = (
    MarkInline,
    ComponentMarkInline,
    TermAttendanceInline,
    SubjectAttendanceInline,
    LaterMarkInline,
)
