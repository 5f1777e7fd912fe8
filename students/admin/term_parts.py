"""Marks and attendance across students: found and handled in lists, changed on the term's page."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import ScopedAdmin
from students.admin.actions import PublishActions
from students.admin.filters import OwnRelated, PartSemester
from students.admin.importing import Imported
from students.admin.resources import (
    MarkResource,
    SubjectAttendanceResource,
    TermAttendanceResource,
)
from students.admin.searching import StudentSearch
from students.models import ImportRun, Mark, SubjectAttendance, TermAttendance
from students.models.removal import remove_attendance, remove_marks

OF_TERM = (
    ("result__institution", OwnRelated),
    ("result__term", OwnRelated),
    ("result__branch", OwnRelated),
    PartSemester,
)


class PartAdmin(Imported, StudentSearch, ScopedAdmin):
    """A part of a student's term. Its own address leads to the term's page."""

    institution = "result__institution"
    student_prefix = "result__student__"
    list_display_links = None
    list_select_related = ("result__student", "result__term", "result__branch")
    ordering = ("result__student__roll_key", "pk")

    def has_add_permission(self, request, obj=None):
        """It is added where the rest of the term is seen."""
        return False

    def has_import_permission(self, request):
        return self.has_change_permission(request)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Lead to the student's term; anything but looking is refused."""
        if object_id is None or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        part = self.get_object(request, object_id)
        if part is None:
            self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        return redirect("admin:students_termresult_change", part.result_id)

    @admin.display(description=gettext_lazy("roll number"), ordering="result__student__roll_key")
    def roll_no(self, part):
        url = reverse("admin:students_termresult_change", args=[part.result_id])
        return format_html('<a href="{}">{}</a>', url, part.result.student.roll_no)

    @admin.display(description=gettext_lazy("name"), ordering="result__student__name_key")
    def name(self, part):
        return part.result.student.name

    @admin.display(description=gettext_lazy("term"), ordering="result__term__starts_on")
    def term(self, part):
        return part.result.term.code


@admin.register(Mark)
class MarkAdmin(PublishActions, PartAdmin):
    resource_classes = (MarkResource,)
    list_display = (
        "roll_no",
        "name",
        "term",
        "subject",
        "attempt",
        "state",
        "score",
        "max_score",
        "published",
    )
    list_filter = (*OF_TERM, ("subject", OwnRelated), "state", "published")
    list_select_related = (*PartAdmin.list_select_related, "subject", "sat_term")

    def delete_model(self, request, obj):
        remove_marks(Mark.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        remove_marks(queryset)

    def get_deleted_objects(self, objs, request):
        """Marks take their component marks along."""
        names, counts, refused, kept = super().get_deleted_objects(objs, request)
        return names + kept, counts, refused, []


class AttendanceAdmin(PartAdmin):
    import_kind = ImportRun.Kind.ATTENDANCE

    def delete_model(self, request, obj):
        self.delete_queryset(request, self.model.objects.filter(pk=obj.pk))

    def delete_queryset(self, request, queryset):
        remove_attendance(queryset)


@admin.register(TermAttendance)
class TermAttendanceAdmin(AttendanceAdmin):
    resource_classes = (TermAttendanceResource,)
    list_display = ("roll_no", "name", "term", "held", "attended", "excused", "percent")
    list_filter = OF_TERM


@admin.register(SubjectAttendance)
class SubjectAttendanceAdmin(AttendanceAdmin):
    resource_classes = (SubjectAttendanceResource,)
    list_display = ("roll_no", "name", "term", "subject", "held", "attended", "excused")
    list_filter = (*OF_TERM, ("subject", OwnRelated))
    list_select_related = (*PartAdmin.list_select_related, "subject")

    def get_deleted_objects(self, objs, request):
        """A register that follows from classes goes with them, not by itself."""
        names, counts, refused, kept = super().get_deleted_objects(objs, request)
        return (
            names,
            counts,
            refused,
            kept + [_("%(one)s: by class") % {"one": one} for one in objs if one.by_session],
        )
