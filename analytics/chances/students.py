"""What versions have said of one student's courses in a term, for who sees the whole record."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.chances.courses import (
    CourseChance,
    by_number,
    course_chance,
    lines_of,
    told_with_course,
)
from analytics.chances.lists import versions_here
from analytics.models import ModelVersion, Prediction, Target
from students.models import Enrolment, TermResult
from students.models.ends import ending_words, how_ended
from students.sight import Sight

HIGHEST = {
    Target.AT_RISK: gettext_lazy("%(chance)s to fail or withdraw in %(subject)s, by the model"),
    Target.DROPOUT: gettext_lazy("%(chance)s to withdraw from %(subject)s, by the model"),
    Target.FAIL: gettext_lazy("%(chance)s to fail in %(subject)s, by the model"),
}


@dataclass(frozen=True)
class StudentCourse:
    """One course: its guesses in the order of the targets, and why none of them speaks now."""

    subject: str
    title: str
    guesses: tuple[CourseChance, ...] = ()
    why_none: str = ""

    @property
    def first(self) -> CourseChance:
        return self.guesses[0]

    @property
    def others(self) -> tuple[CourseChance, ...]:
        return self.guesses[1:]


@dataclass(frozen=True)
class StudentChances:
    """The courses of a student in a term, with the finding in a sentence."""

    title: str
    courses: tuple[StudentCourse, ...]


def student_chances(
    sight: Sight, result: TermResult, today: datetime.date
) -> StudentChances | None:
    """None where there are no courses or no version is in use: the rules alone speak.

    One query without courses, at most four with them.
    """
    rows = sight.guessed_enrolments().filter(result=result).select_related("subject")
    rows = rows.annotate(ending=how_ended())
    enrolments = list(rows.order_by("subject__code_key"))
    if not enrolments or not (versions := list(versions_here([result.institution_id]))):
        return None
    said = _said(enrolments, by_number(versions))
    courses = tuple(_course(one, said.get(one.pk, {}), today) for one in enrolments)
    return StudentChances(_title(courses), courses)


def _said(
    enrolments: list[Enrolment], versions: Mapping[int, ModelVersion]
) -> dict[int, dict[str, CourseChance]]:
    """The newest guess by enrolment and target."""
    numbers = [one.pk for one in enrolments]
    lines, found = lines_of(numbers, versions), {pk: {} for pk in numbers}
    newest = Prediction.objects.filter(enrolment__in=numbers, version__in=list(versions)).latest()
    for one in told_with_course(newest):
        version = versions[one.version_id]
        line = lines[one.enrolment_id, one.version_id]
        found[one.enrolment_id][version.target] = course_chance(one, version, line)
    return found


def _course(
    enrolment: Enrolment, said: Mapping[str, CourseChance], today: datetime.date
) -> StudentCourse:
    subject = enrolment.subject
    guesses = tuple(said[target] for target in Target.values if target in said)
    return StudentCourse(subject.code, subject.title, guesses, _why_none(enrolment, said, today))


def _why_none(enrolment: Enrolment, said: Mapping, today: datetime.date) -> str:
    if enrolment.ending:
        words = _("Its end is known: %(outcome)s.")
        return words % {"outcome": ending_words(enrolment.ending)}
    if enrolment.left_on and enrolment.left_on <= today:
        return _("The course was left.")
    return "" if said else _("There is not enough data for a guess.")


def _title(courses: tuple[StudentCourse, ...]) -> str:
    guessed = [one.first for one in courses if not one.why_none]
    if not guessed:
        return _("No guess by the model")
    highest = max(guessed, key=lambda one: one.millionths)
    values = {"chance": highest.chance, "subject": highest.title}
    return HIGHEST[highest.target] % values
