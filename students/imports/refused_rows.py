"""The refused rows of a plan as a CSV file that imports once it is mended."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from students.imports.cells import guarded
from students.imports.columns import guessed
from students.imports.office.wide import NAMES, title_given_back
from students.imports.plans import REFUSED, Plan, PlanRow
from students.imports.readings import LEFT_OUT, Reading, reading_of_column, title_for
from students.imports.refusals import PlanLost
from students.imports.staging import folder_of
from students.models import ImportRun, TermResult
from students.rules.keys import key_of

FILE_NAME = "refused.csv"


def as_csv(run: ImportRun, plan: Plan) -> bytes:
    """The columns that are read, what was said of the whole file, and the problems.

    The titles say by themselves how each column was read, so that nothing has to be said again; an
    import leaves the problems out. No cell runs as a formula when a spreadsheet opens the file.
    """
    rows, said = list(plan.rows(REFUSED)), said_of(plan)
    rolls = (place for place, one in enumerate(_read(plan)) if one["reading"] == "roll_no")
    roll = next(rolls, None)
    placed = _placed(run, rows) if said else frozenset()
    unsaid = dict.fromkeys(said, "")
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([guarded(title) for title in (*titles_of(plan), *said, "problem")])
    for row in rows:
        texts = _texts(row, roll, unsaid if key_of(row.roll_no) in placed else said)
        writer.writerow([guarded(text) for text in texts])
    return out.getvalue().encode("utf-8-sig")


def _texts(row: PlanRow, roll: int, said: dict[str, str]) -> Iterator[str]:
    """The cells of a row, what is said of it, and its problems.

    Of a roll number that a spreadsheet has altered the problems alone tell: a row that is sent back
    as it came must not name somebody else.
    """
    altered = any(problem.altered for problem in row.problems)
    for place, cell in enumerate(row.cells):
        yield "" if altered and place == roll and cell.bad else cell.text
    yield from said.values()
    yield " ".join(problem.sentence() for problem in row.problems)


def titles_of(plan: Plan) -> list[str]:
    """A title for each column that is read in the same way without anybody's word."""
    return [_title(column, plan.layout["names"]) for column in _read(plan)]


def said_of(plan: Plan) -> dict[str, str]:
    """Branch and semester, where they were said of the whole file; titles hold its subject."""
    said = plan.layout["said"]
    return {name: said[name] for name in ("branch", "semester") if said[name]}


def _read(plan: Plan) -> list[dict]:
    """The accounts of the columns that are read, in the order of the rows' cells."""
    columns = plan.layout["columns"]
    return [one for one in columns if one["title"] and one["reading"] != LEFT_OUT]


def _title(column: dict, names: list[str]) -> str:
    if column["reading"] in NAMES:
        return title_given_back(column["title"])
    maximum = Decimal(column["maximum"]) if column["maximum"] else None
    reading = Reading(column["reading"], column["subject"], column["component"], maximum)
    (alone,) = guessed([column["title"]], tuple(names))
    if replace(reading_of_column(alone), maximum=alone.maximum) == reading:
        return column["title"]
    return title_for(reading)


def _placed(run: ImportRun, rows: list[PlanRow]) -> frozenset[str]:
    """Who has a branch and a semester in the run's term: what is said of a file moves nobody."""
    keys = {key_of(row.roll_no) for row in rows}
    found = TermResult.objects.filter(term=run.term_id, student__roll_key__in=keys)
    return frozenset(found.values_list("student__roll_key", flat=True))


def name_for(run: ImportRun) -> str:
    """“marks refused.csv” for marks.xlsx."""
    return f"{Path(run.file_name).stem} refused.csv"


def keep(run: ImportRun, plan: Plan):
    """Keep the refused rows of a run that is stored without them."""
    if plan.counts[REFUSED]:
        folder = folder_of(run.pk)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / FILE_NAME).write_bytes(as_csv(run, plan))


def kept(run: ImportRun) -> bytes:
    """The refused rows kept of a stored run; PlanLost where there are none."""
    path = folder_of(run.pk) / FILE_NAME
    if not path.exists():
        raise PlanLost(_("No refused rows of this run are kept."))
    return path.read_bytes()
