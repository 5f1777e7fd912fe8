"""Cohorts of the register: the students of a term, by its code, and what became of them."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet

from analytics.prediction.courses import Course
from analytics.prediction.samples import outcome_of
from analytics.prediction.stored_courses import course_keys, stored_course
from students.models import Enrolment, PolicyVersion, Term
from students.rules.keys import key_of
from students.rules.policy import Policy


class CohortMissingError(ValueError):
    """There is no such cohort, or nothing is known of it; told in a sentence."""


@dataclass(frozen=True)
class Cohort:
    """The courses of one or several terms, with how each enrolment ended."""

    names: tuple[str, ...]
    courses: list[Course]
    ended: dict[int, str]
    policy: Policy

    def outcomes(self, target: str) -> dict[int, float]:
        return {pk: outcome_of(target, ended) for pk, ended in self.ended.items()}


def terms_named(codes: list[str]) -> list[Term]:
    """The terms of these codes, at every institution; CohortMissingError names one not found."""
    terms = list(Term.objects.filter(code_key__in=[key_of(code) for code in codes]))
    for code in codes:
        if key_of(code) not in {term.code_key for term in terms}:
            known = ", ".join(sorted({term.code for term in enrolled_terms()})) or "none"
            raise CohortMissingError(f"There is no cohort “{code}”. Known: {known}.")
    return terms


def enrolled_terms() -> QuerySet[Term]:
    """The terms with enrolments in courses, earliest first."""
    of_enrolments = Enrolment.objects.values("result__term")
    return Term.objects.filter(pk__in=of_enrolments).order_by("starts_on", "code_key")


def past_terms(today: datetime.date) -> QuerySet[Term]:
    """Those that were over before a day: what became of their students is known."""
    return enrolled_terms().filter(ends_on__lt=today)


def cohort(terms: list[Term]) -> Cohort:
    """The students of these terms; CohortMissingError where nobody was enrolled in a course."""
    enrolments = Enrolment.objects.filter(result__term__in=terms)
    courses = [stored_course(key) for key in course_keys(enrolments)]
    names = tuple(term.code for term in terms)
    if not courses:
        raise CohortMissingError(f"Nobody was enrolled in a course in {', '.join(names)}.")
    policy = PolicyVersion.objects.of_term(terms[0]).policy
    ended = dict(enrolments.order_by().values_list("pk", "outcome"))
    return Cohort(names, courses, ended, policy)
