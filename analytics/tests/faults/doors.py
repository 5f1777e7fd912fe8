"""Every door through which the record changes, as somebody uses it who changes anything."""

from random import Random

from rest_framework.test import APIClient

from students.imports import runs
from students.models import (
    Branch,
    ImportRun,
    Institution,
    Mark,
    Subject,
    Term,
    TermAttendance,
    TermResult,
    User,
)
from students.models.changes import Door, acting
from students.models.copies import digest
from students.models.declaring import declare
from students.models.recompute import recomputed
from students.models.sheets import Cohort, sheet_rows
from students.tests import factories as make
from students.tests.grids import classes

CODE, TITLES, SECTIONS = "DOORS", ("Mathematics", "Physics", "English"), ("A", "B")
STUDENTS = 24
HEADER = "roll_no,name,branch,semester,subject,score"


def build():
    """A college of one term with a registrar, a few classes and most of their marks."""
    term = make.term(make.institution(CODE))
    make.member("registrar", term.institution, "registrar")
    for number in range(STUDENTS):
        student = make.student(term.institution, f"D{number:02}", f"Name {number}")
        where = {"section": SECTIONS[number % 2], "semester": _semester(number)}
        result = make.result(term, student, **where)
        make.attendance(result, percent=number * 4)
        for title in TITLES[: 2 + number % 2]:
            make.mark(result, title, number * 4)
    Subject.objects.update(credits=4)


def save(chance: Random):
    """Change one mark as the administration does."""
    with acting(door=Door.ADMIN):
        mark = _one(chance, Mark)
        mark.score = chance.randrange(101)
        mark.save()


def enter(chance: Random):
    """Enter a mark where perhaps there is none."""
    subject = _one(chance, Subject)
    values = {"result": _one(chance, TermResult), "subject": subject}
    if not Mark.objects.filter(**values).exists():
        Mark.objects.create(**values, score=chance.randrange(101))


def delete(chance: Random):
    _one(chance, Mark).delete()


def attend(chance: Random):
    attendance = _one(chance, TermAttendance)
    attendance.percent = chance.randrange(101)
    attendance.save()


def place(chance: Random):
    """Move a student to another class or branch."""
    result = _one(chance, TermResult)
    with TermResult.objects.refreshing([result.pk]):
        result.refresh_from_db()  # an undo may have removed it
        result.section = chance.choice(SECTIONS)
        result.branch = _one(chance, Branch) if chance.random() < 0.2 else result.branch
        result.save()


def grid(chance: Random):
    """Type some cells of a class."""
    result = _one(chance, TermResult)
    in_class = classes.class_subject(result, chance.choice(TITLES))
    rows = list(in_class.results()[:5])
    with acting(door=Door.GRID):
        classes.typed(in_class, {row: str(chance.randrange(101)) for row in rows})


def api(chance: Random):
    """Change one mark over the API, from the version it has."""
    client, mark = APIClient(SERVER_NAME="localhost"), _one(chance, Mark)
    client.force_login(User.objects.get(username="registrar"))
    url = f"/api/v1/marks/{mark.pk}/"
    answer = client.get(url)
    if answer.status_code == 200:
        sent = {"format": "json", "HTTP_IF_MATCH": f'"{answer.json()["version"]}"'}
        answer = client.patch(url, {"score": chance.randrange(101)}, **sent)
    if answer.status_code not in (200, 404, 412, 503):
        raise AssertionError(f"the API answered {answer.status_code}: {answer.content}")


def bring(chance: Random):
    """Import a file of some students, one of them new now and then."""
    numbers = [*chance.sample(range(STUDENTS), 8), chance.randrange(STUDENTS, 2 * STUDENTS)]
    lines = (
        f"D{number:02},Name {number},CSE,{_semester(number)},{title},{chance.randrange(101)}"
        for number in numbers
        for title in TITLES
    )
    content = "\n".join([HEADER, *lines, ""]).encode()
    where = {"institution": Institution.objects.get(), "term": Term.objects.get()}
    runs.run_at_once("marks", content, "doors.csv", **where)


def take_back(chance: Random):
    """Undo one of the last imports, but for what was edited since."""
    stored = ImportRun.objects.filter(state="stored").exclude(kind="undo").order_by("-pk")[:3]
    for run in chance.sample(list(stored), min(len(stored), 1)):
        runs.undo(run, except_edited=True)


def recompute(chance: Random):
    ids = list(TermResult.objects.values_list("pk", flat=True))
    for _ in recomputed(chance.sample(ids, min(len(ids), 10))):
        pass


def declare_class(chance: Random):
    """Declare a class as it stands, again where it was declared before."""
    result = _one(chance, TermResult)
    cohort = Cohort(result.term, result.branch, result.semester)
    declare(cohort, digest(sheet_rows(cohort.results())), "corrected")


def _semester(number: int) -> int:
    """Small classes: of a large one no sheet stands still long enough to be declared."""
    return 1 + number % 8


DOORS = (
    *(save, save, enter, delete, attend, place, grid, api),
    *(bring, take_back, recompute, declare_class),
)


def _one(chance: Random, model):
    """Any row; DoesNotExist where somebody has just removed it, or there is none."""
    ids = list(model.objects.order_by("pk").values_list("pk", flat=True))
    return model.objects.get(pk=chance.choice(ids) if ids else None)
