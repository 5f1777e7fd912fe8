"""Storing a plan: compare with what was previewed, write set-based, derive; all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.db import IntegrityError, transaction

from students.imports.items import (
    ATTENDANCE,
    MARK,
    PART,
    PLACEMENT,
    PRESENCE,
    REFUSED,
    SAME,
    STUDENT,
    Item,
)
from students.imports.places import Place
from students.imports.plans import Plan, PlanRow
from students.imports.refusals import PlanStale
from students.imports.sessions import take_sessions
from students.imports.standings import STUDENTS_AT_ONCE, Standing, standings
from students.imports.stored_facts import store_attendance, store_marks
from students.imports.stored_presences import store_presences
from students.imports.stored_structure import made_place, make_structure
from students.imports.stored_students import store_results, store_students
from students.imports.structure import Structure
from students.imports.watching import Watch, unwatched
from students.models import Student, TermResult
from students.rules.keys import key_of

STALE = "The register has changed since the preview; nothing was stored."


def store(place: Place, plan: Plan, watch: Watch = unwatched) -> Place:
    """Store the rows of a plan that are not refused, in one transaction; gives the place.

    Call it with `acting(...)` saying for whom. Raises PlanStale, and has then stored nothing, when
    any cell is not what it was when the plan was drawn up.
    """
    people = _by_student(plan.rows())
    taken = {day[3] for day in plan.make.get("days", ())}
    try:
        with transaction.atomic():
            place = made_place(place, plan.make)
            make_structure(place, plan.make)
            structure = Structure(place, create=False)
            with TermResult.objects.refreshing(_result_ids(place, people)) as refresh:
                take_sessions(structure, plan.make)
                for keys in watch(_chunks(people), "Storing", len(people), len):
                    found = standings(place, keys, lock=True, taken=taken)
                    items = {key: people[key][1] for key in keys}
                    _check(structure, refresh.ids, found, items)
                    _write(structure, refresh, found, people, keys)
                # Components with new marks are held by those now; what was combined is final.
                if structure.parts_moved:
                    raise PlanStale(STALE)
    except IntegrityError as error:
        if _is_others_doing(error):
            raise PlanStale(STALE) from error
        raise
    return place


def _is_others_doing(error: IntegrityError) -> bool:
    """Whether somebody made the same thing meanwhile, or removed what is needed."""
    # MariaDB: a duplicate key, a missing row that is referred to; SQLite says it in words.
    words = ("UNIQUE constraint", "FOREIGN KEY constraint")
    return error.args[0] in (1062, 1452) or str(error).startswith(words)


def _by_student(rows: Iterable[PlanRow]) -> dict[str, tuple[str, list[Item]]]:
    """Roll number as typed and items of every student of the plan, in the order of their keys."""
    people: dict[str, tuple[str, list[Item]]] = defaultdict(lambda: ("", []))
    for row in rows:
        if row.state != REFUSED:
            key = key_of(row.roll_no)
            people[key] = (people[key][0] or row.roll_no, [*people[key][1], *row.items])
    return dict(sorted(people.items()))


def _chunks(people: dict) -> Iterator[list[str]]:
    keys = list(people)
    for start in range(0, len(keys), STUDENTS_AT_ONCE):
        yield keys[start : start + STUDENTS_AT_ONCE]


def _result_ids(place: Place, people: dict) -> set[int]:
    if place.term is None:
        return set()
    ids: set[int] = set()
    for keys in _chunks(people):
        results = TermResult.objects.filter(
            term=place.term,
            student__in=Student.objects.filter(
                institution=place.institution, roll_key__in=keys
            ).values("pk"),
        )
        ids.update(results.values_list("pk", flat=True))
    return ids


def _check(structure: Structure, locked: set[int], found: dict[str, Standing], items: dict):
    for key, standing in found.items():
        if standing.result_id is not None and standing.result_id not in locked:
            raise PlanStale(STALE)  # somebody has placed the student since the results were locked
        for item in items[key]:
            if not _is_as_previewed(structure, standing, item):
                raise PlanStale(STALE)


def _is_as_previewed(structure: Structure, standing: Standing, item: Item) -> bool:
    if standing.value(item.what, item.key) != item.old or not _is_named(structure, item):
        return False
    if item.what == MARK:
        return not standing.has_parts(item.key)
    if item.what == PART:
        maximum = structure.parts[item.key[0], item.key[2]].max_score
        return Decimal(item.new[2]) == maximum
    return True


def _is_named(structure: Structure, item: Item) -> bool:
    """Whether the branch, batch, subject or component is still called what the plan calls it."""
    if item.what == PLACEMENT:
        batch = item.new["batch"]
        return item.new["branch"] in structure.branches.by_key and (
            not batch or batch in structure.batches.by_key
        )
    if item.what == PART:
        return (item.key[0], item.key[2]) in structure.parts
    return item.what == STUDENT or not item.key[0] or item.key[0] in structure.subjects.by_key


def _write(structure: Structure, refresh, found: dict, people: dict, keys: list[str]):
    """Students first, then their results, then what hangs on those."""
    changed: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        for item in people[key][1]:
            if item.state != SAME:
                changed[item.what][key].append(item)
    roll_numbers = {key: people[key][0] for key in keys}
    store_students(structure.place, found, roll_numbers, changed[STUDENT])
    refresh.admit(store_results(structure, found, changed[PLACEMENT]))
    store_marks(structure, found, changed[MARK], changed[PART])
    store_attendance(structure, found, changed[ATTENDANCE])
    presences = changed[PRESENCE].items()
    store_presences(structure, [(found[key], item) for key, of in presences for item in of])
