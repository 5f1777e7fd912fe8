"""Staff, what they teach, which class they have charge of, and whom they mentor."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from students.admin.access import ScopedAdmin
from students.admin.filters import OwnRelated
from students.admin.searching import CodeSearch
from students.models import ClassCharge, Mentorship, Staff, Teaching


@admin.register(Staff)
class StaffAdmin(CodeSearch, ScopedAdmin):
    title_field = "name_key"
    list_display = ("code", "name", "institution", "user")
    list_filter = (("institution", OwnRelated),)
    list_select_related = ("institution", "user")
    autocomplete_fields = ("user",)


class DutyAdmin(ScopedAdmin):
    """A member of staff and a class."""

    institution = "staff__institution"
    list_filter = (("term", OwnRelated), ("branch", OwnRelated), "semester")
    autocomplete_fields = ("staff",)
    search_fields = ("staff__name_key", "staff__code_key")
    search_help_text = _("Name or code of the member of staff")


@admin.register(Teaching)
class TeachingAdmin(DutyAdmin):
    list_display = ("staff", "subject", "term", "branch", "semester", "section")
    list_select_related = ("staff", "subject", "term", "branch")
    autocomplete_fields = ("staff", "subject")


@admin.register(ClassCharge)
class ClassChargeAdmin(DutyAdmin):
    list_display = ("staff", "term", "branch", "semester", "section")
    list_select_related = ("staff", "term", "branch")


@admin.register(Mentorship)
class MentorshipAdmin(ScopedAdmin):
    institution = "staff__institution"
    list_display = ("staff", "student", "starts_on", "ends_on")
    list_select_related = ("staff", "student")
    autocomplete_fields = ("staff", "student")
    search_fields = ("staff__name_key", "student__roll_key", "student__name_key")
    search_help_text = _("Name or code of the mentor or the student")
