"""The students of a presentation as cells of the register: what is there, and what would be."""

from collections import defaultdict
from collections.abc import Iterable

from students.imports.cells import plain
from students.imports.items import BACKGROUND, ENROLMENT, PART, PLACEMENT, STUDENT, Item
from students.imports.oulad.records import Course, Learner
from students.imports.oulad.terms import BRANCH, day_of
from students.imports.standings import Standing
from students.models.marks import State
from students.rules.keys import key_of

PLACED = {"branch": BRANCH, "batch": "", "section": "", "semester": 1}
WHOLE = "100"
ATTEMPT = 1


def by_student(courses: dict[str, Course]) -> dict[str, list[tuple[Course, Learner]]]:
    """What each student, by number, took in the presentation."""
    taken = defaultdict(list)
    for course in courses.values():
        for student, learner in course.learners.items():
            taken[student].append((course, learner))
    return dict(taken)


def name_of(student: str) -> str:
    """The dataset names nobody, and the register demands a name."""
    return f"Student {student}"


def items_of(
    presentation: str, student: str, taken: list[tuple[Course, Learner]], standing: Standing
) -> list[Item]:
    """What the folder says of a student that the register does not hold, or holds otherwise.

    A student who is there keeps name and placement, and what is stored unpublished stays so.
    """
    items = []
    if standing.student is None:
        items.append(Item(STUDENT, (), None, {"name": name_of(student), "email": ""}))
    if standing.placement is None:
        items.append(Item(PLACEMENT, (), None, PLACED))
    items.append(Item(BACKGROUND, (), standing.background, taken[0][1].background))
    for course, learner in taken:
        key = key_of(course.module)
        new = learner.enrolment | {
            "registered_on": _text(presentation, learner.registered),
            "left_on": _text(presentation, learner.left),
        }
        items.append(Item(ENROLMENT, (key,), standing.enrolments.get(key), new))
        items += _parts(key, course, learner, standing)
    return [item for item in items if item.old != item.new]


def _parts(subject: str, course: Course, learner: Learner, standing: Standing) -> Iterable[Item]:
    for number, said in learner.scores.items():
        key = subject, ATTEMPT, key_of(course.assessments[number].code), ""
        score = None if said.score is None else plain(said.score)
        state = State.PENDING if score is None else State.PRESENT
        old = standing.parts.get(key[:3])
        published = old[3] if old else True
        yield Item(PART, key, old, [str(state), score, WHOLE, published])


def _text(presentation: str, day: int | None) -> str | None:
    on = day_of(presentation, day)
    return on and on.isoformat()
