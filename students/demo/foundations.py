"""The structure of the demo in the database: group, institutions, terms, branches, subjects."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from students.demo.calendars import EXAMINATIONS, TermPlan
from students.demo.curriculum import BRANCHES, SubjectPlan, components_of, subjects_of
from students.demo.ordinances import ordain
from students.demo.plans import THREE_TERMS_UP_TO, InstitutionPlan, Plan
from students.models import (
    Batch,
    Branch,
    Component,
    Group,
    Institution,
    PolicyVersion,
    Subject,
    Term,
)
from students.rules.keys import key_of

GROUP = "PerfDash Demo Group"


@dataclass(frozen=True)
class ComponentRow:
    """A component as its marks need it; maximum and weight in whole hundredths."""

    pk: int
    code: str
    max_score: int
    weight: int
    last: bool
    due_on: datetime.date


@dataclass(frozen=True)
class Foundation:
    """One institution as it stands in the database, each thing by the name its plan gives it."""

    plan: InstitutionPlan
    institution: Institution
    policy: PolicyVersion
    terms: dict[TermPlan, Term]
    branches: dict[str, Branch]
    batches: dict[str, Batch]
    subjects: dict[str, Subject]
    components: dict[tuple[TermPlan, str], tuple[ComponentRow, ...]]  # by term and subject's code


def lay(plan: Plan) -> list[Foundation]:
    """Make group and institutions with all that classes stand on."""
    group = Group.objects.create(name=GROUP)
    small = plan.students <= THREE_TERMS_UP_TO
    return [_institution(group, one, small) for one in plan.institutions]


def _institution(group: Group, plan: InstitutionPlan, small: bool) -> Foundation:
    institution = Institution.objects.create(group=group, code=plan.code, name=plan.name)
    terms = {term: term_of(institution, term) for term in plan.terms}
    taught = [_taught(plan, back) for back in range(len(plan.terms))]
    subjects = {one.code: _subject(institution, one) for one in _in_order(set().union(*taught))}
    assessed = taught[: len(taught) if small else 1] if plan.by_register else []
    return Foundation(
        plan,
        institution,
        ordain(institution, terms[plan.terms[-1]]),
        terms,
        _branches(institution, plan),
        _batches(institution, plan),
        subjects,
        {
            (plan.terms[back], code): rows
            for back, of_term in enumerate(assessed)
            for code, rows in _components(
                terms[plan.terms[back]], subjects, _in_order(of_term)
            ).items()
        },
    )


def term_of(institution: Institution, plan: TermPlan) -> Term:
    """Make a term of an institution."""
    return Term.objects.create(
        institution=institution,
        code=plan.code,
        title=plan.title,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )


def _taught(plan: InstitutionPlan, back: int) -> set[SubjectPlan]:
    """The subjects of a term, so many before the newest."""
    return {
        subject
        for branch, year in {(group.branch, group.year) for group in plan.classes}
        if (semester := plan.terms[0].semester(year) - back) > 0
        for subject in subjects_of(branch, semester)
    }


def _in_order(subjects: set[SubjectPlan]) -> tuple[SubjectPlan, ...]:
    return tuple(sorted(subjects, key=lambda subject: subject.code))


def _subject(institution: Institution, plan: SubjectPlan) -> Subject:
    return Subject.objects.create(
        institution=institution,
        code=plan.code,
        title=plan.title,
        kind=plan.kind,
        credits=plan.credits,
    )


def _components(
    term: Term, subjects: dict[str, Subject], plans: Iterable[SubjectPlan]
) -> dict[str, tuple[ComponentRow, ...]]:
    Component.objects.bulk_create(
        Component(
            term=term,
            subject=subjects[plan.code],
            kind=part.kind,
            code=part.code,
            code_key=key_of(part.code),
            max_score=part.maximum,
            weight=part.weight,
            due_on=_due_on(term, place, len(components_of(plan))),
        )
        for plan in plans
        for place, part in enumerate(components_of(plan), 1)
    )
    numbers = {(row.subject_id, row.code): row.pk for row in Component.objects.filter(term=term)}
    return {
        plan.code: tuple(
            ComponentRow(
                numbers[subjects[plan.code].pk, part.code],
                part.code,
                part.maximum * 100,
                part.weight * 100,
                last=part is components_of(plan)[-1],
                due_on=_due_on(term, place, len(components_of(plan))),
            )
            for place, part in enumerate(components_of(plan), 1)
        )
        for plan in plans
    }


def _due_on(term: Term, place: int, of: int) -> datetime.date:
    """The day of a component, by its place: shared out evenly until the examinations begin."""
    begin = term.ends_on - EXAMINATIONS
    return term.starts_on + (begin - term.starts_on) * place // of


def _branches(institution: Institution, plan: InstitutionPlan) -> dict[str, Branch]:
    return {
        code: Branch.objects.create(institution=institution, code=code, title=title)
        for code, (title, _) in BRANCHES.items()
        if any(group.branch == code for group in plan.classes)
    }


def _batches(institution: Institution, plan: InstitutionPlan) -> dict[str, Batch]:
    codes = sorted({plan.terms[0].batch(group.year) for group in plan.classes})
    return {
        code: Batch.objects.create(
            institution=institution, code=code, title=f"Batch {code.replace('-', '–')}"
        )
        for code in codes
    }
