"""Classes taken one by one, plans and condonations: looked at here, kept on their own pages."""

from django.contrib import admin
from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import ScopedAdmin
from students.admin.filters import OwnRelated
from students.admin.searching import StudentSearch
from students.models import ClassSession, Condonation, PlannedClasses, SessionPresence
from students.rules.presence import ATTENDED


class LookedAt(ScopedAdmin):
    """Shown and never written here: not even a superuser passes the pages that compare and tell."""

    keepers = ()

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission


class OfClass(LookedAt):
    """Something of a subject in a class."""

    institution = "term__institution"
    list_filter = (
        ("term", OwnRelated),
        ("branch", OwnRelated),
        "semester",
        ("subject", OwnRelated),
    )
    list_select_related = ("subject", "term", "branch")
    search_fields = ("subject__code_key",)
    search_help_text = gettext_lazy("Code of the subject")


@admin.register(ClassSession)
class ClassSessionAdmin(OfClass):
    list_display = (
        "on",
        "period",
        "subject",
        "term",
        "branch",
        "semester",
        "section",
        "held",
        "attended",
        "taken_by",
    )
    list_select_related = (*OfClass.list_select_related, "taken_by")

    def get_queryset(self, request):
        there = Q(presences__state__in=ATTENDED)
        counts = {"roll": Count("presences"), "there": Count("presences", filter=there)}
        return super().get_queryset(request).annotate(**counts).order_by("-on", "-period", "pk")

    @admin.display(description=gettext_lazy("attended"))
    def attended(self, session):
        return _("%(part)s of %(whole)s") % {"part": session.there, "whole": session.roll}


@admin.register(PlannedClasses)
class PlannedClassesAdmin(OfClass):
    list_display = ("subject", "term", "branch", "semester", "section", "planned")


class OfResult(StudentSearch, LookedAt):
    """Something of a student's term."""

    institution = "result__institution"
    student_prefix = "result__student__"

    @admin.display(description=gettext_lazy("roll number"), ordering="result__student__roll_key")
    def roll_no(self, row):
        return row.result.student.roll_no

    @admin.display(description=gettext_lazy("name"), ordering="result__student__name_key")
    def name(self, row):
        return row.result.student.name


@admin.register(SessionPresence)
class SessionPresenceAdmin(OfResult):
    list_display = ("roll_no", "name", "session", "state")
    list_filter = (("result__term", OwnRelated), ("session__subject", OwnRelated), "state")
    list_select_related = ("result__student", "session__subject", "session__branch")
    ordering = ("-pk",)


@admin.register(Condonation)
class CondonationAdmin(OfResult):
    list_display = (
        "roll_no",
        "name",
        "subject",
        "down_to",
        "reference",
        "granted_by",
        "granted_at",
        "revoked_at",
    )
    list_filter = (("result__term", OwnRelated), ("subject", OwnRelated))
    list_select_related = ("result__student", "subject", "granted_by")
    ordering = ("-pk",)
