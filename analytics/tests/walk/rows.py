"""The whole table, by the name of the address."""

from analytics.tests.walk import rows_of_pages, rows_of_the_admin, rows_of_the_api

TABLE = {
    row.name: row
    for rows in (rows_of_pages, rows_of_the_admin, rows_of_the_api)
    for row in rows.ROWS
}
