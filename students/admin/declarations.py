"""Declarations as they were made: looked at here, made and published on the result sheets."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import Scoped
from students.admin.filters import OwnRelated, Semester
from students.admin.registers import LookedAt
from students.models import Declaration, DeclaredResult, User


class DeclaredResultInline(Scoped, admin.TabularInline):
    """What was declared of each student, in the order of roll numbers."""

    model = DeclaredResult
    institution = "declaration__institution_id"
    fields = readonly_fields = (
        "student",
        "verdict",
        "class_title",
        "sgpa",
        "cgpa",
        "backlog_codes",
    )
    verbose_name_plural = gettext_lazy("results")
    extra = 0

    def has_add_permission(self, request, obj=None):
        return False

    has_change_permission = has_delete_permission = has_add_permission

    def _may(self, request, roles, obj):
        # The page has asked for the declaration it belongs to.
        return request.sight.has(*roles)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("student").order_by("student__roll_key")

    @admin.display(description=gettext_lazy("backlogs"))
    def backlog_codes(self, line):
        return ", ".join(line.backlogs) or "–"


@admin.register(Declaration)
class DeclarationAdmin(LookedAt):
    list_display = (
        "term",
        "branch",
        "semester",
        "number",
        "students",
        "at",
        "by",
        "shown",
        "reason",
    )
    list_display_links = ("term", "branch", "number")
    list_filter = (("term", OwnRelated), ("branch", OwnRelated), Semester)
    list_select_related = ("term", "branch", "publication")
    ordering = ("-at", "-pk")
    search_fields = ("reason",)
    search_help_text = gettext_lazy("Words of the reason of a revision")
    fields = readonly_fields = (
        "institution",
        "term",
        "branch",
        "semester",
        "number",
        "reason",
        "at",
        "by",
        "shown",
        "sheet",
        "others",
    )
    inlines = (DeclaredResultInline,)

    def get_queryset(self, request):
        named = User.objects.filter(pk=OuterRef("user_id")).values("username")[:1]
        rows = super().get_queryset(request)
        return rows.annotate(user_name=Subquery(named), lines=Count("declared_results"))

    @admin.display(description=gettext_lazy("by"))
    def by(self, declaration):
        return declaration.user_name or "–"

    @admin.display(description=gettext_lazy("students"), ordering="lines")
    def students(self, declaration):
        return declaration.lines

    @admin.display(description=gettext_lazy("published"))
    def shown(self, declaration):
        if not declaration.is_published:
            return None
        return date_format(timezone.localtime(declaration.publication.at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("result sheet"))
    def sheet(self, declaration):
        """The sheet of the class with this declaration chosen."""
        return format_html('<a href="{}">{}</a>', _sheet_url(declaration), _("As declared"))

    @admin.display(description=gettext_lazy("every declaration of the class"))
    def others(self, declaration):
        """Its history, the first one first, each with its day and reason."""
        place = declaration.term_id, declaration.branch_id, declaration.semester
        return format_html_join(
            " · ",
            '<a href="../../{}/change/">{}</a> {}',
            (
                (
                    one.pk,
                    _("%(number)s of %(day)s")
                    % {"number": one.number, "day": date_format(one.at, "j M Y")},
                    one.reason,
                )
                for one in Declaration.objects.of_class(*place)
            ),
        )


def _sheet_url(declaration: Declaration) -> str:
    place = declaration.term_id, declaration.branch_id, declaration.semester
    return f"{reverse('result-sheet', args=place)}?declaration={declaration.number}"
