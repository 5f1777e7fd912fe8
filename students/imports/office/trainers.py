"""Trainers: members of staff, since when, and the batches they train."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.cells import Cell
from students.imports.columns import word_of
from students.imports.office.batch_codes import SEVERAL
from students.imports.office.cell_values import Doubtful
from students.imports.office.dates import past_day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.particulars import mail_of
from students.imports.office.records import BATCH, BATCH_TRAINER, STAFF
from students.imports.office.sheets import Sheet
from students.rules.keys import key_of


def batches_of(cell: Cell) -> tuple[str, ...]:
    """The batches a cell lists, separated by commas, semicolons or strokes."""
    return tuple(text.strip() for text in SEVERAL.split(cell.text) if text.strip())


FIELDS = (
    Field(
        "code",
        gettext_lazy("Code"),
        "code,trainer code,trainer id,staff code,staff id,employee id,employee code,emp id,emp no",
        identities.code_of,
        required=True,
    ),
    Field(
        "name",
        gettext_lazy("Name"),
        "name,trainer name,trainer,full name,faculty,instructor",
        identities.name_of,
    ),
    Field(
        "email",
        gettext_lazy("E-mail address"),
        "e-mail address,email,e-mail,mail,email id,email address",
        mail_of,
    ),
    Field(
        "joined_on",
        gettext_lazy("Joined on"),
        "joined on,joining date,date of joining,doj,since",
        past_day_of,
    ),
    Field("batches", gettext_lazy("Batches"), "batches,batch,batch code,batch codes", batches_of),
)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """The trainer, and each batch they train."""
    said, key = line.values, key_of(line.values["code"])
    known = desk.names("staff").get(key)
    if known and "name" in said and word_of(known) != word_of(said["name"]):
        words = _("The register has “%(name)s”, which stays as it is.") % {"name": known}
        line.doubt("name", Doubtful(said["name"], words))
    batches = [line.settle("batches", desk.batch, text) for text in said.get("batches", ())]
    if line.entry.problems:
        return
    names = ("email", "joined_on") if known else ("name", "email", "joined_on")
    values = {name: said[name] for name in names if name in said}
    yield Fact(STAFF.what, (key,), values | {"code": desk.as_first_written(said["code"])})
    for batch in dict.fromkeys(batches):
        code = desk.structure.batches.by_key[batch].code
        yield Fact(BATCH.what, (batch,), {"code": code})
        yield Fact(BATCH_TRAINER.what, (batch, key), {"batch": batch, "staff": key})


SHEET = Sheet("trainers", FIELDS, (STAFF, BATCH, BATCH_TRAINER), facts, "code")
