"""Courses and instructors side by side, each against the rest with an interval."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter

from analytics.metrics.engagement.ends import WITHHELD, Ends, ends
from analytics.metrics.engagement.enrolments import Course, Enrolled
from analytics.metrics.engagement.factors import LEAST_OF_A_GROUP
from analytics.metrics.engagement.groups import course_of, grouped_by
from analytics.metrics.engagement.intervals import Difference, Fourfold, difference_within
from analytics.metrics.engagement.study import Study
from analytics.metrics.tallies import ratio
from students.models import Staff, Teaching
from students.rules.shown import PLACES

CLASS = attrgetter("course", "branch", "semester", "section")


@dataclass(frozen=True)
class Compared:
    """A course or an instructor: how its enrolments ended, and the share that passed less that of
    the rest; None where there is nobody to compare with.

    `compared` of its own and `others` are those decided where there are both.

    An instructor is compared with the others in the same courses, a course with all others.
    """

    label: str
    title: str
    ends: Ends
    difference: Difference | None = None
    mean: str = ""
    course: Course | None = None
    compared: int = 0
    others: int = 0

    @property
    def is_large(self) -> bool:
        """Whether both groups are large enough to speak of."""
        return min(self.compared, self.others) >= LEAST_OF_A_GROUP


def courses_compared(study: Study) -> list[Compared]:
    """Every course, in the order of their codes."""
    parts = study.by_course
    gone = study.withheld.parts(parts, course_of)
    counted = {key: ends(study, rows) for key, rows in parts.items()}
    told = [one for key, one in counted.items() if key not in gone]
    found = []
    for key, course in study.courses.items():
        if key not in parts:
            continue
        title = course.title if course.title != course.code else ""
        if key in gone:
            found.append(Compared(course.code, title, WITHHELD, course=course))
            continue
        mine = counted[key]
        against = _against(mine, [one for one in told if one is not mine])
        found.append(
            Compared(
                course.code,
                title,
                mine,
                None if gone else difference_within([against]),
                _mean(study, parts[key]),
                course,
                against.count,
                against.other_count,
            )
        )
    return found


def everybody(study: Study) -> Compared:
    """All of them together, against nobody."""
    return Compared("", "", ends(study, study.enrolments), mean=_mean(study, study.enrolments))


def instructors_compared(study: Study) -> list[Compared]:
    """Every instructor of these classes, by name. A class taught by two counts with both.

    One query. Of classes without a teaching on record nothing is said.
    """
    taught = _taught(study)
    if not taught:
        return []
    parts: dict[Staff, list[Enrolled]] = defaultdict(list)
    for one in study.enrolments:
        for staff in taught.get(CLASS(one), ()):
            parts[staff].append(one)
    by_course = study.by_course
    gone = _withheld_instructors(study, parts, by_course)
    whole = {key: ends(study, rows) for key, rows in by_course.items()}
    ordered = sorted(parts, key=lambda staff: (staff[1], staff[0]))
    return [_instructor(study, staff, parts[staff], whole, staff in gone) for staff in ordered]


def _withheld_instructors(study: Study, parts: dict, by_course: dict) -> set:
    """Whose figures are not told, where figures of few are not.

    Classes of one course are parts of it, which is told: an instructor is withheld wherever what
    is left of one of their courses would be of too few as well, and who teaches a course that is
    not told.
    """
    if study.scope.tells_of_few:
        return set()
    untold = study.withheld.parts(by_course, course_of)
    few = study.withheld.parts(parts)
    for staff, rows in parts.items():
        keys, mine = {one.course for one in rows}, {one.pk for one in rows}
        rest = {one.student for key in keys for one in by_course[key] if one.pk not in mine}
        if keys & untold or study.withheld.any_few(len(rest)):
            few.add(staff)
    return few


def _instructor(study: Study, staff: tuple, rows: list, whole: dict, few: bool) -> Compared:
    if few:
        return Compared(staff[1], "", WITHHELD)
    by_course = grouped_by(rows, course_of)
    strata = []
    for key, mine in by_course.items():
        ours, theirs = ends(study, mine), whole[key]
        rest = theirs.passed - ours.passed, theirs.decided - ours.decided
        strata.append(Fourfold(ours.passed, ours.decided, *rest))
    codes = tuple(sorted({study.courses[key].code for key in by_course}))
    return Compared(
        staff[1],
        ", ".join(codes),
        ends(study, rows),
        difference_within(strata),
        _mean(study, rows),
        compared=sum(one.count for one in strata if one.weight),
        others=sum(one.other_count for one in strata if one.weight),
    )


def _taught(study: Study) -> dict[tuple, set[tuple[int, str]]]:
    """Who teaches which class of which course: number and name."""
    rows = Teaching.objects.filter(
        term__in=[term.pk for term in study.scope.terms],
        subject__in={subject for subject, _ in study.courses},
    )
    columns = ("subject_id", "term_id", "branch_id", "semester", "section", "staff_id")
    found = defaultdict(set)
    for subject, term, *place, staff, name in rows.values_list(*columns, "staff__name"):
        found[((subject, term), *place)].add((staff, name))
    return found


def _against(mine: Ends, others: list[Ends]) -> Fourfold:
    passed, decided = (sum(getattr(one, name) for one in others) for name in ("passed", "decided"))
    return Fourfold(mine.passed, mine.decided, passed, decided)


def _mean(study: Study, rows: Iterable[Enrolled]) -> str:
    marks = study.marks(rows)
    return ratio(sum(marks), len(marks), PLACES)
