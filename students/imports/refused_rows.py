"""The refused rows of a plan as a CSV file that imports once it is mended."""

import csv
import io
from pathlib import Path

from students.imports.cells import guarded
from students.imports.plans import REFUSED, Plan, folder_of
from students.imports.refusals import PlanLost
from students.models import ImportRun

FILE_NAME = "refused.csv"


def as_csv(plan: Plan) -> bytes:
    """The columns that are read and one with the problems, which an import leaves out again.

    No cell runs as a formula when a spreadsheet opens the file.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(column.title) for column in plan.columns] + ["problem"])
    for row in plan.rows(REFUSED):
        problems = " ".join(problem.sentence() for problem in row.problems)
        writer.writerow([guarded(cell.text) for cell in row.cells] + [guarded(problems)])
    return out.getvalue().encode("utf-8-sig")


def name_for(run: ImportRun) -> str:
    """“marks refused.csv” for marks.xlsx."""
    return f"{Path(run.file_name).stem} refused.csv"


def keep(run: ImportRun, plan: Plan):
    """Keep the refused rows of a run that is stored without them."""
    if plan.counts[REFUSED]:
        (folder_of(run.pk) / FILE_NAME).write_bytes(as_csv(plan))


def kept(run: ImportRun) -> bytes:
    """The refused rows kept of a stored run; PlanLost where there are none."""
    path = folder_of(run.pk) / FILE_NAME
    if not path.exists():
        raise PlanLost("No refused rows of this run are kept.")
    return path.read_bytes()
