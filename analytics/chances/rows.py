"""The rows of an early warning as a page and an export show them: the same texts in both."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from analytics.chances.courses import (
    CourseChance,
    by_number,
    course_chance,
    lines_of,
    told_with_course,
)
from analytics.models import Contact, ModelVersion, Prediction
from analytics.people.worklist_rows import last_contacts, last_words
from analytics.wording import level_word
from students.models import TermResult

OF_RESULT = ("student", "term", "branch", "institution")


@dataclass(frozen=True)
class ChanceRow:
    """One student: the course with the highest chance first, then the others of the term."""

    result_id: int
    student_id: int
    url: str
    name: str
    roll_no: str
    institution: str
    place: str
    by_rules: str
    courses: tuple[CourseChance, ...]
    last: str
    last_id: int

    @property
    def first(self) -> CourseChance:
        return self.courses[0]

    @property
    def others(self) -> tuple[CourseChance, ...]:
        return self.courses[1:]

    @property
    def subject(self) -> str:
        return self.first.subject

    @property
    def chance(self) -> str:
        return self.first.chance

    @property
    def such(self) -> str:
        return self.first.such

    @property
    def became(self) -> str:
        return self.first.became

    @property
    def raised_words(self) -> str:
        return _in_a_cell(self.first.raised)

    @property
    def lowered_words(self) -> str:
        return _in_a_cell(self.first.lowered)

    @property
    def change(self) -> str:
        return self.first.change

    @property
    def trend_words(self) -> str:
        return self.first.trend_words

    @property
    def others_words(self) -> str:
        return "; ".join(f"{one.subject} {one.chance}" for one in self.others)

    @property
    def as_of(self) -> str:
        return self.first.as_of

    @property
    def version(self) -> str:
        return self.first.version


def rows_of(
    ids: list[int], guesses: QuerySet[Prediction], versions: list[ModelVersion]
) -> list[ChanceRow]:
    """Rows of these results in their order, from the newest guesses of a list. Four queries."""
    said = list(
        told_with_course(guesses.filter(enrolment__result__in=ids)).order_by(
            "-millionths", "enrolment__subject__code_key"
        )
    )
    results = TermResult.objects.select_related(*OF_RESULT).in_bulk(ids)
    lines = lines_of((one.enrolment_id for one in said), by_number(versions))
    known, courses = by_number(versions), defaultdict(list)
    for one in said:
        line = lines.get((one.enrolment_id, one.version_id), ())
        course = course_chance(one, known[one.version_id], line)
        courses[one.enrolment.result_id].append(course)
    contacts = last_contacts(results.values())
    return [
        _row(results[pk], courses[pk], contacts.get((results[pk].student_id, results[pk].term_id)))
        for pk in ids
        if courses[pk]  # somebody may have left a moment ago
    ]


def _row(result: TermResult, courses: list[CourseChance], last: Contact | None) -> ChanceRow:
    place = (result.branch.code, str(result.semester), result.section)
    return ChanceRow(
        result_id=result.pk,
        student_id=result.student_id,
        url=f"{reverse('student', args=[result.student_id])}?term={result.term_id}#chances",
        name=result.student.name,
        roll_no=result.student.roll_no,
        institution=result.institution.code,
        place=" ".join(filter(None, place)),
        by_rules=level_word(result.risk),
        courses=tuple(courses),
        last=last_words(last) if last else "",
        last_id=last.pk if last else 0,
    )


def _in_a_cell(lines) -> str:
    return "; ".join(f"{one.sentence} ({one.points_words})" for one in lines)
