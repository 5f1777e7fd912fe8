"""Sign-ins and their roles: nobody hands out, or takes over, more than lies in their own reach.

Who sees marks is let in by a principal: an administrator keeps the other accounts (decision 021).
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import Hidden, Scoped
from students.models import Branch, Group, Institution, Membership, Role, User
from students.sight import PEOPLE_ROLES

NOT_THEIRS = gettext_lazy("Who sees marks is let in by a principal or a superuser.")
KEEPERS = (Role.ADMINISTRATOR, Role.PRINCIPAL)


def beyond(places: QuerySet[Institution]) -> Q:
    """Memberships that reach further than these institutions, as a condition on them."""
    outside = Institution.objects.exclude(pk__in=places.values("pk"))
    return (
        Q(institution__in=outside)
        | Q(group__in=outside.filter(group__isnull=False).values("group"))
        | Q(group__isnull=False, group__institutions__isnull=True)
    )


class MembershipForm(forms.ModelForm):
    """A role in one place; a branch goes with the head of it. `sight` is of who gives it."""

    sight = None

    def clean(self):
        cleaned = super().clean()
        role, branch = cleaned.get("role"), cleaned.get("branch")
        institution, group = cleaned.get("institution"), cleaned.get("group")
        if bool(institution) == bool(group):
            self.add_error("institution", _("Choose an institution or a group."))
        if role == Role.HEAD and not branch:
            self.add_error("branch", _("Choose the branch of this head."))
        if branch and role and role != Role.HEAD:
            self.add_error("branch", _("Only a head of branch has one."))
        if branch and institution and branch.institution_id != institution.pk:
            self.add_error("branch", _("This branch belongs to another institution."))
        if role and self.has_changed() and not self._may_be_given(role, institution, group):
            self.add_error("role", NOT_THEIRS)
        return cleaned

    def _may_be_given(self, role, institution, group) -> bool:
        if self.sight.everything or not (institution or group):
            return True
        places = group.institutions.values_list("pk", flat=True) if group else [institution.pk]
        return set(places) <= self.sight.lets_in(role)


class MembershipFormSet(forms.BaseInlineFormSet):
    def clean(self):
        super().clean()
        seen = set()
        names = ("role", "institution", "group", "branch", "starts_on")
        for form in self.forms:
            if (not form.has_changed() and not form.instance.pk) or self._should_delete_form(form):
                continue
            row = tuple(form.cleaned_data.get(name) for name in names)
            if row in seen:
                raise forms.ValidationError(
                    _("The same role stands there twice from the same day.")
                )
            seen.add(row)


class MembershipInline(Scoped, admin.TabularInline):
    """Roles of a person: places the viewer keeps accounts of, and no other, may be chosen."""

    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    viewers = (Role.REGISTRAR,)
    keepers = KEEPERS
    fields = ("role", "institution", "group", "branch", "starts_on", "ends_on")
    extra = 0

    def _may(self, request, roles, obj):
        return request.sight.has(*roles)

    def get_formset(self, request, obj=None, **kwargs):
        form = type("Form", (self.form,), {"sight": request.sight})
        return super().get_formset(request, obj, form=form, **kwargs)

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("institution", "group", "branch")
        if request.sight.everything:
            return rows
        reach = self.places(request)
        return rows.filter(Q(institution__in=reach) | Q(group__institutions__in=reach)).distinct()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Plain choices: places are made and changed on their own pages."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget = getattr(field.widget, "widget", field.widget)
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        places = self.places(request, kept=True)
        choices = {
            "institution": places,
            "branch": Branch.objects.filter(institution__in=places).select_related("institution"),
            "group": self._groups(request, places),
        }
        kwargs["queryset"] = choices[db_field.name]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def _groups(self, request, places) -> QuerySet[Group]:
        if request.sight.everything:
            return Group.objects.all()
        outside = Institution.objects.exclude(pk__in=places).filter(group=OuterRef("pk"))
        return Group.objects.filter(~Exists(outside), institutions__in=places).distinct()


@admin.register(User)
class AccountAdmin(Hidden, Scoped, UserAdmin):
    """Seen where somebody has a role in one's institutions; changed where they have none beyond.

    Accounts are closed, not deleted: the history names them.
    """

    viewers = (Role.REGISTRAR,)
    keepers = KEEPERS
    inlines = (MembershipInline,)
    ordering = ("username",)
    list_display = ("username", "first_name", "last_name", "email", "is_active")
    list_filter = ("is_active",)
    search_fields = ("username", "first_name", "last_name", "email")
    filter_horizontal = ()
    list_per_page = 50
    show_full_result_count = False
    person = ("first_name", "last_name", "email", "is_active")

    def get_queryset(self, request):
        people = super().get_queryset(request)
        if request.sight.everything:
            return people
        places = self.places(request)
        reached = Membership.objects.filter(user=OuterRef("pk")).filter(
            Q(institution__in=places) | Q(group__institutions__in=places)
        )
        return people.filter(Exists(reached), is_superuser=False)

    def choices(self, request, places):
        """People whom a student's or teacher's record may be joined to."""
        return self.get_queryset(request)

    def has_change_permission(self, request, obj=None):
        """Not oneself and nobody with a role elsewhere: a password is the key to all of them."""
        if not super().has_change_permission(request) or request.sight.everything or obj is None:
            return request.sight.has(*self.keepers)
        if obj.pk == request.user.pk or obj.is_superuser:
            return False
        elsewhere = obj.memberships.filter(beyond(self.places(request, kept=True)))
        return not elsewhere.exists() and not self._sees_more(request, obj)

    def _sees_more(self, request, obj) -> bool:
        """Whether they see marks, or will, where the viewer lets nobody in who does."""
        seeing = obj.memberships.filter(role__in=PEOPLE_ROLES)
        lasting = seeing.exclude(ends_on__lt=timezone.localdate())
        own = Institution.objects.filter(pk__in=request.sight.lets_in(Role.FACULTY))
        return lasting.filter(beyond(own)).exists()

    def has_view_permission(self, request, obj=None):
        return request.sight.has(*self.viewers, *self.keepers)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        person = (*self.person, "is_superuser") if request.sight.everything else self.person
        theirs = request.sight.everything or not self._sees_more(request, obj)
        account = {"fields": ("username", "password"), "description": "" if theirs else NOT_THEIRS}
        return ((None, account), (_("Person"), {"fields": person}))

    def get_inline_instances(self, request, obj=None):
        """A new account begins with a role: one without would be out of everybody's reach."""
        inlines = super().get_inline_instances(request, obj)
        if obj is None and not request.sight.everything:
            for inline in inlines:
                inline.min_num, inline.extra = 1, 0
        return inlines
