"""The history of marks, attendance and records: shown, never written here."""

from django.apps import apps
from django.contrib import admin
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from students.admin.access import ScopedAdmin
from students.models import AttendanceChange, MarkChange, RecordChange, State, Student, Term, User
from students.rules.keys import key_of


class ChangeAdmin(ScopedAdmin):
    """Who changed what through which door; newest first."""

    institution = "institution_id"
    keepers = ()
    ordering = ("-pk",)
    list_display_links = ("at",)
    list_filter = ("door",)
    search_fields = ("roll_no",)
    search_help_text = _("Roll number, or how it begins")
    show_full_result_count = False
    besides = ("in_term", "run_id")

    def get_fields(self, request, obj=None):
        """What the list shows, in the same words, and where it was."""
        return (*self.list_display, *self.besides)

    def has_add_permission(self, request, obj=None):
        """History grows by itself: not even a superuser writes it."""
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def get_queryset(self, request):
        named = User.objects.filter(pk=OuterRef("user_id")).values("username")[:1]
        return super().get_queryset(request).annotate(user_name=Subquery(named))

    def get_search_results(self, request, queryset, search_term):
        key = key_of(search_term)
        if not key:
            return queryset, False
        # By number, for the key of a roll number is the student's; one removed has left its text,
        # which is compared in capitals, since MariaDB's collation tells small letters from them.
        alike = Student.objects.filter(roll_key__startswith=key).values("pk")
        told = Q(student_id__in=alike) | Q(in_capitals__startswith=search_term.strip().upper())
        return queryset.alias(in_capitals=Upper("roll_no")).filter(told), False

    @admin.display(description=_("by"))
    def by(self, change):
        return change.user_name or "–"

    @admin.display(description=_("term"))
    def in_term(self, change):
        return Term.objects.filter(pk=change.term_id).first()


@admin.register(MarkChange)
class MarkChangeAdmin(ChangeAdmin):
    list_display = ("at", "by", "door", "roll_no", "subject_code", "component", "was", "became")

    @admin.display(description=_("was"))
    def was(self, change):
        return shown_mark(change, "old")

    @admin.display(description=_("became"))
    def became(self, change):
        return shown_mark(change, "new")


@admin.register(AttendanceChange)
class AttendanceChangeAdmin(ChangeAdmin):
    list_display = ("at", "by", "door", "roll_no", "subject_code", "was", "became")

    @admin.display(description=_("was"))
    def was(self, change):
        return shown_attendance(change, "old")

    @admin.display(description=_("became"))
    def became(self, change):
        return shown_attendance(change, "new")


@admin.register(RecordChange)
class RecordChangeAdmin(ChangeAdmin):
    """Its rows name no institution, so superusers alone look at them all."""

    viewers = ()
    list_display = ("at", "by", "door", "of_kind", "record", "kind", "field", "old", "new")
    besides = ("record_id", "run_id")
    list_filter = ("door", "kind", "model")
    search_fields = ("record",)

    @admin.display(description=_("model"), ordering="model")
    def of_kind(self, change):
        """What such a record is called; its stored name where there are none any more."""
        named = (one._meta for one in apps.get_models() if one._meta.model_name == change.model)
        return next((meta.verbose_name for meta in named), change.model)

    def get_search_results(self, request, queryset, search_term):
        text = search_term.strip().upper()
        named = queryset.alias(in_capitals=Upper("record"))
        return (named.filter(in_capitals__contains=text) if text else queryset), False


def shown_mark(change: MarkChange, side: str) -> str:
    """One side of a mark's change in words: "97.00 of 100.00, published"; empty when not there."""
    state, score = getattr(change, f"{side}_state"), getattr(change, f"{side}_score")
    if not state:
        return ""
    words = told = str(dict(State.choices).get(state, state)).lower()
    if score is not None:
        maximum = getattr(change, f"{side}_max")
        words = _("%(part)s of %(whole)s") % {"part": score, "whole": maximum}
    if score is not None and state != "present":
        words = f"{told} ({words})"
    is_published = getattr(change, f"{side}_published")
    return _("%(mark)s, published") % {"mark": words} if is_published else words


def shown_attendance(change: AttendanceChange, side: str) -> str:
    """One side of an attendance's change in words: "43 of 50, 2 excused", or a percent."""
    held, percent = getattr(change, f"{side}_held"), getattr(change, f"{side}_percent")
    if percent is not None:
        return f"{percent} %"
    if held is None:
        return ""
    told = {
        "part": getattr(change, f"{side}_attended"),
        "whole": held,
        "excused": getattr(change, f"{side}_excused"),
    }
    if told["excused"]:
        return _("%(part)s of %(whole)s, %(excused)s excused") % told
    return _("%(part)s of %(whole)s") % told
