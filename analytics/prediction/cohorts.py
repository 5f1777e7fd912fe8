"""Cohorts of the register: the students of a term, by its code, and what became of them."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from analytics.prediction.courses import Course
from analytics.prediction.refusals import CohortMissingError, NotEnoughHistoryError
from analytics.prediction.samples import outcome_of
from analytics.prediction.stored_courses import course_keys, stored_course
from analytics.prediction.stored_earlier_terms import EarlierTerms
from analytics.prediction.stored_rows import CourseKey
from analytics.prediction.stored_terms import attendance_steps, with_term
from students.models import Enrolment, PolicyVersion, Term
from students.models.ends import ended
from students.models.taken_subjects import taken_terms
from students.rules.keys import key_of
from students.rules.policy import Policy


@dataclass(frozen=True)
class Cohort:
    """The courses of one or several terms, with how each enrolment ended, and whose it is.

    `undated` counts the enrolments left out: of courses known as whole terms only, without days,
    students of whom no earlier term is known either.
    """

    names: tuple[str, ...]
    courses: list[Course]
    ended: dict[int, str]
    students: dict[int, int]
    policy: Policy
    undated: int

    def outcomes(self, target: str) -> dict[int, float]:
        return {pk: outcome_of(target, ended) for pk, ended in self.ended.items()}


def terms_named(codes: list[str], institution: str | None = None) -> list[Term]:
    """The terms of these codes, of one institution by its code where it is named.

    CohortMissingError names a code that is not found, or that several institutions have.
    """
    known = Term.objects.select_related("institution").order_by("starts_on", "code_key")
    if institution is not None:
        known = known.filter(institution__code_key=key_of(institution))
    keys = list(dict.fromkeys(key_of(code) for code in codes))
    found = {key: [] for key in keys}
    for term in known.filter(code_key__in=keys):
        found[term.code_key].append(term)
    for code in codes:
        _only_one(code, found[key_of(code)])
    return [terms[0] for terms in found.values()]


def _only_one(code: str, terms: list[Term]):
    if not terms:
        known = ", ".join(sorted({term.code for term in known_terms()})) or "none"
        raise CohortMissingError(f"There is no cohort “{code}”. Known: {known}.")
    if len(terms) > 1:
        places = ", ".join(sorted(term.institution.code for term in terms))
        raise CohortMissingError(
            f"Several institutions have a cohort “{code}”: {places}. Name one with --institution."
        )


def known_terms() -> QuerySet[Term]:
    """The terms in which anybody takes a subject, earliest first."""
    return taken_terms().order_by("starts_on", "code_key")


def past_terms(today: datetime.date) -> QuerySet[Term]:
    """Those that were over before a day: what became of their students is known."""
    return known_terms().filter(ends_on__lt=today)


def cohort(terms: list[Term]) -> Cohort:
    """The students of these terms, of the courses of which something dated is known, or of whom.

    CohortMissingError where nobody was enrolled in a course, NotEnoughHistoryError where nothing
    dated is known of any.
    """
    enrolments = Enrolment.objects.filter(result__term__in=terms)
    courses = list(_courses(course_keys(enrolments)))
    names = tuple(term.code for term in terms)
    if not courses:
        raise CohortMissingError(f"Nobody was enrolled in a course in {', '.join(names)}.")
    undated = sum(int((~course.judged).sum()) for course in courses)
    judged = [course for course in courses if course.judged.any()]
    if not judged:
        raise NotEnoughHistoryError(
            f"Not enough history: of the {undated} enrolments of {', '.join(names)} only whole "
            "terms are known, nothing by week or day, and no earlier term. The rules stand."
        )
    policy = PolicyVersion.objects.of_term(terms[0]).policy
    students = dict(enrolments.order_by().values_list("pk", "result__student"))
    return Cohort(names, judged, ended(enrolments), students, policy, undated)


def _courses(keys: Iterable[CourseKey]) -> Iterator[Course]:
    """The courses, which are by term, with what the policy saw of each term."""
    for term, of_term in groupby(keys, key=lambda key: key.term):
        attendance, earlier_terms = attendance_steps(term), EarlierTerms()
        for key in of_term:
            course = stored_course(key, earlier_terms=earlier_terms)
            yield with_term(course, key, attendance)
