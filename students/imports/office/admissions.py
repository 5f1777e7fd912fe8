"""Admissions: who joined which batch, and when; students and batches that are new are made."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports import identities
from students.imports.columns import word_of
from students.imports.office.batches import BATCH_WORDS, COURSE_WORDS, title_of
from students.imports.office.categories import category
from students.imports.office.cell_values import FILLED, Altered, Doubtful
from students.imports.office.courses import said_course
from students.imports.office.dates import day_of
from students.imports.office.desks import Desk
from students.imports.office.lines import Fact, Field, Line
from students.imports.office.particulars import PARTICULARS, mail_of
from students.imports.office.payments import ROLL_WORDS
from students.imports.office.records import ADMISSION, BATCH, PERSONAL_DETAIL, STUDENT
from students.imports.office.sheets import Sheet
from students.imports.refusals import Refused
from students.imports.standing_words import STANDINGS
from students.models import Admission
from students.rules.keys import key_of

Standing = Admission.Standing
FIELDS = (
    Field("roll_no", gettext_lazy("Roll number"), ROLL_WORDS, identities.code_of, required=True),
    Field(
        "name",
        gettext_lazy("Name"),
        "name,student name,full name,name of student,candidate,learner",
        identities.name_of,
    ),
    Field(
        "email",
        gettext_lazy("E-mail address"),
        "e-mail address,email,e-mail,mail,email id,email address",
        mail_of,
    ),
    Field("course", gettext_lazy("Course"), COURSE_WORDS, title_of),
    Field("batch", gettext_lazy("Batch"), BATCH_WORDS, identities.code_of, required=True),
    Field(
        "admitted_on",
        gettext_lazy("Admitted on"),
        "admitted on,admission date,date of admission,joined on,joining date,date of joining,date",
        day_of,
    ),
    Field(
        "left_on",
        gettext_lazy("Left on"),
        "left on,leaving date,date of leaving,dropped on,exit date",
        day_of,
    ),
    Field(
        "standing",
        gettext_lazy("Standing"),
        "status,student status,current status,admission status,स्थिति",
        category("standing", STANDINGS, dict(Standing.choices)),
    ),
    *PARTICULARS,
)


def facts(line: Line, desk: Desk) -> Iterable[Fact]:
    """The student, their particulars, the batch, and that one is in the other."""
    said = line.values
    student = line.settle("roll_no", _student, line, desk)
    batch = line.settle("batch", desk.batch, said["batch"])
    branch = line.settle("course", _course, line, desk, batch) if "course" in said else None
    if line.entry.problems:
        return
    yield Fact(STUDENT.what, (student,), _person(said, student, desk))
    if particulars := {one.name: said[one.name] for one in PARTICULARS if one.name in said}:
        yield Fact(PERSONAL_DETAIL.what, (student,), {"student": student} | particulars)
    of_batch = {"code": desk.structure.batches.by_key[batch].code}
    yield Fact(BATCH.what, (batch,), of_batch | ({"branch": branch} if branch else {}))
    if "left_on" in said and "standing" not in said:
        said["standing"] = line.settle("standing", _left)
    told = {name: said[name] for name in ("admitted_on", "left_on", "standing") if name in said}
    yield Fact(ADMISSION.what, (student, batch), {"student": student, "batch": batch} | told)


def _student(line: Line, desk: Desk) -> str:
    """The key of the student, known or new; a name that is not the register's is asked about."""
    cell = line.entry.row.cell(line.table.column("roll_no"))
    names = desk.names("student")

    def known(text: str) -> bool:
        return key_of(text) in names

    key = key_of(identities.roll_number_of(cell, known, desk.options.ids_as_shown))
    if key not in names:
        if not desk.options.create:
            raise Refused(_("No student has this roll number."), _("Add the student first."))
    elif "name" in line.values and word_of(names[key]) != word_of(line.values["name"]):
        words = _("The register has “%(name)s”, which stays as it is.") % {"name": names[key]}
        line.doubt("name", Doubtful(line.values["name"], words))
    return key


def _person(said: dict, student: str, desk: Desk) -> dict:
    """What is stored of somebody new; of a known student nothing is."""
    names = () if student in desk.names("student") else ("name", "email")
    person = {name: said[name] for name in names if name in said}
    return person | {"roll_no": desk.as_first_written(said["roll_no"])}


def _course(line: Line, desk: Desk, batch: str | None):
    """The key of the course; Refused where the batch is known to be of another."""
    said = said_course(line.values["course"], desk.structure)
    key = said if isinstance(said, str) else said.value
    known = desk.course_of(batch)
    if known and known != key:
        words = _("The batch belongs to the course %(known)s.") % {"known": known}
        raise Refused(words, _("Correct the course or the batch."))
    return said


def _left() -> Altered:
    """Who has a day of leaving and of whom nothing else is said."""
    words = _("It follows from the day of leaving.")
    return Altered(str(Standing.LEFT), str(Standing.LEFT.label), words, FILLED)


SHOWN = {(BATCH.what, "branch"): ("course",)}
SHEET = Sheet(
    "admissions",
    FIELDS,
    (STUDENT, PERSONAL_DETAIL, BATCH, ADMISSION),
    facts,
    "roll_no",
    shown=SHOWN,
)
