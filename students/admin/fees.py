"""Fees in the administration: plans, dues, payments; kept by registrar and accountant."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from students.admin.filters import OwnRelated
from students.admin.importing import Exported, Imported
from students.admin.office import OfficeAdmin, OfStudents
from students.admin.office_resources import DueResource, PaymentResource, PlanResource
from students.admin.payer_forms import NewPayerForm, PayerForm
from students.admin.searching import CodeSearch, StudentSearch
from students.models import FeeDue, FeePlan, ImportRun, Payment, Role
from students.office_rights import FEE_KEEPERS


class OfFees:
    """A mixin: the principal looks."""

    viewers = (Role.PRINCIPAL,)
    keepers = FEE_KEEPERS


class OfPayers(StudentSearch):
    """A mixin: found and shown by the student."""

    student_prefix = "student__"

    @admin.display(description=_("roll number"), ordering="student__roll_key")
    def roll_no(self, row):
        return row.student.roll_no

    @admin.display(description=_("name"), ordering="student__name_key")
    def name(self, row):
        return row.student.name


class TypedAdmin(OfStudents):
    """A due or a payment by hand: of whom it is is said by roll number, and stays."""

    identity = ("student",)
    form = PayerForm

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        places = self.places(request, kept=True)
        form = type("EntryForm", (NewPayerForm,), {"places": places})
        kwargs |= {"form": form, "exclude": ("student",)}
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request, obj=None):
        """Who it is of comes first."""
        fields = super().get_fields(request, obj)
        return sorted(fields, key=lambda name: name not in ("institution", "roll_number"))


@admin.register(FeePlan)
class FeePlanAdmin(OfFees, Exported, CodeSearch, OfficeAdmin):
    student_prefix = None
    resource_classes = (PlanResource,)
    list_display = ("code", "title", "branch", "amount", "instalments", "institution")
    list_filter = (("institution", OwnRelated), ("branch", OwnRelated))
    list_select_related = ("institution", "branch")


@admin.register(FeeDue)
class FeeDueAdmin(OfFees, OfPayers, Imported, TypedAdmin):
    institution = "student__institution"
    import_kind = ImportRun.Kind.DUES
    resource_classes = (DueResource,)
    ordering = ("student__roll_key", "due_on", "pk")
    list_display = ("roll_no", "name", "code", "due_on", "amount", "plan")
    list_filter = (("student__institution", OwnRelated), ("plan", OwnRelated), "due_on")
    list_select_related = ("student__institution", "plan")


@admin.register(Payment)
class PaymentAdmin(OfFees, OfPayers, Imported, TypedAdmin):
    import_kind = ImportRun.Kind.PAYMENTS
    resource_classes = (PaymentResource,)
    ordering = ("-paid_on", "-pk")
    list_display = ("receipt", "roll_no", "name", "kind", "paid_on", "amount", "mode")
    list_filter = (("institution", OwnRelated), "kind", "mode", "paid_on")
    list_select_related = ("student", "institution")
