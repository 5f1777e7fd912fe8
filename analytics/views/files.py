"""A list as the file that was asked for."""

from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils import timezone

from analytics.writers.csv import csv_lines, csv_text
from analytics.writers.xlsx import xlsx_bytes

CSV, XLSX = "csv", "xlsx"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(
    kind: str,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool] = (),
) -> HttpResponse:
    """The rows as "csv" or "xlsx" to be kept, called `name`; Http404 for any other kind.

    A CSV of rows that are not all there yet is sent line by line.
    """
    if kind not in TYPES:
        raise Http404
    columns = [str(title) for title in columns]
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == CSV and isinstance(rows, Sequence):
        text = csv_text(columns, rows)
        return HttpResponse(text, content_type=TYPES[CSV], headers=headers)
    if kind == CSV:
        lines = csv_lines(columns, rows)
        return StreamingHttpResponse(lines, content_type=TYPES[CSV], headers=headers)
    book = xlsx_bytes(columns, rows, numeric)
    return HttpResponse(book, content_type=TYPES[XLSX], headers=headers)


def taken_now(name: str) -> str:
    """The name with the time at which the file is taken."""
    return f"{name}_{timezone.localtime():%Y-%m-%d_%H%M}"
