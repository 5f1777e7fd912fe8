"""The face of the front door in the administration: upload, preview, store."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from import_export.admin import ImportMixin

from students.admin.exports import Exported
from students.admin.followed import followed
from students.admin.import_forms import ImportFileForm
from students.import_rights import KEEPERS
from students.imports import runs
from students.imports.refusals import FileRefused, ImportRefused, PlanStale, SheetRefused
from students.jobs.imports import is_long, start_preview, start_storing
from students.jobs.refused_files import RefusedFile, refused_file_of
from students.jobs.standings import problems_of
from students.models import Door, ImportRun, Institution, Job

DRAWN_ANEW = gettext_lazy("The preview was drawn up anew. Look at it once more.")


class Imported(ImportMixin, Exported):
    """A mixin: django-import-export's pages, which hand the file to an import run."""

    import_export_change_list_template = "admin/register_list.html"
    import_template_name = "admin/import_file.html"
    import_kind = ImportRun.Kind.MARKS

    def has_import_permission(self, request):
        return request.sight.has(*KEEPERS[self.import_kind])

    def import_places(self, request) -> QuerySet[Institution]:
        """Where the viewer may bring such files."""
        if request.sight.everything:
            return Institution.objects.all()
        return Institution.objects.filter(pk__in=request.sight.where(*KEEPERS[self.import_kind]))

    def import_action(self, request, **kwargs):
        """The form, and what is wrong with a file that cannot be read; else on to the preview."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        refused = refused_file_of(request.user, request.GET.get("of", ""), self.import_kind)
        form, problems = self._form(request, refused), problems_of(refused.job) if refused else ()
        if request.method == "POST" and form.is_valid():
            try:
                taken = self._taken(request, form)
            except FileRefused as refusal:
                problems = [vars_of(problem) for problem in refusal.problems]
                if isinstance(refusal, SheetRefused):
                    form.offer_sheets(refusal.sheets)
            else:
                form.let_go()
                return taken
        if request.method == "POST":
            form.hold_sent()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "kind": ImportRun.Kind(self.import_kind).label.lower(),
            "form": form,
            "problems": problems,
        }
        return TemplateResponse(request, self.import_template_name, context)

    def _form(self, request, refused: RefusedFile | None) -> ImportFileForm:
        who = {"institutions": self.import_places(request), "user_id": request.user.pk}
        asked = who | {"kind": self.import_kind}
        if request.method == "POST":
            return ImportFileForm(request.POST, request.FILES, **asked)
        if refused is None:
            return ImportFileForm(**asked)
        form = ImportFileForm(initial=refused.said(), **asked)
        form.hold(refused.read())
        if refused.sheets:
            form.offer_sheets(refused.sheets)
        return form

    def _taken(self, request, form: ImportFileForm) -> HttpResponse:
        """The way on, to the preview or to the job that draws it up. FileRefused as `preview`."""
        if form.cleaned_data["import_file"].size > settings.JOB_FROM_BYTES:
            return followed(self._queued(request, form))
        run = self._previewed(request, form)
        return redirect("admin:students_importrun_change", run.pk)

    def _previewed(self, request, form: ImportFileForm) -> ImportRun:
        file = form.cleaned_data["import_file"]
        return runs.preview(
            self.import_kind,
            file.read(),
            file.name,
            institution=form.cleaned_data["institution"],
            term=form.cleaned_data.get("term"),
            user=request.user,
            door=Door.ADMIN,
            options=form.options,
            ask=True,
        )

    def _queued(self, request, form: ImportFileForm) -> Job:
        file = form.cleaned_data["import_file"]
        return start_preview(
            request.user,
            self.import_kind,
            file.read(),
            file.name,
            institution=form.cleaned_data["institution"],
            term=form.cleaned_data.get("term"),
            options=form.options,
        )

    @method_decorator(require_POST)
    def process_import(self, request, **kwargs):
        """Store the previewed run the button was pressed for, if it still is what was shown."""
        if not self.has_import_permission(request):
            raise PermissionDenied
        number, _dash, digest = request.POST.get("run", "").partition("-")
        run = self._run(request, number)
        page = redirect("admin:students_importrun_change", run.pk)
        if run.plan_digest != digest:
            messages.warning(request, DRAWN_ANEW)
            return page
        looked = "despite_alarms" in request.POST
        if is_long(run):
            return followed(start_storing(request.user, run, looked))
        try:
            summary = runs.commit(run, skip_refused=True, despite_alarms=looked, user=request.user)
        except PlanStale:
            messages.warning(
                request,
                _(
                    "Nothing was stored: the register has changed since the preview. This is what "
                    "the file would do now."
                ),
            )
        except ImportRefused as refusal:
            for problem in refusal.problems:
                messages.error(request, problem.sentence())
        else:
            messages.success(request, " ".join(summary.sentences()))
        return page

    def _run(self, request, number: str) -> ImportRun:
        rows = ImportRun.objects.filter(kind=self.import_kind)
        if not request.sight.everything:
            rows = rows.filter(institution__in=self.import_places(request))
        known = number.isascii() and number.isdigit() and len(number) < 19
        run = rows.filter(pk=number).first() if known else None
        if run is None:
            raise Http404("There is no such import run.")
        return run

    def store_url(self) -> str:
        """Where the button below a preview leads."""
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_process_import")


def vars_of(problem, seen: set | None = None) -> dict:
    """A problem for the table of problems; the first of each row can be linked to."""
    row = {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "reason": problem.reason,
        "suggestion": problem.mend,
    }
    if seen is not None and problem.row not in seen:
        seen.add(problem.row)
        row["id"] = f"problem-{problem.row}"
    return row
