"""What a workbook of many students costs: rows a second and memory, beside a bare XlsxWriter loop.

python benchmarks/workbooks.py [ROWS …]

Every candidate has a process of its own, so that its peak of memory is its own. The floor writes
the same cells in constant memory and nothing else: no formula, no total, no colour.
"""

import datetime
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

SIZES = (1_000, 10_000, 100_000)
FLOOR, BOOK, NOTHING = "bare XlsxWriter loop", "the report's students", "the imports alone"
DAY = datetime.date(2026, 11, 22)
MEGABYTE = 1024  # ru_maxrss counts in kilobytes


def main():
    """Print a line for each candidate and size."""
    for size in [int(text) for text in sys.argv[1:]] or SIZES:
        for name in (NOTHING, FLOOR, BOOK):
            command = [sys.executable, __file__, "--measure", name, str(size)]
            subprocess.run(command, check=True)


def measure(name: str, size: int):
    """In a process of its own."""
    started = time.process_time()
    with tempfile.TemporaryFile() as stream:
        {NOTHING: lambda *_: None, FLOOR: bare, BOOK: book}[name](stream, size)
        spent, weight = time.process_time() - started, stream.tell()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    rate = f"{size / spent:>9,.0f} rows/s" if name != NOTHING else " " * 16
    print(f"{size:>7,} rows  {name:<22} {rate}  {peak:>6.0f} MB  {weight / 1e6:>5.1f} MB file")


def arrears(size: int) -> Iterator:
    """Students with open fees, made as they are asked for."""
    for number in range(size):
        billed = (number % 7 * 100_000, 0, 250_000, number % 11 * 5_000, 0, 100_000)
        sums = FeeSums(1, 1, 0, billed, (number % 7 * 50_000, 0, 0, 0, 0, 0), 0, 0)
        batch = f"B{number % 40:02}"
        yield Arrear(f"R{number:06}", f"Name {number}", "CSE", batch, "P1", sums, 95, DAY)


def bare(stream, size: int):
    """The same cells, inputs and results alike, as plain texts and numbers."""
    workbook = xlsxwriter.Workbook(stream, {"constant_memory": True})
    sheet = workbook.add_worksheet()
    for at, one in enumerate(arrears(size)):
        texts = (one.roll_no, one.name, one.branch, one.batch, one.plans, "61–90 days late")
        for place, text in enumerate(texts):
            sheet.write_string(at, place, text)
        for place, amount in enumerate(map(float, (*one.sums.billed, *one.sums.paid[:5])), 6):
            sheet.write_number(at, place, amount)
    workbook.close()


def book(stream, size: int):
    """The sheet of students of Fee Pending, with its formulas, totals and colours."""
    rows = map(student_row, arrears(size))
    sheet = Sheet("students", "Students", student_columns(), rows, total="Total")
    write_book(Book("Fee pending", "College", DAY, (sheet,)), stream)


if __name__ == "__main__" and sys.argv[1:2] != ["--measure"]:
    main()
else:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perfdash.settings")
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    import django

    django.setup()
    import xlsxwriter

    from analytics.books import Book, Sheet
    from analytics.metrics.fee_arrears import Arrear
    from analytics.metrics.fees import FeeSums
    from analytics.reports.fee_pending import student_columns, student_row
    from analytics.writers.workbooks import write_book

    measure(sys.argv[2], int(sys.argv[3]))
