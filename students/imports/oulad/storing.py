"""A presentation into the register: compared, then stored whole in one transaction or not at all.

Only results of which something differs are locked and derived, so that a second run of the same
folder writes nothing at all: no history, no new version.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from students.imports.items import (
    BACKGROUND,
    ENROLMENT,
    PART,
    PLACEMENT,
    STUDENT,
    Item,
)
from students.imports.oulad.clicks import Weeks
from students.imports.oulad.items import by_student, items_of
from students.imports.oulad.records import Course
from students.imports.oulad.rows import (
    Taken,
    handed_in,
    handed_in_otherwise,
    results_of,
    store_handed_in,
    week_rows,
)
from students.imports.oulad.terms import bring_term
from students.imports.places import Place
from students.imports.refusals import PlanStale
from students.imports.standings import STUDENTS_AT_ONCE, Standing, standings
from students.imports.stored_engagement import enrolment_ids, store_engagement
from students.imports.stored_facts import store_marks
from students.imports.stored_students import store_results, store_students
from students.imports.storing import is_others_doing
from students.imports.structure import Structure
from students.imports.watching import Watch, unwatched
from students.models import Institution, TermResult
from students.models.waits import retrying
from students.rules.keys import key_of

FACTS = (BACKGROUND, ENROLMENT)
STALE = "The register was changed meanwhile; nothing of this presentation was stored. Run it again."


@dataclass
class Stored:
    """What was stored of a presentation: cells by sort and state, and weeks."""

    presentation: str
    students: int
    enrolments: int
    weeks: int = 0
    counts: Counter = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        return sum(self.counts.values())

    def note(self, items: Iterable[Item]):
        self.counts.update(f"{item.what} {item.state}" for item in items)


@dataclass
class Chunk:
    """Some students of a presentation, as they stand."""

    structure: Structure
    presentation: str
    found: dict[str, Standing]
    items: dict[str, list[Item]]
    taken: Taken

    def differing(self) -> set[int]:
        """The results that have to be derived anew: those with something to be written."""
        moved = {self.found[key].result_id for key in self.items} - {None}
        days = handed_in(self.presentation, self.taken)
        parts = handed_in_otherwise({at: said for at, said in days.items() if at[0] is not None})
        return moved | results_of(parts)


def store_presentation(
    institution: Institution,
    presentation: str,
    courses: dict[str, Course],
    weeks: Weeks,
    watch: Watch = unwatched,
) -> Stored:
    """Bring one presentation in; PlanStale, and nothing is stored, where others wrote meanwhile."""

    def work() -> Stored:
        with transaction.atomic():
            return _store(institution, presentation, courses, weeks, watch)

    try:
        return retrying(work)
    except IntegrityError as error:
        if is_others_doing(error):
            raise PlanStale(STALE) from error
        raise


def _store(institution, presentation, courses, weeks: Weeks, watch: Watch) -> Stored:
    term = bring_term(institution, presentation, courses)
    structure = Structure(Place(institution, term), create=False)
    taken = by_student(courses)
    stored = Stored(presentation, len(taken), sum(map(len, taken.values())))
    ids = set()
    for chunk in _chunks(structure, presentation, taken, watch, "Comparing"):
        ids |= chunk.differing()
    with TermResult.objects.refreshing(ids) as refresh:
        for chunk in _chunks(structure, presentation, taken, watch, "Storing"):
            if not chunk.differing() <= refresh.ids:
                raise PlanStale(STALE)
            _write(refresh, chunk, stored)
            _write_weeks(chunk, weeks, stored)
    return stored


def _chunks(
    structure: Structure, presentation: str, taken: dict, watch: Watch, words: str
) -> Iterator[Chunk]:
    numbers = list(taken)
    starts = range(0, len(numbers), STUDENTS_AT_ONCE)
    parts = (numbers[start : start + STUDENTS_AT_ONCE] for start in starts)
    for part in watch(parts, f"{words} {presentation}", len(numbers), len):
        found = standings(structure.place, map(key_of, part), lock=words == "Storing", online=True)
        items = {
            key_of(one): items_of(presentation, one, taken[one], found[key_of(one)]) for one in part
        }
        of = [(found[key_of(one)], *pair) for one in part for pair in taken[one]]
        differing = {key: said for key, said in items.items() if said}
        yield Chunk(structure, presentation, found, differing, of)


def _write(refresh, chunk: Chunk, stored: Stored):
    """Students first, then their results, then what hangs on those."""
    structure, found = chunk.structure, chunk.found
    sorts: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for key, items in chunk.items.items():
        for item in items:
            sorts[item.what][key].append(item)
        stored.note(items)
    numbers = {standing.roll_key: standing.roll_key for standing in found.values()}
    store_students(structure.place, found, numbers, sorts[STUDENT])
    refresh.admit(store_results(structure, found, sorts[PLACEMENT]))
    store_marks(structure, found, {}, sorts[PART])
    facts = (
        (found[key], item) for what in FACTS for key, said in sorts[what].items() for item in said
    )
    store_engagement(structure, facts)
    parts = handed_in_otherwise(handed_in(chunk.presentation, chunk.taken))
    store_handed_in(parts)
    stored.counts.update({"submission days": len(parts)} if parts else {})


def _write_weeks(chunk: Chunk, weeks: Weeks, stored: Stored):
    ids = enrolment_ids(standing.result_id for standing, *_ in chunk.taken)
    enrolled = [
        (
            ids[standing.result_id, key_of(course.module)],
            standing,
            key_of(course.module),
            weeks.of(chunk.presentation, course.module, learner.number),
        )
        for standing, course, learner in chunk.taken
    ]
    rows = week_rows(chunk.structure, enrolled)
    rows.store()
    stored.weeks += sum(len(of) for *_, of in enrolled)
    stored.counts.update({f"week {name}": n for name, n in rows.counts.items() if n})
