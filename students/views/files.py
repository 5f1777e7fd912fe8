"""Tables as files."""

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from students.imports.cells import guarded


def csv_answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """A CSV file under this name that Excel reads as UTF-8 and in which no cell is a formula."""
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return answer


def _plain(name: str) -> str:
    """A code may hold anything; a header holds letters, digits, dots, dashes and underscores."""
    kept = (one if one.isascii() and (one.isalnum() or one in "._-") else "_" for one in name)
    return "".join(kept)
