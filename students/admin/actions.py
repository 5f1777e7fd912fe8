"""What is done to many marks or terms at once; results and summaries follow as always."""

from django.conf import settings
from django.contrib import admin, messages

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
        return messages.warning(request, "There are no results to recompute.")
    places = set(rows.order_by().values_list("institution", flat=True).distinct())
    only = Institution.objects.get(pk=places.pop()) if len(places) == 1 else None
    return followed(start_recomputing(request.user, title, ids, only))


def counted(count: int, one: str, many: str) -> str:
    """ "1 mark", "12 marks"."""
    return f"{count} {one if count == 1 else many}"


class PublishActions:
    """A mixin: show marks to their students or take them back."""

    actions = ("publish_marks", "unpublish_marks")

    def marks_of(self, request, rows):
        """The marks an action on these rows means."""
        return self.kept_rows(request, rows)

    @admin.action(description="Publish marks", permissions=("change",))
    def publish_marks(self, request, queryset):
        moved = publish(self.marks_of(request, queryset), True)
        words = counted(moved, "mark is", "marks are")
        self.message_user(request, f"{words} now shown to the student.", messages.SUCCESS)

    @admin.action(description="Unpublish marks", permissions=("change",))
    def unpublish_marks(self, request, queryset):
        moved = publish(self.marks_of(request, queryset), False)
        words = counted(moved, "mark is", "marks are")
        self.message_user(request, f"{words} no longer shown to the student.", messages.SUCCESS)


class ResultActions(PublishActions):
    """A mixin for terms: publishing, withdrawal and return, and derivation anew."""

    actions = (*PublishActions.actions, "withdraw", "reactivate", "recompute")

    def marks_of(self, request, rows):
        return Mark.objects.filter(result__in=self.kept_rows(request, rows).order_by().values("pk"))

    @admin.action(description="Withdraw from the term", permissions=("change",))
    def withdraw(self, request, queryset):
        self._set_status(request, queryset, TermResult.Status.WITHDRAWN)

    @admin.action(description="Take back into the term", permissions=("change",))
    def reactivate(self, request, queryset):
        self._set_status(request, queryset, TermResult.Status.ACTIVE)

    @admin.action(description="Recompute", permissions=("change",))
    def recompute(self, request, queryset):
        rows = self.kept_rows(request, queryset)
        if rows.count() > settings.JOB_FROM_ROWS:
            return recomputing(request, rows, "chosen results")
        moved = sum(len(one) for one in recomputed(rows.order_by().values_list("pk", flat=True)))
        words = counted(rows.count(), "result", "results")
        told = f"{words} derived anew; {moved} moved." if moved else f"{words} stand as they were."
        return self.message_user(request, told, messages.SUCCESS)

    def _set_status(self, request, queryset, status):
        rows = self.kept_rows(request, queryset).exclude(status=status)
        moved = 0
        for chunk in chunks(rows.order_by().values_list("pk", flat=True)):
            with TermResult.objects.refreshing(chunk):
                olds = TermResult.objects.filter(pk__in=chunk).exclude(status=status)
                changes = [status_change(old, status) for old in olds.select_related("student")]
                RecordChange.objects.bulk_create(changes)
                moved += olds.update(status=status)
        words = counted(moved, "student's term is", "students' terms are")
        self.message_user(request, f"{words} now {status.label.lower()}.", messages.SUCCESS)


class TermActions:
    """A mixin for terms of the year: all results of them derived anew."""

    actions = ("recompute_term",)

    def has_records_permission(self, request) -> bool:
        """Results are the registrar's; who keeps the structure alone does not touch them."""
        return request.sight.has(Role.REGISTRAR)

    @admin.action(description="Recompute results", permissions=("records",))
    def recompute_term(self, request, queryset):
        terms = queryset.filter(institution__in=request.sight.editable_institutions())
        title = ", ".join(terms.values_list("code", flat=True)[:5]) or "no term"
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
