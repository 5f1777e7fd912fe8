"""Batches: their course, their days, who trains them."""

import calendar
import datetime
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.cells import Cell
from students.imports.office.cell_values import FILLED, Altered
from students.imports.office.courses import said_course
from students.imports.office.dates import day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.records import BATCH, BATCH_TRAINER
from students.imports.office.sheets import Sheet
from students.imports.values import whole_of

LONGEST_MONTHS = 120
COURSE_WORDS = "course,course name,course title,branch,programme,program,stream"
BATCH_WORDS = "batch,batch code,batch no,batch id,batch name"
TRAINER_WORDS = "trainer,trainer code,trainer id,trainer name,faculty,instructor,teacher"


def title_of(cell: Cell) -> str:
    """Words as a title: without spaces around and doubled ones."""
    return identities.name_of(cell)


FIELDS = (
    Field("batch", gettext_lazy("Batch"), BATCH_WORDS, identities.code_of, required=True),
    Field("title", gettext_lazy("Title"), "title,batch title,description", title_of),
    Field("course", gettext_lazy("Course"), COURSE_WORDS, title_of),
    Field(
        "starts_on",
        gettext_lazy("Starts on"),
        "starts on,start,start date,starts,from,begin,commencement",
        day_of,
    ),
    Field("ends_on", gettext_lazy("Ends on"), "ends on,end,end date,ends,until,to", day_of),
    Field(
        "months",
        gettext_lazy("Months"),
        "months,duration,duration months,duration in months",
        lambda cell: whole_of(cell, 1, LONGEST_MONTHS),
    ),
    Field("trainer", gettext_lazy("Trainer"), TRAINER_WORDS, title_of),
)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """The batch, and who trains it."""
    said = line.values
    batch = line.settle("batch", desk.batch, said["batch"])
    values = {name: said[name] for name in ("title", "starts_on", "ends_on") if name in said}
    if "course" in said:
        values["branch"] = line.settle("course", said_course, said["course"], desk.structure)
    if "starts_on" in said and "months" in said and "ends_on" not in said:
        values["ends_on"] = line.settle("ends_on", _end, said["starts_on"], said["months"])
    trainer = line.settle("trainer", desk.trainer, said["trainer"]) if "trainer" in said else None
    if line.entry.problems:
        return
    values["code"] = desk.structure.batches.by_key[batch].code
    yield Fact(BATCH.what, (batch,), values)
    if trainer:
        yield Fact(BATCH_TRAINER.what, (batch, trainer), {"batch": batch, "staff": trainer})


def _end(starts_on: str, months: int) -> Altered:
    """The day before the one on which so many months are over."""
    first = datetime.date.fromisoformat(starts_on)
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    last = datetime.date(year, month + 1, day) - datetime.timedelta(days=1)
    text = last.isoformat()
    return Altered(text, text, _("It follows from the start and the months."), FILLED)


SHOWN = {(BATCH.what, "branch"): ("course",)}
SHEET = Sheet("batches", FIELDS, (BATCH, BATCH_TRAINER), facts, "batch", shown=SHOWN)
