"""A student's term as one page: placement, marks and attendance, stored together, derived once."""

from django import forms
from django.contrib import admin
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from students.admin.access import ScopedAdmin
from students.admin.actions import ResultActions
from students.admin.authors import Authors
from students.admin.exports import Exported
from students.admin.filters import OwnRelated, Semester
from students.admin.forms import RegisterForm
from students.admin.live import settings_for_terms, settings_of, stored_figures
from students.admin.records import write_down
from students.admin.resources import TermResultResource
from students.admin.result_inlines import RESULT_INLINES
from students.admin.searching import StudentSearch
from students.admin.timelines import timeline_of
from students.admin.versioned import Versioned
from students.models import RecordView, Term, TermResult
from students.models.removal import remove_results
from students.models.structure import MOST_SEMESTERS
from students.models.taken_along import facts_of_results
from students.rules.shown import shown_average
from students.trails import note_looked

PLACE = ("branch", "batch", "section", "semester", "status")


class TermResultForm(RegisterForm):
    """Where a student stands in a term."""

    semester = forms.IntegerField(label=_("Semester"), min_value=1, max_value=MOST_SEMESTERS)

    class Meta:
        model = TermResult
        fields = ("student", "term", "branch", "batch", "section", "semester", "status")


class LivePage:
    """A mixin: the page previews grade and risk as they are typed."""

    change_form_template = "admin/live_form.html"

    class Media:
        js = (
            "rules/rules.js",
            "rules/preview.js",
            "admin-live/reading.js",
            "admin-live/words.js",
            "admin-live/preview.js",
        )
        css = {"all": ("css/badges.css", "css/admin-live.css")}

    def live(self, request, result) -> dict:
        """The panel's context: the stored figures, or none yet, and what the script reads."""
        if result is None:
            terms = Term.objects.filter(institution__in=self.places(request, kept=True))
            return {"live": settings_for_terms(terms), "figures": {"risk": "unknown"}}
        return {"live": settings_of(result), "figures": stored_figures(result)}


@admin.register(TermResult)
class TermResultAdmin(ResultActions, Exported, Versioned, LivePage, StudentSearch, ScopedAdmin):
    change_form_template = LivePage.change_form_template
    form = TermResultForm
    resource_classes = (TermResultResource,)
    inlines = RESULT_INLINES
    student_prefix = "student__"
    autocomplete_fields = ("student",)
    ordering = ("student__roll_key", "-term__starts_on")
    list_display = (
        "roll_no",
        "name",
        "term_code",
        "branch",
        "batch",
        "semester",
        "section",
        "average_shown",
        "grade",
    )
    list_filter = (
        ("institution", OwnRelated),
        ("term", OwnRelated),
        ("branch", OwnRelated),
        ("batch", OwnRelated),
        Semester,
        "status",
    )
    list_select_related = ("student", "term", "branch", "batch", "policy_version")

    def get_fieldsets(self, request, obj=None):
        """Who and when, then where, each in a line."""
        return ((None, {"fields": (("student", "term"), PLACE)}),)

    def get_readonly_fields(self, request, obj=None):
        """A stored term stays that student's and that term."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "student", "term") if obj else fields

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self.live(request, obj)
        if obj is not None:
            note_looked(request.sight, RecordView.What.ADMIN, [obj.student_id])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def authors(self, obj):
        return Authors(obj)

    def save_model(self, request, obj, form, change):
        """Stored in save_related, where the tables are: one refresh for all of it."""

    def save_related(self, request, form, formsets, change):
        result = form.instance
        with TermResult.objects.refreshing([result.pk] if change else []):
            result.save()
            write_down(form, change)
            super().save_related(request, form, formsets, change)

    def get_deleted_objects(self, objs, request):
        """The terms, and in numbers what goes with them."""
        names, counts, refused, _ = super().get_deleted_objects(objs, request)
        rows = TermResult.objects.filter(pk__in=[obj.pk for obj in objs])
        return [*names, *facts_of_results(rows).sentences()], counts, refused, []

    def delete_model(self, request, obj):
        remove_results([obj.pk])

    def delete_queryset(self, request, queryset):
        remove_results(queryset.values_list("pk", flat=True))

    def history_view(self, request, object_id, extra_context=None):
        """Every change of a mark, an attendance and the placement, by whichever door."""
        response = super().history_view(request, object_id, extra_context)
        if isinstance(response, TemplateResponse):
            response.template_name = "admin/timeline.html"
            obj = response.context_data["object"]
            response.context_data["timeline"] = timeline_of(obj)
        return response

    @admin.display(description=_("roll number"), ordering="student__roll_key")
    def roll_no(self, result):
        return result.student.roll_no

    @admin.display(description=_("name"), ordering="student__name_key")
    def name(self, result):
        return result.student.name

    @admin.display(description=_("term"), ordering="term__starts_on")
    def term_code(self, result):
        return result.term.code

    @admin.display(description=_("average"), ordering="average")
    def average_shown(self, result):
        return shown_average(result.mark_sum, result.mark_count, result.policy_version.policy)
