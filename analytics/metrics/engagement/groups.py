"""Enrolments in groups."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from analytics.metrics.engagement.enrolments import Enrolled, Key

Name = Hashable


def course_of(one: Enrolled) -> Key:
    return one.course


def grouped_by(rows: Iterable[Enrolled], name: Callable[[Enrolled], Name]) -> dict[Name, list]:
    """Enrolments by what `name` calls their part."""
    found = defaultdict(list)
    for one in rows:
        found[name(one)].append(one)
    return dict(found)
