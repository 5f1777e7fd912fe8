"""Writes worth trying: forms, actions and uploads as a superuser's would be stored."""

from collections.abc import Iterator
from dataclasses import replace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from analytics.tests.walk import sendings_of_pages, sendings_of_the_api
from analytics.tests.walk.addresses import Address
from analytics.tests.walk.forms import altered, fields_of, options_of
from analytics.tests.walk.people import SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.sending import HERE, Sending, form
from analytics.tests.walk.steps import Walker
from analytics.tests.walk.table import KEEPERS, Row, within
from analytics.tests.walk.world import OTHER, OWN, World
from students.imports import runs
from students.models import Door

RIGHTS = {"is_superuser": ["on"], "is_staff": ["on"]}  # asked for besides, by whoever sends
ADDED = ("term", "branch", "batch", "subject", "staff", "teaching", "classcharge", "component")
PASSWORD = "a new one for everybody"
MARKS = "roll_no,name,branch,semester,Biology\nQNEW1,New Comer,BIO,4,55\n"
ATTENDANCE = "roll_no,held,attended\nQOWN1,40,30\nQNEXT1,40,30\n"
FILES = {
    "mark": MARKS,
    "student": "roll_no,name,branch,semester\nQNEW1,New Comer,BIO,4\n",
    "termattendance": ATTENDANCE,
    "subjectattendance": ATTENDANCE,
    "enrolment": "student_id,course_id,dropout\nQNEW1,QBIO,0\n",
}


def sendings(world: World, known: list[Address]) -> list[Sending]:
    """All of them."""
    root = Walker(world.users[SUPERUSER])
    rows = [(address, TABLE[address.name]) for address in known]
    pages = [(address, row) for address, row in rows if address.name.startswith("admin:")]
    found = [one for address, row in pages for one in forms(world, root, address, row)]
    found += [one for name in ADDED for one in additions(world, root, name)]
    found += [one for address, row in pages for one in actions(world, root, address, row)]
    found += [*uploads(world), *stores(world)]
    found += sendings_of_pages.sendings(world, root)
    return [*found, *sendings_of_the_api.sendings(world, root)]


def forms(world, root, address, row) -> Iterator[Sending]:
    """The change of one value, or the removal, of each row with a form; exports."""
    if address.name.endswith("_export"):
        yield form(address.path(), row, "", fields_of(root.page(address.path())))
    for ownership in HERE if row.kind and SUPERUSER in row.write else ():
        if number := world.number(row.kind, ownership):
            path = address.path(**dict.fromkeys(address.words, number) | row.besides)
            yield form(path, row, ownership, filled(root, path) | RIGHTS | {"_save": "Save"})


def filled(root, path) -> dict:
    """What a superuser would send from this page."""
    if path.endswith("/delete/"):
        return {"post": "yes"}
    if path.endswith("/password/"):
        return {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    return altered(fields_of(root.page(path)))


def additions(world, root, name) -> Iterator[Sending]:
    """A second row like the one that is there, in its institution."""
    page = f"admin:students_{name}"
    row = replace(TABLE[f"{page}_add"], kind="institution")
    row = replace(row, reach=within(row.write))
    for ownership in (OWN, OTHER):
        path = reverse(f"{page}_change", args=[world.number(name, ownership)])
        places = ("institution", "subject", "term")  # what a page of one that is there only shows
        place = {one: world.number(one, ownership) for one in places}
        another = altered(fields_of(root.page(path)), ("code", "section"))
        light = {"weight": ["1"]}  # all components of a subject together have an upper limit
        yield form(reverse(row.name), row, ownership, place | another | light)


def actions(world, root, address, row) -> Iterator[Sending]:
    """Every action of every list, on a row of each ownership."""
    if not address.name.endswith("_changelist"):
        return
    change = TABLE.get(address.name.replace("_changelist", "_change"))
    on_rows = replace(row, kind=change.kind, reach=change.reach)
    for action in options_of(root.page(address.path()), "action"):
        for ownership in HERE:
            if number := world.number(change.kind, ownership):
                chosen = {"action": action, "_selected_action": number, "post": "yes"}
                yield form(address.path(), on_rows, ownership, chosen)


def of_institution(name) -> Row:
    """A row of the table for writes into an institution."""
    reach = {**within(KEEPERS), SUPERUSER: set(HERE)}
    return replace(TABLE[name], kind="institution", reach=reach, write=KEEPERS)


def uploads(world) -> Iterator[Sending]:
    """A file for the own institution, and for the other one."""
    for ownership in (OWN, OTHER):
        for name, text in FILES.items():
            row = of_institution(f"admin:students_{name}_import")
            chosen = {
                "import_file": SimpleUploadedFile("new.csv", text.encode()),
                "institution": world.number("institution", ownership),
                "term": world.number("term", ownership),
                "create": "on",
            }
            body = encode_multipart(BOUNDARY, chosen)
            yield Sending("POST", reverse(row.name), row, ownership, body, MULTIPART_CONTENT)


def stores(world) -> Iterator[Sending]:
    """The button below a preview, and the one that gives it up."""
    row = of_institution("admin:students_mark_process_import")
    for ownership in (OWN, OTHER):
        term = world.rows[ownership]["termresult"].term
        where = {"institution": term.institution, "term": term, "door": Door.ADMIN}
        run = runs.preview("marks", MARKS.encode(), "new.csv", **where)
        pressed = {"run": f"{run.pk}-{run.plan_digest}", "despite_alarms": "1"}
        yield form(reverse(row.name), row, ownership, pressed)
        # What is staged of a run is gone once it is stored, so each button has a run of its own.
        run = runs.preview("marks", MARKS.encode(), "new.csv", **where)
        reread = of_institution("admin:students_importrun_reread")
        said = {"shown": f"{run.pk}-{run.plan_digest}", "branch": "BIO"}
        yield form(reverse(reread.name, args=[run.pk]), reread, ownership, said)
        discard = of_institution("admin:students_importrun_discard")
        yield form(reverse(discard.name, args=[run.pk]), discard, ownership, {})
