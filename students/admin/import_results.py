"""What came of an import, as django-import-export tells it."""

from django.core.exceptions import ValidationError
from import_export.results import Error, Result, RowResult
from tablib import Dataset

from students.imports.outcomes import Summary
from students.imports.refusals import ImportRefused

TOTALS = (
    (RowResult.IMPORT_TYPE_NEW, "new"),
    (RowResult.IMPORT_TYPE_UPDATE, "changed"),
    (RowResult.IMPORT_TYPE_SKIP, "same"),
    (RowResult.IMPORT_TYPE_INVALID, "refused"),
)


def refused_result(refusal: ImportRefused) -> Result:
    """The library's result of a file that was refused as a whole."""
    result = Result()
    for problem in refusal.problems:
        result.append_base_error(Error(ValidationError(problem.sentence())))
    return result


def result_of(summary: Summary, dataset: Dataset) -> Result:
    """The library's result of a summary: totals, and every refused row with its reasons."""
    result = Result()
    result.diff_headers = list(dataset.headers or ())
    result.total_rows = len(dataset)
    for name, count in TOTALS:
        result.totals[name] = summary.counts.get(count, 0)
    rows = dataset.dict
    for problem in summary.problems:
        error = ValidationError(problem.sentence())
        if problem.row is None:
            result.append_base_error(Error(error))
        else:
            # The first row of a file is its header, so its second is the dataset's first.
            values = rows[problem.row - 2] if 2 <= problem.row < len(rows) + 2 else {}
            result.append_invalid_row(problem.row, values, error)
    return result
