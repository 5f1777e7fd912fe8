"""What is known early of enrolments, as answers to plain questions: yes, no or not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from analytics.metrics.engagement.bands import places_of
from analytics.metrics.engagement.early import FirstWork, early_classes, first_works
from analytics.metrics.engagement.enrolments import LOST, Enrolled, Key
from analytics.metrics.engagement.groups import course_of, grouped_by
from analytics.metrics.engagement.study import Study
from students.rules.units import HUNDRED

Rows = list[Enrolled]
Answers = Iterable[bool | None]

THIRDS = 3


@dataclass(frozen=True)
class Early:
    """The early facts of a study, each read when a factor first asks for it.

    Every question is asked of some enrolments of one course and answered yes or no of each, or None
    where it is not known; nothing at all where the course has no record of such a thing.
    `of_all` asks it of those, too, whose end is not known.
    """

    study: Study
    of_all: bool = False

    def there(self, key: Key, day: int) -> tuple[Rows, list[bool]]:
        """Who was in a course from the first day until this one, of those whose end is known (or
        of all), and whether they were lost."""
        if (key, day) not in self._there:
            rows = [one for one in self._punctual.get(key, ()) if one.is_in(day)]
            self._there[key, day] = rows, [one.outcome in LOST for one in rows]
        return self._there[key, day]

    @cached_property
    def _there(self) -> dict[tuple[Key, int], tuple[Rows, list[bool]]]:
        return {}

    @cached_property
    def _punctual(self) -> dict[Key, Rows]:
        rows = self.study.enrolments if self.of_all else self.study.known
        return grouped_by((one for one in rows if one.is_punctual), course_of)

    @cached_property
    def works(self) -> dict[Key, FirstWork]:
        return first_works(self.study)

    @cached_property
    def classes(self) -> dict[tuple[int, int], tuple[int, int]]:
        return early_classes(self.study)

    @cached_property
    def thirds(self) -> dict[int, int]:
        """By enrolment, the third of the course by days of activity: 0 is the least active."""
        found = {}
        whole = self.study.whole
        keys = whole.recorded if self.of_all else whole.ended
        for days in whole.early_days_of(keys).values():
            places = places_of(days.values(), THIRDS)
            found.update((pk, places[value]) for pk, value in days.items())
        return found

    @cached_property
    def attendance_line(self) -> int | None:
        """Below it the policy speaks of risk, in 1e-10 percent; None under policies that differ."""
        lines = {version.policy.attendance_medium for version in self.study.figures.bound}
        return lines.pop() if len(lines) == 1 else None

    @cached_property
    def with_videos(self) -> frozenset[Key]:
        return self.study.whole.recording("video_seconds")

    @cached_property
    def with_posts(self) -> frozenset[Key]:
        return self.study.whole.recording("forum_posts")

    @cached_property
    def with_forums(self) -> frozenset[Key]:
        return self.study.whole.recording("forum_clicks")

    def inactive(self, key: Key, rows: Rows) -> Answers:
        if key not in self.study.recorded:
            return ()
        return [not self.study.activity(one).days(2) for one in rows]

    def work_missing(self, key: Key, rows: Rows) -> Answers:
        work = self.works.get(key)
        return [work.is_missing(one.result) for one in rows] if work else ()

    def least_active(self, key: Key, rows: Rows) -> Answers:
        return self._in_third(rows, 0)

    def most_active(self, key: Key, rows: Rows) -> Answers:
        return self._in_third(rows, THIRDS - 1)

    def _in_third(self, rows: Rows, third: int) -> Answers:
        thirds = self.thirds
        return [thirds[one.pk] == third if one.pk in thirds else None for one in rows]

    def no_video(self, key: Key, rows: Rows) -> Answers:
        return self._none(rows, "video_seconds") if key in self.with_videos else ()

    def no_post(self, key: Key, rows: Rows) -> Answers:
        return self._none(rows, "forum_posts") if key in self.with_posts else ()

    def no_forum(self, key: Key, rows: Rows) -> Answers:
        return self._none(rows, "forum_clicks") if key in self.with_forums else ()

    def _none(self, rows: Rows, name: str) -> Answers:
        return [not getattr(self.study.activity(one), name) for one in rows]

    def rarely_there(self, key: Key, rows: Rows) -> Answers:
        line = self.attendance_line if self.classes else None
        if line is None:
            return ()
        counts = (self.classes.get((one.result, key[0]), (0, 0)) for one in rows)
        return [attended * HUNDRED < line * held if held else None for attended, held in counts]

    def attempted_before(self, key: Key, rows: Rows) -> Answers:
        return [None if one.attempts is None else one.attempts > 0 for one in rows]

    def due(self, key: Key) -> int:
        """The day on which the first work of the course is due."""
        return self.works[key].due if key in self.works else 0
