"""Words with some of the demo's students at risk: the last days', some to be followed up."""

import datetime
from collections.abc import Iterator
from random import Random

from django.db.models import QuerySet
from django.utils import timezone

from analytics.metrics.spells import note_spells
from analytics.models import Contact
from students.demo.classes import chance
from students.demo.plans import Plan
from students.models import (
    Institution,
    Membership,
    Mentorship,
    RecordChange,
    Role,
    Student,
    TermResult,
)
from students.models.changes import acting
from students.rules.spells import BITS, strength

MOST = 400  # of an institution: so many show all there is
SPOKEN, MOST_DAYS_AGO = 0.45, 27
NOTES = {
    "average": (
        ("Lost the thread after the first unit test; too shy to ask in class.", "Tutorial on Fri."),
        ("Works evenings in the family shop and studies at night.", "Study plan of two hours."),
        ("Understands the lectures, runs out of time in examinations.", "Three old papers."),
    ),
    "attendance": (
        ("Travels 40 km each way; the first lecture is often missed.", "Asked for a hostel place."),
        ("Was ill for two weeks; the certificate is to come.", "Brings the certificate."),
        ("Did not know how close the line is.", "Attends every class until the examination."),
    ),
}


def make_contacts(plan: Plan):
    """Nearly half of those at risk in each newest term had a word, by whom there is an account."""
    for institution in Institution.objects.filter(code__in=[one.code for one in plan.institutions]):
        newest = institution.terms.first()
        results = TermResult.objects.filter(term=newest).at_risk().order_by("pk")
        few = TermResult.objects.filter(pk__in=list(results.values_list("pk", flat=True)[:MOST]))
        note_spells(few)
        made = Contact.objects.bulk_create(_contacts(plan, few))
        for one in made:
            with acting(user_id=one.by_id):
                one.write_down(RecordChange.Kind.MADE, new=one.said())


def _contacts(plan: Plan, results: QuerySet[TermResult]) -> Iterator[Contact]:
    mentors, heads = _mentors(results), _heads(results)
    for result in results.select_related("student", "risk_spell").order_by("pk"):
        rng = chance(plan, "contact", result.student.roll_no)
        by = mentors.get(result.student_id) or heads.get(result.branch_id)
        days = (plan.date - result.risk_spell.since).days
        if by is None or days < 1 or rng.random() > SPOKEN:
            continue
        yield _contact(plan, rng, result, by, rng.randint(0, min(days - 1, MOST_DAYS_AGO)))


def _contact(plan: Plan, rng: Random, result: TermResult, by: int, days_ago: int) -> Contact:
    measure = max(BITS, key=lambda one: strength(result.risk_bits, one))
    note, agreed = rng.choice(NOTES[measure])
    on = plan.date - datetime.timedelta(days=days_ago)
    follow_up = on + datetime.timedelta(days=rng.choice((3, 7, 14)))
    noted = datetime.datetime.combine(on, datetime.time(16, rng.randrange(60)))
    return Contact(
        student=result.student,
        term_id=result.term_id,
        by_id=by,
        on=on,
        kind=rng.choice((Contact.Kind.TALK, Contact.Kind.TALK, Contact.Kind.PHONE)),
        note=note,
        agreed=agreed,
        follow_up_on=follow_up if rng.random() < 2 / 3 else None,
        noted_at=timezone.make_aware(noted),
        risk_bits=result.risk_bits,
        average=result.average,
        attendance=result.attendance,
        result_version=result.version,
    )


def _mentors(results: QuerySet[TermResult]) -> dict[int, int]:
    """The mentor's account by student, where there is one."""
    students = Student.objects.filter(results__in=results)
    rows = Mentorship.objects.filter(student__in=students, staff__user__isnull=False)
    return dict(rows.values_list("student", "staff__user"))


def _heads(results: QuerySet[TermResult]) -> dict[int, int]:
    """The account of the head by branch."""
    heads = Membership.objects.filter(role=Role.HEAD, branch__in=results.values("branch"))
    return dict(heads.values_list("branch", "user"))
