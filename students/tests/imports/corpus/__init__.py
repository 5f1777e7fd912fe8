"""Awkward and hostile files, each with its verdict; docs/files.md is written from them."""

from students.tests.imports.corpus import (
    class_rows,
    headers,
    hostiles,
    names,
    readings,
    registers,
    texts,
    values,
    workbooks,
)

SECTIONS = {
    "Text files": texts.FILES,
    "Headers, and rows that are no students": headers.FILES,
    "Columns that are said, and maxima": readings.FILES,
    "Marks": (*values.NUMBERS, *values.STATES),
    "Roll numbers and names of students": values.PEOPLE,
    "Rows, and files with a row for each mark": values.ROWS,
    "Attendance": values.ATTENDANCE,
    "Registers, class by class": registers.FILES,
    "Registers, a row for each student and class": class_rows.FILES,
    "Workbooks": workbooks.FILES,
    "Files that are broken, or mean harm": hostiles.FILES,
    "Names that are nearly known": names.NAMES,
    "Files of learning platforms": names.PLATFORMS,
}
FILES = tuple(case for cases in SECTIONS.values() for case in cases)
