"""What is known early of an enrolment, as answers to plain questions: yes, no or not known."""

from dataclasses import dataclass
from functools import cached_property

from analytics.metrics.engagement.bands import place_of
from analytics.metrics.engagement.early import FirstWork, early_classes, first_works
from analytics.metrics.engagement.enrolments import Enrolled, Key
from analytics.metrics.engagement.study import Study
from students.rules.units import HUNDRED

THIRDS = 3


@dataclass(frozen=True)
class Early:
    """The early facts of a study, each read when a factor first asks for it.

    Every method answers yes or no, or None where it is not known: a course without any record of
    something says nothing of its students.
    """

    study: Study

    @cached_property
    def works(self) -> dict[Key, FirstWork]:
        return first_works(self.study)

    @cached_property
    def classes(self) -> dict[tuple[int, int], tuple[int, int]]:
        return early_classes(self.study)

    @cached_property
    def thirds(self) -> dict[int, int]:
        """By enrolment, the third of the course by days of activity: 0 is the least active."""
        return {one.pk: place_of(days, others, THIRDS) for one, days, others in self.study.placed}

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

    def inactive(self, one: Enrolled) -> bool | None:
        if one.course not in self.study.recorded:
            return None
        return not self.study.activity(one).days(2)

    def work_missing(self, one: Enrolled) -> bool | None:
        work = self.works.get(one.course)
        return work and work.is_missing(one.result)

    def least_active(self, one: Enrolled) -> bool | None:
        third = self.thirds.get(one.pk)
        return None if third is None else third == 0

    def most_active(self, one: Enrolled) -> bool | None:
        third = self.thirds.get(one.pk)
        return None if third is None else third == THIRDS - 1

    def no_video(self, one: Enrolled) -> bool | None:
        return self._none(one, self.with_videos, "video_seconds")

    def no_post(self, one: Enrolled) -> bool | None:
        return self._none(one, self.with_posts, "forum_posts")

    def no_forum(self, one: Enrolled) -> bool | None:
        return self._none(one, self.with_forums, "forum_clicks")

    def _none(self, one: Enrolled, recorded: frozenset[Key], name: str) -> bool | None:
        return None if one.course not in recorded else not getattr(self.study.activity(one), name)

    def rarely_there(self, one: Enrolled) -> bool | None:
        attended, held = self.classes.get((one.result, one.course[0]), (0, 0))
        line = self.attendance_line
        return attended * HUNDRED < line * held if held and line is not None else None

    def attempted_before(self, one: Enrolled) -> bool | None:
        return None if one.attempts is None else one.attempts > 0

    def due(self, one: Enrolled) -> int:
        """The day on which the first work of the course is due."""
        return self.works[one.course].due if one.course in self.works else 0
