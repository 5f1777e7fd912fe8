"""Who takes a subject is enrolled in it: enrolments that follow from marks and registers."""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from students.models.attendance import SubjectAttendance
from students.models.engagement import EngagementChange, Enrolment, TermActivity, WeeklyActivity
from students.models.marks import Mark
from students.models.results import TermResult
from students.models.structure import Term
from students.rules.grading import EXEMPT

AT_ONCE = 5000
SAYS_NOTHING = {
    "registered_on__isnull": True,
    "left_on__isnull": True,
    "outcome": "",
    "previous_attempts__isnull": True,
    "studied_credits__isnull": True,
    "prior_education": "",
}


def enrol_takers(terms: QuerySet[Term]) -> int:
    """Enrol in these terms whoever has a mark or a register in a subject; how many were new.

    What was made so goes where mark and register are gone, unless something hangs on it. The
    history tells of neither: it tells of the mark.
    """
    made = 0
    for chunk in _missing(terms):
        made += _enrol(chunk)
    implied(untaken(Enrolment.objects.filter(result__term__in=terms))).delete()
    return made


def taken_terms() -> QuerySet[Term]:
    """The terms in which anybody takes a subject, whether they were enrolled already or not."""
    of_term = {"result__term": OuterRef("pk")}
    found = (Exists(rows.filter(**of_term)) for rows in (Enrolment.objects, *_facts()))
    return Term.objects.filter(reduce(or_, found))


def implied(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Those of which nobody ever said anything and to which nothing points: no guess either."""
    found = unsaid(enrolments)
    for relation in Enrolment._meta.related_objects:  # of apps above this one, too
        rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        found = found.exclude(Exists(rows))
    return found


def untaken(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Those that followed from a mark or a register which is gone."""
    found = unsaid(enrolments)
    for facts in _facts():
        found = found.exclude(Exists(_same(facts, OuterRef("result"), OuterRef("subject"))))
    return found


def unsaid(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Those that say nothing, with no activity, and of which nobody ever said anything."""
    return enrolments.filter(_is_unsaid())


def said(enrolments: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """All the others: those that somebody spoke of, and not a mark or a register alone."""
    return enrolments.filter(~_is_unsaid())


def _is_unsaid() -> Q:
    told = EngagementChange.objects.filter(
        kind=EngagementChange.Kind.ENROLMENT,
        student_id=OuterRef("result__student"),
        term_id=OuterRef("result__term"),
        subject_id=OuterRef("subject"),
    )
    return Q(
        Q(**SAYS_NOTHING),
        ~Exists(WeeklyActivity.objects.filter(enrolment=OuterRef("pk"))),
        ~Exists(TermActivity.objects.filter(enrolment=OuterRef("pk"))),
        ~Exists(told),
    )


def _facts() -> tuple[QuerySet, QuerySet]:
    """What says that a subject is taken; classes attended one by one have their register, too."""
    marks = Mark.objects.filter(attempt=1).exclude(state=EXEMPT)
    return marks, SubjectAttendance.objects.all()


def _same(rows: QuerySet, result, subject) -> QuerySet:
    return rows.filter(result=result, subject=subject)


def _missing(terms: QuerySet[Term]) -> Iterator[list[tuple[int, int]]]:
    """Result and subject of those not enrolled, some thousand at a time."""
    there = _same(Enrolment.objects.all(), OuterRef("result"), OuterRef("subject"))
    for facts in _facts():
        rows = facts.filter(~Exists(there), result__term__in=terms).order_by("pk")
        last = 0
        while found := list(
            rows.filter(pk__gt=last).values_list("pk", "result", "subject")[:AT_ONCE]
        ):
            last = found[-1][0]
            yield [(result, subject) for _, result, subject in found]


@transaction.atomic
def _enrol(pairs: list[tuple[int, int]]) -> int:
    """Those of results that are still there; another run may have been faster."""
    results = sorted({result for result, _ in pairs})
    held = TermResult.objects.filter(pk__in=results).order_by("pk").select_for_update()
    there = set(held.values_list("pk", flat=True))
    known = set(
        Enrolment.objects.filter(result__in=there).order_by().values_list("result", "subject")
    )
    new = [pair for pair in pairs if pair[0] in there and pair not in known]
    Enrolment.objects.bulk_create(
        (Enrolment(result_id=result, subject_id=subject) for result, subject in new),
        batch_size=AT_ONCE,
    )
    return len(new)
