"""A list as the file that was asked for, its name with the time it was taken."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from analytics.writers.csv import csv_lines
from analytics.writers.xlsx import xlsx_bytes

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_file(
    kind: str,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool] = (),
) -> HttpResponse:
    """The rows as "csv" or "xlsx" to be kept; 404 for any other kind."""
    if kind not in ("csv", "xlsx"):
        raise Http404
    file = f"{name}_{timezone.localtime():%Y-%m-%d_%H%M}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    if kind == "csv":
        return StreamingHttpResponse(csv_lines(columns, rows), content_type=CSV, headers=headers)
    return HttpResponse(xlsx_bytes(columns, rows, numeric), content_type=XLSX, headers=headers)
