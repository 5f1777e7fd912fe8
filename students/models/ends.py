"""How enrolments in courses ended: as somebody said, and else as the mark says."""

from django.db.models import F, QuerySet

from students.models.engagement import Enrolment, Outcome
from students.models.marks import Mark
from students.models.partial_marks import part_entered
from students.models.results import TermResult

UNSAID = ("", Outcome.COMPLETED.value)  # the second of sources that tell who left, not who failed


def ended(enrolments: QuerySet[Enrolment]) -> dict[int, str]:
    """How each ended, one of `Outcome` or "" where it is not known. Four queries."""
    return dict(enrolments.order_by().values_list("pk", "outcome")) | ends_by_marks(enrolments)


def ends_by_marks(enrolments: QuerySet[Enrolment]) -> dict[int, str]:
    """Of those of whom nobody said whether they passed, where the mark says it. Three queries.

    Passed or failed by the policy the result is bound to: absent is failed, withheld and pending
    are not known, and so is a mark of some of its components. Who is out of the term withdrew.
    """
    unsaid = enrolments.filter(outcome__in=UNSAID).order_by()
    marked = unsaid.filter(
        result__marks__subject=F("subject"),
        result__marks__attempt=1,
        result__marks__passed__isnull=False,
    ).values_list("pk", "result__marks", "result__marks__passed")
    term_marks = Mark.objects.filter(attempt=1, result__enrolments__in=unsaid.values("pk"))
    part = set(part_entered(term_marks).order_by().values_list("pk", flat=True))
    found = {
        pk: (Outcome.PASSED if passed else Outcome.FAILED).value
        for pk, mark, passed in marked
        if mark not in part
    }
    gone = unsaid.filter(outcome="", result__status=TermResult.Status.WITHDRAWN)
    return found | dict.fromkeys(gone.values_list("pk", flat=True), Outcome.WITHDRAWN.value)
