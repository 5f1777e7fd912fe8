"""Staff, what they teach, which class they have charge of, and whom they mentor."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from students.admin.access import ScopedAdmin
from students.admin.filters import OwnRelated
from students.admin.importing import Imported
from students.admin.office_resources import StaffResource
from students.admin.searching import CodeSearch
from students.models import ClassCharge, ImportRun, Mentorship, Role, Staff, Teaching


@admin.register(Staff)
class StaffAdmin(Imported, CodeSearch, ScopedAdmin):
    """A manager brings trainers by file; who signs in as whom is the registrar's to say."""

    viewers = (Role.PRINCIPAL, Role.MANAGER)
    title_field = "name_key"
    student_prefix = None
    import_kind = ImportRun.Kind.TRAINERS
    resource_classes = (StaffResource,)
    list_display = ("code", "name", "email", "joined_on", "institution", "user")
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
