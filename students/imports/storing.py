"""Storing a plan: compare with what was previewed, write set-based, derive; all or nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain

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
from students.imports.office import storing as office
from students.imports.office.kinds import SHEETS
from students.imports.parts import parts_used
from students.imports.places import Place
from students.imports.plain import storing as plain
from students.imports.plain.shown import StagedRows
from students.imports.plans import Plan, PlanRow
from students.imports.refusals import PlanStale
from students.imports.sessions import take_sessions
from students.imports.stale import STALE, is_others_doing
from students.imports.standings import STUDENTS_AT_ONCE, Standing, standings
from students.imports.stored_engagement import ONLINE, store_engagement
from students.imports.stored_facts import store_attendance, store_marks
from students.imports.stored_presences import store_presences
from students.imports.stored_structure import made_place, make_structure
from students.imports.stored_students import store_results, store_students
from students.imports.structure import Structure
from students.imports.watching import Watch, unwatched, watched_deriving
from students.models import ImportRun, Student, TermResult
from students.rules.keys import key_of


@dataclass
class Person:
    """What a plan holds of one student, whose marks go by the policy version of this number."""

    roll_no: str
    policy: int
    items: list[Item] = field(default_factory=list)


def store(place: Place, plan: Plan, watch: Watch = unwatched) -> Place:
    """Store the rows of a plan that are not refused, in one transaction; gives the place.

    Call it with `acting(...)` saying for whom. Raises PlanStale, and has then stored nothing, when
    any cell is not what it was when the plan was drawn up.
    """
    if plan.kind in SHEETS:
        return office.store(place, plan, watch)
    staged = plan.source.staged if _is_plain(plan) else None
    people = _by_student(plan.single_rows() if staged else plan.rows())
    taken = {day[3] for day in plan.make.get("days", ())}
    online = plan.kind == ImportRun.Kind.ENGAGEMENT
    try:
        with transaction.atomic():
            place = made_place(place, plan.make)
            make_structure(place, plan.make)
            structure = Structure(place, create=False)
            _check_parts(structure, plan)
            ids = chain(_result_ids(place, people), plain.result_ids(staged) if staged else ())
            with TermResult.objects.refreshing(ids) as refresh:
                refresh.let_watch(watched_deriving(watch))
                if staged:
                    plain.store(staged, place, refresh, watch)
                take_sessions(structure, plan.make)
                for keys in watch(_chunks(people), "Storing", len(people), len):
                    found = standings(place, keys, lock=True, taken=taken, online=online)
                    _check(structure, refresh.ids, found, people)
                    _write(structure, refresh, found, people, keys)
                # Components with new marks are held by those now; what was combined is final.
                if structure.parts_moved:
                    raise PlanStale(STALE)
    except IntegrityError as error:
        if is_others_doing(error):
            raise PlanStale(STALE) from error
        raise
    return place


def _is_plain(plan: Plan) -> bool:
    """Whether rows are staged that this database takes all at once."""
    return isinstance(plan.source, StagedRows) and plain.is_spoken()


def _by_student(rows: Iterable[PlanRow]) -> dict[str, Person]:
    """Every student of the plan that something is said of, in the order of their keys."""
    people: dict[str, Person] = {}
    for row in rows:
        if row.state != REFUSED:
            person = people.setdefault(key_of(row.roll_no), Person(row.roll_no, row.policy))
            person.items += row.items
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


def _check_parts(structure: Structure, plan: Plan):
    """PlanStale where the components that marks are combined by are not those of the preview."""
    named = {(subject, key) for subject, key, *_ in plan.parts}
    if parts_used(structure, named) != plan.parts:
        raise PlanStale(STALE)


def _check(
    structure: Structure, locked: Set[int], found: dict[str, Standing], people: dict[str, Person]
):
    for key, standing in found.items():
        if standing.result_id is not None and standing.result_id not in locked:
            raise PlanStale(STALE)  # somebody has placed the student since the results were locked
        if standing.policy_number != people[key].policy:
            raise PlanStale(STALE)  # another average and grade would come of the same marks
        for item in people[key].items:
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
    """Whether branch, batch, subject, component and term are still called what the plan says."""
    if item.what == PLACEMENT:
        batch = item.new["batch"]
        return item.new["branch"] in structure.branches.by_key and (
            not batch or batch in structure.batches.by_key
        )
    if item.what in (MARK, PART) and item.key[-1] and item.key[-1] not in structure.terms.by_key:
        return False
    if item.what == PART:
        return (item.key[0], item.key[2]) in structure.parts
    subject = item.key[0] if item.key else ""
    return not subject or subject in structure.subjects.by_key


def _write(structure: Structure, refresh, found: dict, people: dict, keys: list[str]):
    """Students first, then their results, then what hangs on those."""
    changed: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for key in keys:
        for item in people[key].items:
            if item.state != SAME:
                changed[item.what][key].append(item)
    roll_numbers = {key: people[key].roll_no for key in keys}
    store_students(structure.place, found, roll_numbers, changed[STUDENT])
    refresh.admit(store_results(structure, found, changed[PLACEMENT]))
    store_marks(structure, found, changed[MARK], changed[PART])
    store_attendance(structure, found, changed[ATTENDANCE])
    facts = (
        (found[key], item) for what in ONLINE for key, of in changed[what].items() for item in of
    )
    store_engagement(structure, facts)
    presences = changed[PRESENCE].items()
    store_presences(structure, [(found[key], item) for key, of in presences for item in of])
