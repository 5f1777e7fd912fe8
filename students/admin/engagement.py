"""Online learning in the administration: enrolments with their weeks, to be looked at; imports."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from students.admin.access import Scoped, ScopedAdmin
from students.admin.changes import ChangeAdmin
from students.admin.filters import OwnRelated
from students.admin.importing import Imported
from students.admin.resources import RegisterResource, Text
from students.admin.searching import StudentSearch
from students.models import (
    EngagementChange,
    Enrolment,
    ImportRun,
    Offering,
    Outcome,
    RecordView,
    TermActivity,
    WeeklyActivity,
)
from students.models.engagement import CLICKS, SUBMISSIONS
from students.trails import note_looked

HOUR = 3600


class EnrolmentResource(RegisterResource):
    """Enrolments with what was done in the whole term, under the titles they come in by."""

    kind = ImportRun.Kind.ENGAGEMENT
    roll_no = Text("result__student__roll_no", "Roll number")
    term = Text("result__term__code", "Term")
    subject = Text("subject__code", "Course")
    dropout = Text(None, "Dropout")

    class Meta:
        model = Enrolment
        fields = ("roll_no", "term", "subject", "dropout")

    def dehydrate_dropout(self, enrolment):
        """Yes, no, or nothing where no outcome is known."""
        if not enrolment.outcome:
            return ""
        return "yes" if enrolment.outcome == Outcome.WITHDRAWN else "no"


class Weeks(Scoped, admin.TabularInline):
    """What was done, as it came in."""

    template = "admin/result_inline.html"
    institution = "enrolment__result__institution"
    keepers = ()
    extra = 0

    def _may(self, request, roles, obj) -> bool:
        return request.sight.has(*self.viewers)  # the page has asked for the row it belongs to

    def has_add_permission(self, request, obj=None):
        return False

    @admin.display(description=_("video, hours"))
    def video_hours(self, row):
        return "–" if row.video_seconds is None else f"{row.video_seconds / HOUR:.2f}"


class WeeklyInline(Weeks):
    model = WeeklyActivity
    verbose_name = _("weekly activity")
    fields = ("week", "login_days", "video_hours", "forum_posts", "visits", "clicks", *CLICKS)
    readonly_fields = fields


class TermInline(Weeks):
    model = TermActivity
    fields = ("login_days", "video_hours", "forum_posts", *SUBMISSIONS)
    readonly_fields = fields


@admin.register(Enrolment)
class EnrolmentAdmin(Imported, StudentSearch, ScopedAdmin):
    """Enrolments come by file; they go with the student's term."""

    institution = "result__institution"
    student_prefix = "result__student__"
    import_kind = ImportRun.Kind.ENGAGEMENT
    resource_classes = (EnrolmentResource,)
    inlines = (WeeklyInline, TermInline)
    ordering = ("result__student__roll_key", "pk")
    list_display = ("roll_no", "name", "term", "subject", "registered_on", "left_on", "outcome")
    list_filter = (
        ("result__institution", OwnRelated),
        ("result__term", OwnRelated),
        ("subject", OwnRelated),
        "outcome",
    )
    list_select_related = ("result__student", "result__term", "subject")

    class Media:
        css = {"all": ("css/admin-live.css",)}

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def has_import_permission(self, request):
        return self._may(request, self.keepers, None)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        note_looked(request.sight, RecordView.What.ADMIN, [obj.result.student_id])
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("roll number"), ordering="result__student__roll_key")
    def roll_no(self, enrolment):
        return enrolment.result.student.roll_no

    @admin.display(description=_("name"), ordering="result__student__name_key")
    def name(self, enrolment):
        return enrolment.result.student.name

    @admin.display(description=_("term"), ordering="result__term__starts_on")
    def term(self, enrolment):
        return enrolment.result.term.code


@admin.register(Offering)
class OfferingAdmin(ScopedAdmin):
    """The days a course's weeks are counted from."""

    institution = "subject__institution"
    list_display = ("subject", "term", "starts_on", "ends_on", "source")
    list_filter = (("term", OwnRelated), ("subject", OwnRelated))
    list_select_related = ("subject__institution", "term")

    def get_readonly_fields(self, request, obj=None):
        """The course of that subject and term it stays."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "subject", "term") if obj else fields


@admin.register(EngagementChange)
class EngagementChangeAdmin(ChangeAdmin):
    """All but the changes of backgrounds, which are nobody's to read of one person."""

    list_display = ("at", "by", "door", "roll_no", "subject_code", "kind", "week", "old", "new")

    def get_queryset(self, request):
        backgrounds = EngagementChange.Kind.BACKGROUND
        return super().get_queryset(request).exclude(kind=backgrounds)
