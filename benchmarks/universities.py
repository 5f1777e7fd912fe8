"""A university of any size, made by set-based statements: a million students take minutes.

Every class has sixty students and every student six marks; classes lie in twenty branches and four
batches, each batch in a semester of its own, and have as many sections as there are students for.
"""

import datetime
from collections.abc import Iterable
from itertools import islice

from django.db import connection, transaction
from django.db.models import Max, Model

from students.demo.rows import Table
from students.models import (
    Branch,
    ClassCharge,
    Institution,
    Mark,
    Mentorship,
    PolicyVersion,
    ResultSummary,
    Role,
    Staff,
    Student,
    Subject,
    SubjectSummary,
    Teaching,
    Term,
    TermAttendance,
    TermResult,
    User,
)
from students.models.cell_moves import add_differences
from students.models.cells import result_cells, subject_cells
from students.models.outcomes import gathered, outcome, subject_outcome
from students.models.spreads import learn_spreads
from students.models.summaries import CELL, SUBJECT_CELL
from students.rules.keys import name_key_of
from students.rules.policy import Policy

CLASS_OF = 60
BRANCHES, YEARS, SLOTS = 20, 4, 6
SHARED_SLOTS = 3  # subjects that all branches take
AT_ONCE = 50_000
MENTEES = 20
CODE = "UNIVERSITY"
FIRST_NAMES = "Aarav Aditi Arjun Asha Bharat Chitra Deepak Divya Farhan Gauri Harish Isha Jyoti"
LAST_NAMES = "Bose Das Ghosh Gupta Iyer Jain Khan Kumar Mehta Nair Patel Rao Reddy Shah Singh"
STUDENT = "n BIGINT PRIMARY KEY, roll VARCHAR(40), name VARCHAR(80), name_key VARCHAR(80)"
CLASS = "branch INTEGER, yr INTEGER, section VARCHAR(20)"
PLACE = "branch INTEGER, yr INTEGER, slot INTEGER, branch_id BIGINT, batch_id BIGINT"


def made(students: int) -> Institution:
    """A university with so many students, a principal, a class teacher and a mentor."""
    place = _structure()
    with connection.cursor() as cursor:
        first = _lookups(cursor, students, place)
        for start in range(first, first + students, AT_ONCE):
            with transaction.atomic():
                _facts(cursor, start, place)
                _derive(start, place["policy"].policy)
    _summarise()
    _people(place)
    learn_spreads()
    return place["college"]


@transaction.atomic
def _structure() -> dict:
    college = Institution.objects.create(code=CODE, name="Benchmark University")
    begun = datetime.date.today() - datetime.timedelta(days=60)
    ends = begun + datetime.timedelta(days=150)
    term = Term.objects.create(
        institution=college, code="ODD", title="Odd term", starts_on=begun, ends_on=ends
    )
    branches = [college.branches.create(code=f"B{number:02}") for number in range(BRANCHES)]
    batches = {
        (branch, year): college.batches.create(code=f"{one.code}-{year}", branch=one).pk
        for branch, one in enumerate(branches)
        for year in range(YEARS)
    }
    policy = PolicyVersion.objects.of_term(term)
    return {
        **{"college": college, "term": term, "policy": policy, "batches": batches},
        **{"branches": branches, "subjects": _subjects(college, branches)},
    }


def _subjects(college: Institution, branches: list[Branch]) -> dict[tuple, int]:
    """The subject of every branch, year and slot."""
    codes = {
        (branch, year, slot): f"{'ALL' if slot < SHARED_SLOTS else one.code}{year}{slot}"
        for branch, one in enumerate(branches)
        for year in range(YEARS)
        for slot in range(SLOTS)
    }
    known = {
        code: Subject.objects.create(institution=college, code=code, title=f"Subject {code}").pk
        for code in sorted(set(codes.values()))
    }
    return {place: known[code] for place, code in codes.items()}


def _lookups(cursor, students: int, place: dict) -> int:
    """What the statements join: who studies where, and the keys of each class and subject."""
    first = _highest(Student) + 1
    cursor.execute(f"CREATE TEMPORARY TABLE bench_student ({STUDENT}, {CLASS})")
    _fill(cursor, "bench_student", (_student(first, number) for number in range(students)))
    cursor.execute(f"CREATE TEMPORARY TABLE bench_place ({PLACE}, subject_id BIGINT)")
    of = place["branches"], place["batches"]
    rows = (
        (branch, year, slot, of[0][branch].pk, of[1][branch, year], subject)
        for (branch, year, slot), subject in place["subjects"].items()
    )
    _fill(cursor, "bench_place", rows)
    return first


def _student(first: int, number: int) -> tuple:
    """Key, roll number, name, and the class: every branch and year has its sections."""
    firsts, lasts = FIRST_NAMES.split(), LAST_NAMES.split()
    name = f"{firsts[number * 7 % len(firsts)]} {lasts[number * 11 % len(lasts)]}"
    group, roll = number // CLASS_OF, f"U{number + 10_000_000}"
    section = f"S{group // (BRANCHES * YEARS) + 1:03}"
    place = group % BRANCHES, group // BRANCHES % YEARS, section
    return first + number, roll, name, name_key_of(name), *place


