"""Import runs: each one's page, from the preview to what came of it, and taking it back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from students.admin.access import ScopedAdmin
from students.admin.cleaning_cards import corrections_csv
from students.admin.filters import OwnRelated
from students.admin.followed import followed
from students.admin.importing import vars_of
from students.admin.rereading import Reread
from students.admin.run_pages import previewed_page, stored_page
from students.import_rights import RUN_ROLES
from students.imports import runs
from students.imports.refusals import ImportRefused, PlanLost, UndoRefused
from students.jobs.imports import is_long, start_undo
from students.models import ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(Reread, ScopedAdmin):
    """Looked at here and stored or taken back by their buttons; never typed."""

    keepers = RUN_ROLES[1:]
    list_display = ("number", "file_name", "kind", "state", "institution", "term", "user", "at")
    list_display_links = ("number", "file_name")
    list_filter = ("state", "kind", ("institution", OwnRelated), ("term", OwnRelated))
    list_select_related = ("institution", "term", "user")
    search_fields = ("file_name",)
    search_help_text = gettext_lazy("File name")

    def has_add_permission(self, request, obj=None):
        return False

    has_delete_permission = has_add_permission

    def has_view_permission(self, request, obj=None):
        """Of the kinds one keeps; the principal's are all."""
        if obj is None:
            return request.sight.opens_imports
        return request.sight.import_runs().filter(pk=obj.pk).exists()

    def has_change_permission(self, request, obj=None):
        return obj is not None and request.sight.keeps_run(obj)

    def get_queryset(self, request):
        seen = request.sight.import_runs()
        return super().get_queryset(request).filter(pk__in=seen.values("pk"))

    def get_urls(self):
        wrap, name = self.admin_site.admin_view, "students_importrun_%s"
        pages = [
            ("<int:number>/discard/", self.discard, "discard"),
            ("<int:number>/undo/", self.undo, "undo"),
            ("<int:number>/reread/", self.reread, "reread"),
            ("<int:number>/refused/", self.refused, "refused"),
            ("<int:number>/corrections/", self.corrections, "corrections"),
        ]
        return [path(url, wrap(view), name=name % word) for url, view, word in pages] + (
            super().get_urls()
        )

    def get_actions(self, request):
        return {}

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """The run's own page in the place of a form."""
        if object_id is None or request.method != "GET":
            raise PermissionDenied
        return self._page(request, self._run(request, object_id))

    def _run(self, request, number, change=False) -> ImportRun:
        run = self.get_object(request, str(number))
        if run is None:
            self._get_obj_does_not_exist_redirect(request, self.opts, str(number))
        allowed = self.has_change_permission if change else self.has_view_permission
        if not allowed(request, run):
            raise PermissionDenied
        return run

    def institution_of(self, obj):
        return obj.institution_id

    def _page(self, request, run, **context):
        may_change = self.has_change_permission(request, run)
        try:
            waiting = run.state == ImportRun.State.PREVIEWED
            page = previewed_page(request, run) if waiting else stored_page(request, run)
        except PlanLost as lost:
            page = stored_page(request, run) | {"problems": [vars_of(one) for one in lost.problems]}
        if not may_change:
            page["foot"] = page["undo"] = None
        context = {**self.admin_site.each_context(request), **page, "run": run, **context}
        return TemplateResponse(request, "admin/import_run.html", context)

    @method_decorator(require_POST)
    def discard(self, request, number):
        """Give a preview up."""
        run = self._run(request, number, change=True)
        try:
            runs.discard(run)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("The preview was discarded. Nothing was stored."))
        return redirect("admin:students_importrun_change", run.pk)

    @method_decorator(require_POST)
    def undo(self, request, number):
        """Take a stored run back, or show the cells that somebody has changed since."""
        run = self._run(request, number, change=True)
        except_edited = "except_edited" in request.POST
        if is_long(run):
            return followed(start_undo(request.user, run, except_edited))
        try:
            summary = runs.undo(run, except_edited=except_edited, user=request.user)
        except UndoRefused as refusal:
            edited = [vars_of(problem) for problem in refusal.problems]
            return self._page(request, run, edited=edited)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, " ".join(summary.sentences()))
        return redirect("admin:students_importrun_change", run.pk)

    def refused(self, request, number):
        """The refused rows as a file, to be mended and imported."""
        run = self._run(request, number)
        try:
            name, content = runs.refused_rows_file(run)
        except PlanLost as lost:
            messages.error(request, str(lost))
            return redirect("admin:students_importrun_change", run.pk)
        plain = name.encode("ascii", "replace").decode().replace('"', "").replace("\\", "")
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{plain}"'
        return response

    def corrections(self, request, number):
        """What was altered on its way in, as a file."""
        run = self._run(request, number)
        response = HttpResponse(corrections_csv(run), content_type="text/csv; charset=utf-8")
        name = f"corrections {run.pk}.csv"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @admin.display(description=gettext_lazy("run"), ordering="pk")
    def number(self, run):
        return _("Run %(number)s") % {"number": run.pk}

    @admin.display(description=gettext_lazy("when"), ordering="created_at")
    def at(self, run):
        return run.stored_at or run.created_at
