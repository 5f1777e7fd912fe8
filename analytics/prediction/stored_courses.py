"""The courses the register holds: which there are, and all facts of one of them."""

from collections.abc import Iterator

import numpy as np
from django.db.models import QuerySet

from analytics.prediction.courses import DAYS_IN_WEEK, Course, Start
from analytics.prediction.stored_earlier_terms import EarlierTerms, earlier
from analytics.prediction.stored_facts import classes, others, placed_parts, weeks, work
from analytics.prediction.stored_rows import CourseKey, Rows
from students.models import Enrolment, Offering, Term
from students.models.engagement import LAST_WEEK

# Levels of earlier education in the words of sources; other words are "not known".
EDUCATION = {
    "no formal quals": 0,
    "lower than a level": 1,
    "a level or equivalent": 2,
    "he qualification": 3,
    "post graduate qualification": 4,
}
LAST_DAY = LAST_WEEK * DAYS_IN_WEEK
START = ("registered_on", "left_on", "studied_credits", "previous_attempts", "prior_education")


def course_keys(enrolments: QuerySet[Enrolment]) -> Iterator[CourseKey]:
    """The courses of these enrolments, by term and subject."""
    pairs = sorted(set(enrolments.order_by().values_list("result__term", "subject").distinct()))
    terms = Term.objects.in_bulk({term for term, _ in pairs})
    offerings = {(one.term_id, one.subject_id): one for one in Offering.objects.all()}
    for term, subject in pairs:
        dates = offerings.get((term, subject), terms[term])
        yield CourseKey(subject, term, dates.starts_on, dates.ends_on)


def stored_course(
    key: CourseKey, until: int = LAST_DAY, earlier_terms: EarlierTerms | None = None
) -> Course:
    """All facts of a course, with days counted from its start.

    Who asks for no later day than `until` need not wait for weeks that began after it; who reads
    many courses hands `earlier_terms` from one to the next.
    """
    found = list(
        Enrolment.objects.filter(subject=key.subject, result__term=key.term)
        .order_by("pk")
        .values_list("pk", "result", "result__student", *START)
    )
    rows = Rows(
        key,
        {row[0]: at for at, row in enumerate(found)},
        {row[1]: at for at, row in enumerate(found)},
        {row[2]: at for at, row in enumerate(found)},
    )
    placed = placed_parts(key)
    marks, attendance = earlier_terms.of(rows) if earlier_terms else earlier(rows)
    return Course(
        key=(key.subject, key.term),
        length=key.day(key.ends_on),
        enrolments=np.array([row[0] for row in found], int),
        start=_start(key, [row[3:] for row in found]),
        weeks=weeks(rows, until),
        parts=placed.parts,
        work=work(rows, placed),
        classes=classes(rows),
        others=others(rows),
        earlier_marks=marks,
        earlier_classes=attendance,
    )


def _start(key: CourseKey, found: list[tuple]) -> Start:
    columns = list(zip(*found, strict=True)) or [()] * len(START)
    registered, left, credits, attempts, education = columns
    return Start(
        registered=np.array([key.day(on) for on in registered], float),
        left=np.array([key.day(on) for on in left], float),
        credits=np.array(credits, float),
        attempts=np.array(attempts, float),
        education=np.array([EDUCATION.get(text.lower()) for text in education], float),
    )
