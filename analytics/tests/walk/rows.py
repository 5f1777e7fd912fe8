"""The whole table, by the name of the address."""

from analytics.tests.walk import rows_of_pages, rows_of_results, rows_of_the_admin

FILES = (rows_of_pages, rows_of_results, rows_of_the_admin)
TABLE = {row.name: row for rows in FILES for row in rows.ROWS}
