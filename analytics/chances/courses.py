"""The chance in one course of a student, with its reasons, its certainty and its way over weeks."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from analytics.chances.words import ReasonLine, chance_words, change_words, reason_lines, such_words
from analytics.models import ModelVersion, Prediction, Target
from analytics.models.predictions import MILLION
from analytics.people.contacts import written
from analytics.prediction.certainties import Certainty, certainty, doubt, week_tested
from students.models.ends import ending_words, how_ended

MOST_WEEKS = 16
WIDTH, HEIGHT, EDGE = 64, 26, 3

Point = tuple[datetime.date, int]  # a day, and the chance of it in millionths


@dataclass(frozen=True)
class Spark:
    """A line over the weeks in a box of WIDTH × HEIGHT, from 0 to 100 percent, and in words."""

    points: str
    end: tuple[str, str]
    words: str


@dataclass(frozen=True)
class CourseChance:
    """What a version said of one course, as known at the end of `as_of`; `line` oldest first.

    `became` is how it ended, empty while nobody has said.
    """

    subject: str
    title: str
    target: str
    millionths: int
    as_of: str
    version: str
    such: str
    became: str
    reasons: tuple[ReasonLine, ...]
    change: str
    line: tuple[Point, ...]
    spark: Spark | None

    @property
    def chance(self) -> str:
        return chance_words(self.millionths)

    @property
    def target_words(self) -> str:
        """What is guessed: "Withdraws"."""
        return str(Target(self.target).label)

    @property
    def percent(self) -> float:
        """The place on a bar."""
        return self.millionths * 100 / MILLION

    @property
    def raised(self) -> list[ReasonLine]:
        return [one for one in self.reasons if one.raises]

    @property
    def lowered(self) -> list[ReasonLine]:
        return [one for one in self.reasons if not one.raises]

    @property
    def weeks(self) -> list[tuple[str, str]]:
        """The line in words, the newest first."""
        return [(written(day), chance_words(chance)) for day, chance in reversed(self.line)]

    @property
    def trend_words(self) -> str:
        return self.spark.words if self.spark else ""


def told_with_course(guesses: QuerySet[Prediction]) -> QuerySet[Prediction]:
    """The same guesses with their enrolment and subject, and how the course ended."""
    return guesses.select_related("enrolment__subject").annotate(ending=how_ended("enrolment__"))


def course_chance(
    said: Prediction, version: ModelVersion, line: Iterable[Point] = ()
) -> CourseChance:
    """What was said, in words; `said` is one of `told_with_course`."""
    inputs = dict(zip(version.inputs, said.inputs, strict=True))
    found = reason_lines(said.millionths, inputs, said.pulls)
    line = tuple(line)[-MOST_WEEKS:]
    return CourseChance(
        subject=said.enrolment.subject.code,
        title=said.enrolment.subject.title,
        target=version.target,
        millionths=said.millionths,
        as_of=written(said.as_of),
        version=version_words(version),
        such=such_words(sure_of(said, version), doubt_of(said, version), version.target),
        became=ending_words(said.ending),
        reasons=found,
        change=change_words(said.millionths, found, said.pulls),
        line=line,
        spark=spark(line),
    )


def sure_of(said: Prediction, version: ModelVersion) -> Certainty | None:
    """By the version's own test of the week whose learners spoke; None: see `doubt_of`."""
    return certainty(version.measures, week_of(said, version), said.millionths / MILLION)


def doubt_of(said: Prediction, version: ModelVersion) -> str:
    """Why nothing is sure of it, a word of `certainties`; empty where something is."""
    return doubt(version.measures, week_of(said, version), said.millionths / MILLION)


def week_of(said: Prediction, version: ModelVersion) -> int:
    """The week whose test tells of it."""
    inputs = dict(zip(version.inputs, said.inputs, strict=True))
    return week_tested(version.measures, said.stage, inputs.get("course_day", said.stage))


def version_words(version: ModelVersion) -> str:
    """Which version spoke: "version 3"."""
    return _("version %(number)s") % {"number": version.number}


def lines_of(
    enrolments: Iterable[int], versions: Iterable[ModelVersion]
) -> dict[tuple[int, int], list[Point]]:
    """All that was said by these versions, by enrolment and version, oldest first. One query.

    Of a day the last edition counts.
    """
    found: dict[tuple[int, int], dict] = {}
    rows = Prediction.objects.filter(enrolment__in=list(enrolments), version__in=list(versions))
    columns = ("enrolment", "version", "as_of", "millionths")
    for enrolment, version, day, chance in rows.order_by("as_of", "edition").values_list(*columns):
        found.setdefault((enrolment, version), {})[day] = chance
    return {key: list(by_day.items()) for key, by_day in found.items()}


def spark(line: tuple[Point, ...]) -> Spark | None:
    """The drawing of a line; None with fewer than two days."""
    if len(line) < 2:
        return None
    (first, chance), (last, now) = line[0], line[-1]
    span = (last - first).days
    places = [(_x((day - first).days, span), _y(chance)) for day, chance in line]
    words = _("%(then)s on %(day)s, %(now)s on %(last)s") % {
        "then": chance_words(chance),
        "day": written(first),
        "now": chance_words(now),
        "last": written(last),
    }
    return Spark(" ".join(f"{x},{y}" for x, y in places), places[-1], words)


def _x(days: int, span: int) -> str:
    return f"{EDGE + (WIDTH - 2 * EDGE) * days / span:.1f}"


def _y(millionths: int) -> str:
    return f"{HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * millionths / MILLION:.1f}"


def by_number(versions: Iterable[ModelVersion]) -> Mapping[int, ModelVersion]:
    """Versions by primary key."""
    return {one.pk: one for one in versions}
