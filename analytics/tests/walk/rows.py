"""The whole table, by the name of the address."""

from analytics.tests.walk import (
    rows_of_alerts,
    rows_of_attendance,
    rows_of_batches,
    rows_of_cameras,
    rows_of_contacts,
    rows_of_fees,
    rows_of_grids,
    rows_of_jobs,
    rows_of_mark_sheets,
    rows_of_models,
    rows_of_outreach,
    rows_of_pages,
    rows_of_predictions,
    rows_of_quality,
    rows_of_reports,
    rows_of_results,
    rows_of_the_admin,
    rows_of_the_api,
)

PARTS = (
    rows_of_alerts,
    rows_of_attendance,
    rows_of_batches,
    rows_of_cameras,
    rows_of_contacts,
    rows_of_fees,
    rows_of_grids,
    rows_of_jobs,
    rows_of_mark_sheets,
    rows_of_models,
    rows_of_outreach,
    rows_of_pages,
    rows_of_predictions,
    rows_of_quality,
    rows_of_reports,
    rows_of_results,
    rows_of_the_admin,
    rows_of_the_api,
)
TABLE = {row.name: row for part in PARTS for row in part.ROWS}
