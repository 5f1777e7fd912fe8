"""Writes worth trying over the API: bodies as a superuser's would be stored."""

import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from analytics.tests.walk.people import FACULTY, SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.sending import HERE, Sending
from analytics.tests.walk.table import HOUSE, KEEPERS, Row, within
from analytics.tests.walk.world import MISSING, OTHER, OURS, OWN, World
from students.imports import runs
from students.models import Door
from students.rules.policy import PAPER_POLICY

MARKS = "roll_no,name,branch,semester,Biology\nQNEW1,New Comer,BIO,4,55\n"
TEACHERS = KEEPERS | {FACULTY}
CODES = {OWN: "MAIN", OTHER: "QNEXT"}


def of_institution(name) -> Row:
    """A row of the table for writes into an institution."""
    reach = {**within(KEEPERS), SUPERUSER: set(HERE)}
    return replace(TABLE[name], kind="institution", reach=reach, write=KEEPERS)


def sendings(world: World, root) -> Iterator[Sending]:
    """All of them."""
    for ownership, place in CODES.items():
        yield from new_rows(world, ownership, place)
        yield from of_runs(world, ownership, place)
        yield from declaring(world, root, ownership, place)
        yield from words(world, ownership)
    yield from decided(world, root)
    mine = replace(TABLE["api-contact"], reach=TABLE["contact"].reach)
    yield from changes(world, root, "api-contact", mine.write, {"note": "Other"}, reach=mine.reach)
    yield from changes(world, root, "api-student", KEEPERS, {"name": "Another"}, "?with_facts=true")
    yield from changes(world, root, "api-mark", TEACHERS, {"score": 5})
    yield from changes(world, root, "api-subject-attendance", TEACHERS, {"attended": 3})
    yield from changes(world, root, "api-term-attendance", KEEPERS, {"attended": 3})
    yield from changes(world, root, "api-policy-assignment", KEEPERS, {})


def post(name, ownership, body, words=()) -> Sending:
    """A JSON body for an address of an institution."""
    path = reverse(name, args=words)
    return Sending(
        "POST", path, of_institution(name), ownership, json.dumps(body), "application/json"
    )


def new_rows(world, ownership, place) -> Iterator[Sending]:
    """A student, a mark, attendance, a policy and its term, as nobody has them yet."""
    rows = world.rows[ownership]
    here = {"institution": place}
    branch = rows["termresult"].branch.code
    student = {"roll_no": "QNEW2", "name": "New", "branch": branch, "semester": 4}
    yield post("api-students", ownership, here | student)
    of_result = {"result": rows["termresult"].pk, "subject": rows["subject"].code}
    yield post("api-marks", ownership, of_result | {"score": 5})
    classes = {"held": 40, "attended": 4}
    yield post("api-subject-attendances", ownership, of_result | classes)
    policy = {"title": "Next", "definition": PAPER_POLICY.definition()}
    yield post("api-policies", ownership, here | policy)
    assigned = {"from_term": rows["term"].code, "policy": 1}
    yield post("api-policy-assignments", ownership, here | assigned)


def of_runs(world, ownership, place) -> Iterator[Sending]:
    """A file uploaded; a preview stored and given up; a stored run taken back."""
    term = world.rows[ownership]["termresult"].term
    file = SimpleUploadedFile("new.csv", MARKS.encode())
    chosen = {"file": file, "kind": "marks", "institution": place, "term": term.code}
    row, body = of_institution("api-imports"), encode_multipart(BOUNDARY, chosen)
    yield Sending("POST", reverse(row.name), row, ownership, body, MULTIPART_CONTENT)
    where = {"institution": term.institution, "term": term, "door": Door.API}
    run = runs.preview("marks", MARKS.encode(), "new.csv", **where)
    yield post(
        "api-import-commit",
        ownership,
        {"digest": run.plan_digest, "despite_alarms": True},
        [run.pk],
    )
    yield post("api-import-discard", ownership, {}, [run.pk])
    stored = world.number("importrun", ownership)
    yield post("api-import-undo", ownership, {}, [stored])


def declaring(world, root, ownership, place) -> Iterator[Sending]:
    """A class declared by the digest of its sheet."""
    result = world.rows[ownership]["termresult"]
    of_class = {"term": result.term.code, "branch": result.branch.code, "semester": result.semester}
    meant = {"institution": place, **of_class}
    sheet = json.loads(root.page(f"{reverse('api-declaration-preview')}?{urlencode(meant)}"))
    row = replace(TABLE["api-declarations"], kind="termresult", reach=within(HOUSE))
    body = json.dumps(meant | {"digest": sheet["digest"]})
    yield Sending("POST", reverse(row.name), row, ownership, body, "application/json")


def words(world, ownership) -> Iterator[Sending]:
    """A word noted, and a follow-up done."""
    contact, result = world.rows[ownership]["contact"], world.rows[ownership]["termresult"]
    said = json.dumps({"result": result.pk, "last": contact.pk, "note": "Spoke"})
    noted = replace(TABLE["api-contacts"], kind="termresult", reach=TABLE["contact-log"].reach)
    yield Sending("POST", reverse(noted.name), noted, ownership, said, "application/json")
    close = TABLE["api-contact-close"]
    path = reverse(close.name, args=[contact.pk])
    yield Sending("POST", path, close, ownership, "", "application/json")


def decided(world, root) -> Iterator[Sending]:
    """A declaration published and revised; a job cancelled and run again."""
    revision = json.dumps({"digest": "x", "reason": "Recount"})
    for name, body in (
        ("api-declaration-publish", ""),
        ("api-declaration-revise", revision),
        ("api-job-cancel", ""),
        ("api-job-again", ""),
    ):
        row = TABLE[name]
        for ownership in (OURS, OTHER, MISSING):  # nothing of the own class is declared or done
            if number := world.number(row.kind, ownership):
                path = reverse(name, args=[number])
                headers = read_as(root, name, number)
                yield Sending("POST", path, row, ownership, body, "application/json", headers)


def read_as(root, name, number) -> dict:
    """The version that publishing repeats of a declaration; one that nothing has, of none."""
    if name != "api-declaration-publish":
        return {}
    read = root.step("GET", reverse("api-declaration", args=[number]))
    return {"if-match": read.headers.get("ETag", f'"1-{"0" * 64}"')}


def changes(world, root, name, writers, body, query="", reach=None) -> Iterator[Sending]:
    """A row changed and removed, in the version that is stored; by default within its reach."""
    row = replace(TABLE[name], write=writers, reach=reach or TABLE[name].reach)
    for ownership in (*HERE, MISSING):
        number = world.number(row.kind, ownership)
        if number is None:
            continue
        path = reverse(name, args=[number])
        version = 1 if ownership == MISSING else json.loads(root.page(path))["version"]
        headers = {"if-match": f'"{version}"'}
        sent = (row, ownership, json.dumps(body), "application/json", headers)
        if body:
            yield Sending("PATCH", path, *sent)
        yield Sending("DELETE", f"{path}{query}", row, ownership, "", "application/json", headers)