def _fill(cursor, table: str, rows: Iterable[tuple]):
    rows = iter(rows)
    while some := list(islice(rows, AT_ONCE)):
        places = ", ".join(["%s"] * len(some[0]))
        cursor.executemany(f"INSERT INTO {table} VALUES ({places})", some)  # noqa: S608


def _facts(cursor, start: int, place: dict):
    """Students from the key `start` on, their results, six marks each, and their attendance."""
    of = place["term"].pk, place["college"].pk, place["policy"].pk
    some = f"FROM bench_student n WHERE n.n >= {start} AND n.n < {start + AT_ONCE}"
    _select(
        cursor,
        Student,
        some,
        id="n.n",
        **{"institution_id": of[1], "roll_no": "n.roll", "roll_key": "n.roll"},
        **{"name": "n.name", "name_key": "n.name_key"},
    )
    _select(
        cursor,
        TermResult,
        _placed(some, "p.slot = 0"),
        **{"id": "n.n", "student_id": "n.n", "term_id": of[0], "institution_id": of[1]},
        **{"policy_version_id": of[2], "branch_id": "p.branch_id", "batch_id": "p.batch_id"},
        **{"section": "n.section", "semester": "1 + 2 * n.yr", "version": 1},
    )
    which = f"(n.n * {SLOTS} + p.slot)"
    score = f"2200 + {_spread('n.n', 6300)} + {_spread(which, 1500)}"
    awaited, absent = "n.n % 97 = 0 AND p.slot = 5", f"{which} % 43 = 0"
    state = f"CASE WHEN {awaited} THEN 'pending' WHEN {absent} THEN 'absent' ELSE 'present' END"
    _select(
        cursor,
        Mark,
        _placed(some, "1 = 1"),
        **{"id": which, "result_id": "n.n", "subject_id": "p.subject_id", "published": 1},
        **{"state": state, "max_score": 10_000},
        score=f"CASE WHEN {absent} OR {awaited} THEN NULL ELSE {score} END",
    )
    attended = f"45 + {_spread('n.n + 17', 46)}"
    _select(cursor, TermAttendance, some, id="n.n", result_id="n.n", held=90, attended=attended)


def _placed(some: str, also: str) -> str:
    join = "FROM bench_student n JOIN bench_place p ON p.branch = n.branch AND p.yr = n.yr"
    return f"{join} {some[some.index('WHERE') :]} AND {also}"


def _spread(number: str, below: int) -> str:
    """A whole number from 0 to below `below` that looks like chance, the same every time."""
    return f"(({number}) * 48271 % 2147483647 % 65537 % {below})"


def _select(cursor, model: type[Model], some: str, **columns):
    """Store a row for each that is selected; columns not named have the model's defaults."""
    values = Table(model).usual
    del values["id"]
    kept = {name: value for name, value in values.items() if name not in columns}
    chosen = [*(str(one).replace("%", "%%") for one in columns.values()), *["%s"] * len(kept)]
    statement = (
        f"INSERT INTO {model._meta.db_table} ({', '.join([*columns, *kept])}) "
        f"SELECT {', '.join(chosen)} {some}"
    )
    cursor.execute(statement, list(kept.values()))


def _highest(model: type[Model]) -> int:
    return model._base_manager.aggregate(top=Max("pk"))["top"] or 0


def _derive(start: int, policy: Policy):
    """Marks and results from this key on, by the statements of the refresh, a range at once."""
    ids = range(start, start + AT_ONCE)
    marks = Mark._base_manager.filter(result__gte=ids.start, result__lt=ids.stop)
    marks.update(**subject_outcome(policy))
    results = TermResult._base_manager.filter(pk__gte=ids.start, pk__lt=ids.stop)
    results.update(**gathered(TermResult))
    results.update(**outcome(policy))


@transaction.atomic
def _summarise():
    rows = TermResult.objects.all()
    add_differences(ResultSummary, CELL, result_cells(rows))
    add_differences(SubjectSummary, SUBJECT_CELL, subject_cells(rows))


def _people(place: dict):
    """A principal, and a class teacher who also teaches elsewhere and mentors some."""
    college, term = place["college"], place["term"]
    for role in (Role.PRINCIPAL, Role.FACULTY, Role.MENTOR):
        user = User.objects.create(username=role.value, is_demo=True)
        user.memberships.create(role=role, institution=college)
    user = User.objects.get(username=Role.FACULTY)
    staff = Staff.objects.create(institution=college, code="F1", name="Asha Rao", user=user)
    charge = {"term": term, "branch": place["branches"][0], "semester": 1, "section": "S001"}
    ClassCharge.objects.create(staff=staff, **charge)
    elsewhere = charge | {"branch": place["branches"][1]}
    subject = place["subjects"][1, 0, 0]
    Teaching.objects.create(staff=staff, subject_id=subject, **elsewhere)
    mentor = User.objects.get(username=Role.MENTOR)
    mentor = Staff.objects.create(institution=college, code="M1", name="Ravi Das", user=mentor)
    every = Student.objects.order_by("pk").values_list("pk", flat=True)
    scattered = every[: MENTEES * 97 : 97]
    Mentorship.objects.bulk_create(Mentorship(staff=mentor, student_id=one) for one in scattered)
