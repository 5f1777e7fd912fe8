"""A long list as a file, made outside the request: the rows of the list when it was asked for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from import_export.formats.base_formats import CSV, XLSX

from students.access import visible_to
from students.jobs.folders import RESULT, ROWS, folder_of, read_json
from students.jobs.running import start
from students.jobs.work import NotDone, Outcome, work
from students.models import Job, User
from students.sight import Sight

FORMATS = {one.__name__: one for one in (CSV, XLSX)}
AT_ONCE = 500


@dataclass(frozen=True)
class Asking:
    """What a list of the administration wants to know of a request."""

    user: User
    sight: Sight


def start_export(request, opts, queryset, file_format) -> Job:
    """The rows are kept by number, in the order of the list."""
    rows = json.dumps(list(queryset.values_list("pk", flat=True))).encode()
    name = f"{opts.model_name}-{timezone.localdate()}.{file_format.get_extension()}"
    return start(
        Job.Kind.EXPORT,
        request.user,
        str(opts.verbose_name_plural).capitalize(),
        files={ROWS: rows},
        model=opts.label_lower,
        format=type(file_format).__name__,
        file_name=name,
    )


@work(Job.Kind.EXPORT)
def export(job: Job, watch) -> Outcome:
    """Those of the rows that its owner may still see."""
    listed = {one.opts.label_lower: one for one in admin.site._registry.values()}
    of_model, asking = listed[job.arguments["model"]], Asking(job.owner, visible_to(job.owner))
    numbers = read_json(job.key, ROWS)
    if numbers is None:
        raise NotDone(_("The list is not kept any more. Ask for the file anew."))
    if not of_model.has_export_permission(asking):
        raise NotDone(_("This list is not open to you any more."))
    file_format = FORMATS[job.arguments["format"]]()
    native = file_format.is_binary()
    rows = watch(_rows(of_model, asking, numbers), "Gathering", len(numbers))
    table = of_model.resource_classes[0]().export(queryset=rows, force_native_type=native)
    content = file_format.export_data(table)
    written = content if native else content.encode(of_model.to_encoding)
    (folder_of(job.key) / RESULT).write_bytes(written)
    words = ngettext("%(count)s rows.", "%(count)s rows.", len(table))
    return Outcome(words % {"count": f"{len(table):,}"})


def _rows(of_model, asking: Asking, numbers: list[int]) -> Iterator:
    seen = of_model.get_queryset(asking).select_related(*of_model.list_select_related)
    for start_at in range(0, len(numbers), AT_ONCE):
        chunk = numbers[start_at : start_at + AT_ONCE]
        found = {row.pk: row for row in seen.filter(pk__in=chunk)}
        yield from (found[pk] for pk in chunk if pk in found)
