"""How enrolments in courses ended: as somebody said, and else as the mark says."""

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Value, When

from students.models.engagement import Enrolment, Outcome
from students.models.marks import Mark
from students.models.partial_marks import part_entered
from students.models.results import TermResult

UNSAID = ("", Outcome.COMPLETED.value)  # the second of sources that tell who left, not who failed


def how_ended(prefix: str = "") -> Case:
    """An expression over enrolments, or over rows that have one by `prefix` ("enrolment__").

    It gives a value of Outcome, empty where nothing is known. Where nobody said, or they stayed to
    the end, the mark says it: passed or failed by the policy the result is bound to. Absent is
    failed, withheld and pending are not known, and so is a mark of some of its components. Who is
    out of the term withdrew.
    """
    gone = {f"{prefix}outcome": "", f"{prefix}result__status": TermResult.Status.WITHDRAWN}
    return Case(
        When(~Q(**{f"{prefix}outcome__in": UNSAID}), then=F(f"{prefix}outcome")),
        When(**gone, then=Value(Outcome.WITHDRAWN.value)),
        When(Exists(_marks(prefix, True)), then=Value(Outcome.PASSED.value)),
        When(Exists(_marks(prefix, False)), then=Value(Outcome.FAILED.value)),
        default=F(f"{prefix}outcome"),
        output_field=CharField(),
    )


def ended(enrolments: QuerySet[Enrolment]) -> dict[int, str]:
    """How each ended, one of `Outcome` or "" where it is not known. One query."""
    return dict(enrolments.order_by().annotate(ending=how_ended()).values_list("pk", "ending"))


def ends_by_marks(enrolments: QuerySet[Enrolment]) -> dict[int, str]:
    """Of those of whom nobody said whether they passed, where the mark says it. One query."""
    found = ended(enrolments.filter(outcome__in=UNSAID))
    return {pk: ending for pk, ending in found.items() if ending not in UNSAID}


def ending_words(ending: str) -> str:
    """What is said of it: "Failed"; empty for nothing known."""
    return str(Outcome(ending).label) if ending else ""


def _marks(prefix: str, passed: bool) -> QuerySet[Mark]:
    """The first attempt at the subject of an enrolment, whole, and passed or not."""
    found = Mark.objects.filter(
        result=OuterRef(f"{prefix}result"),
        subject=OuterRef(f"{prefix}subject"),
        attempt=1,
        passed=passed,
    )
    return found.exclude(Exists(part_entered(Mark.objects.filter(pk=OuterRef("pk")))))
