"""What is done to many marks or terms at once; results and summaries follow as always."""

from django.conf import settings
from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from students.admin.followed import followed
from students.jobs.recomputes import start_recomputing
from students.models import Institution, Mark, RecordChange, Role, TermResult
from students.models.publication import publish
from students.models.recompute import recomputed
from students.models.refresh import chunks


def recomputing(request, rows, title: str):
    """Recompute these results as a job, and lead to its page."""
    ids = list(rows.order_by().values_list("pk", flat=True))
    if not ids:
        return messages.warning(request, _("There are no results to recompute."))
    places = set(rows.order_by().values_list("institution", flat=True).distinct())
    only = Institution.objects.get(pk=places.pop()) if len(places) == 1 else None
    return followed(start_recomputing(request.user, title, ids, only))


def derived_words(count: int, moved: int) -> str:
    """How many results were derived anew, and how many of them moved, in a sentence."""
    words = ngettext(
        "%(count)s result stand as they were.", "%(count)s results stand as they were.", count
    )
    if moved:
        words = ngettext(
            "%(count)s result derived anew; %(moved)s moved.",
            "%(count)s results derived anew; %(moved)s moved.",
            count,
        )
    return words % {"count": count, "moved": moved}


class PublishActions:
    """A mixin: show marks to their students or take them back."""

    actions = ("publish_marks", "unpublish_marks")

    def marks_of(self, request, rows):
        """The marks an action on these rows means."""
        return self.kept_rows(request, rows)

    @admin.action(description=gettext_lazy("Publish marks"), permissions=("change",))
    def publish_marks(self, request, queryset):
        moved = publish(self.marks_of(request, queryset), True)
        words = ngettext(
            "%(count)s mark is now shown to the student.",
            "%(count)s marks are now shown to the student.",
            moved,
        )
        self.message_user(request, words % {"count": moved}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Unpublish marks"), permissions=("change",))
    def unpublish_marks(self, request, queryset):
        moved = publish(self.marks_of(request, queryset), False)
        words = ngettext(
            "%(count)s mark is no longer shown to the student.",
            "%(count)s marks are no longer shown to the student.",
            moved,
        )
        self.message_user(request, words % {"count": moved}, messages.SUCCESS)


class ResultActions(PublishActions):
    """A mixin for terms: publishing, withdrawal and return, and derivation anew."""

    actions = (*PublishActions.actions, "withdraw", "reactivate", "recompute")

    def marks_of(self, request, rows):
        return Mark.objects.filter(result__in=self.kept_rows(request, rows).order_by().values("pk"))

    @admin.action(description=gettext_lazy("Withdraw from the term"), permissions=("change",))
    def withdraw(self, request, queryset):
        self._set_status(request, queryset, TermResult.Status.WITHDRAWN)

    @admin.action(description=gettext_lazy("Take back into the term"), permissions=("change",))
    def reactivate(self, request, queryset):
        self._set_status(request, queryset, TermResult.Status.ACTIVE)

    @admin.action(description=gettext_lazy("Recompute"), permissions=("change",))
    def recompute(self, request, queryset):
        rows = self.kept_rows(request, queryset)
        if rows.count() > settings.JOB_FROM_ROWS:
            return recomputing(request, rows, _("chosen results"))
        moved = sum(len(one) for one in recomputed(rows.order_by().values_list("pk", flat=True)))
        return self.message_user(request, derived_words(rows.count(), moved), messages.SUCCESS)

    def _set_status(self, request, queryset, status):
        rows = self.kept_rows(request, queryset).exclude(status=status)
        moved = 0
        for chunk in chunks(rows.order_by().values_list("pk", flat=True)):
            with TermResult.objects.refreshing(chunk):
                olds = TermResult.objects.filter(pk__in=chunk).exclude(status=status)
                changes = [status_change(old, status) for old in olds.select_related("student")]
                RecordChange.objects.bulk_create(changes)
                moved += olds.update(status=status)
        words = ngettext(
            "%(count)s student's term is now %(status)s.",
            "%(count)s students' terms are now %(status)s.",
            moved,
        )
        told = {"count": moved, "status": status.label.lower()}
        self.message_user(request, words % told, messages.SUCCESS)


class TermActions:
    """A mixin for terms of the year: all results of them derived anew."""

    actions = ("recompute_term",)

    def has_records_permission(self, request) -> bool:
        """Results are the registrar's; who keeps the structure alone does not touch them."""
        return request.sight.has(Role.REGISTRAR)

    @admin.action(description=gettext_lazy("Recompute results"), permissions=("records",))
    def recompute_term(self, request, queryset):
        terms = queryset.filter(institution__in=request.sight.editable_institutions())
        title = ", ".join(terms.values_list("code", flat=True)[:5]) or _("no term")
        return recomputing(request, TermResult.objects.filter(term__in=terms), title)


def status_change(result: TermResult, status: str) -> RecordChange:
    """The history row of a withdrawal or a return."""
    return RecordChange(
        kind=RecordChange.Kind.CHANGED,
        model="termresult",
        record_id=result.pk,
        record=result.student.roll_no,
        field="status",
        old=result.status,
        new=status,
    )
