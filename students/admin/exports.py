"""Lists as files: exactly the rows the viewer sees, as filtered and searched."""

from django.conf import settings
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import Http404
from import_export.admin import ExportMixin
from import_export.formats.base_formats import CSV, XLSX
from import_export.forms import ExportForm

from students.admin.export_jobs import start_export
from students.admin.followed import followed
from students.models import RecordView
from students.trails import note_looked

READING = 10  # it is so many times quicker than storing


class FormatForm(ExportForm):
    """The format alone; CSV unless another is chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = self.fields["format"].choices[1:]


class Exported(ExportMixin):
    """A mixin: whoever sees the list may take it along, as CSV or Excel."""

    import_export_change_list_template = "admin/register_list.html"
    export_template_name = "admin/export_page.html"
    export_form_class = FormatForm
    student_prefix: str | None = ""  # from a row to its student; None: it is nobody's
    to_encoding = "utf-8-sig"  # or Excel reads names in other scripts as Latin

    def has_export_permission(self, request):
        return self.has_view_permission(request)

    def get_export_formats(self):
        return [CSV, XLSX]

    def export_action(self, request):
        """The list has a page for a filter that means nothing; a file has none."""
        try:
            return super().export_action(request)
        except (IncorrectLookupParameters, OverflowError) as error:
            raise Http404("There is no such filter.") from error

    def _do_file_export(self, file_format, request, queryset, export_form=None):
        """At once, or as a job where a page would wait too long; either way it is written down."""
        if self.student_prefix is not None:
            seen = queryset.order_by().values_list(f"{self.student_prefix}pk", flat=True)
            note_looked(
                request.sight,
                RecordView.What.EXPORT,
                seen,
                self.opts.label_lower,
                request.GET.urlencode(),
            )
        if queryset.count() > settings.JOB_FROM_ROWS * READING:
            return followed(start_export(request, self.opts, queryset, file_format))
        return super()._do_file_export(file_format, request, queryset, export_form)

    def get_valid_export_item_pks(self, request):
        return self.get_queryset(request).values_list("pk", flat=True)
