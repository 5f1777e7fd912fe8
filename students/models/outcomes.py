"""The rules as SQL: what marks and results come to, as expressions over a policy.

No expression reads a column that its own statement sets: MariaDB would see the new value of a
column set earlier in the same UPDATE, SQLite the old one.
"""

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThan

from students.models.expressions import at_least, half_up, letter, percent_of, whole
from students.rules import risk as levels
from students.rules.grading import (
    ABSENT,
    COUNTED_STATES,
    EXEMPT,
    PENDING,
    PRESENT,
    WITHHOLDING_STATES,
)
from students.rules.policy import Policy
from students.rules.risk import PERCENT_WHOLE
from students.rules.units import HUNDRED

SUM_OF = "sum_of_"


def _percent():
    return Case(
        When(state=PRESENT, then=percent_of("score", "max_score")),
        When(state=ABSENT, then=Value(0)),
        default=None,
    )


def subject_outcome(policy: Policy) -> dict:
    """Percent, grade and pass of a mark."""
    percent = percent_of("score", "max_score")
    failing = Value(policy.bands[-1].letter)
    return {
        "percent": _percent(),
        "grade": Case(
            When(state=PRESENT, then=letter(policy, lambda line: at_least(percent, line))),
            When(state=ABSENT, then=failing),
            default=Value(""),
        ),
        "passed": Case(
            When(Q(state=PRESENT) & Q(at_least(percent, policy.pass_subject)), then=Value(True)),
            When(state__in=COUNTED_STATES, then=Value(False)),
            default=None,
        ),
    }


def gathered(results: type) -> dict:
    """Sums, counts and states that a result of this model takes from what hangs on it."""
    return {**_gathered_marks(results), **gathered_attendance(results)}


def _gathered_marks(results: type) -> dict:
    # The result as first declared: later attempts stand beside it and do not change it.
    marks = related(results, "marks").filter(result=OuterRef("pk"), attempt=1)
    of_result = marks.order_by().values("result")
    withholding = Count("pk", filter=Q(state__in=WITHHOLDING_STATES))

    def total(aggregate, unless_withheld=False):
        if unless_withheld:
            aggregate = Case(When(withholding=0, then=aggregate), default=Value(0))
            rows = of_result.annotate(withholding=withholding).annotate(total=aggregate)
        else:
            rows = of_result.annotate(total=aggregate)
        return Coalesce(Subquery(rows.values("total")), Value(0))

    return {
        "mark_sum": total(Sum("percent"), unless_withheld=True),
        "mark_count": total(Count("percent"), unless_withheld=True),
        "registered": total(Count("pk", filter=~Q(state=EXEMPT))),
        "failed": total(Count("pk", filter=Q(passed=False))),
        "provisional": Exists(marks.filter(state=PENDING)),
        "withheld": Exists(marks.filter(state__in=WITHHOLDING_STATES)),
    }


def sums_of_marks(results: QuerySet) -> QuerySet:
    """The same of the marks of many results, in one pass over all: rows of a key and these values,
    each named as its column after `SUM_OF`."""
    first = Q(marks__attempt=1)  # later attempts stand beside the result as first declared
    withholding = first & Q(marks__state__in=WITHHOLDING_STATES)

    def count(condition: Q, what="marks"):
        return Count(what, filter=condition)

    def unless_withheld(aggregate):
        return Case(When(withholding=0, then=Coalesce(aggregate, Value(0))), default=Value(0))

    found = results.order_by().values("pk").annotate(withholding=count(withholding))
    return found.annotate(
        **{
            f"{SUM_OF}mark_sum": unless_withheld(Sum("marks__percent", filter=first)),
            f"{SUM_OF}mark_count": unless_withheld(count(first, "marks__percent")),
            f"{SUM_OF}registered": count(first & ~Q(marks__state=EXEMPT)),
            f"{SUM_OF}failed": count(first & Q(marks__passed=False)),
            f"{SUM_OF}provisional": _any(count(first & Q(marks__state=PENDING))),
            f"{SUM_OF}withheld": _any(F("withholding")),
        }
    )


def _any(count) -> Case:
    return Case(When(GreaterThan(count, Value(0)), then=Value(True)), default=Value(False))


def gathered_attendance(results: type) -> dict:
    """Registers by subject win over a total of the term, and that over a reported percent."""
    subjects = related(results, "subject_attendances").filter(result=OuterRef("pk"), held__gt=0)
    by_subject = subjects.order_by().values("result")
    term = related(results, "term_attendance").filter(result=OuterRef("pk"))
    counted, reported = term.filter(held__gt=0), term.filter(percent__isnull=False)
    return {
        "attendance_part": Coalesce(
            Subquery(by_subject.annotate(total=Sum("attended")).values("total")),
            Subquery(counted.values("attended")),
            Subquery(reported.annotate(hundredths=whole("percent")).values("hundredths")),
        ),
        "attendance_whole": Coalesce(
            Subquery(by_subject.annotate(total=Sum("held")).values("total")),
            Subquery(counted.values("held")),
            Case(When(Exists(reported), then=Value(PERCENT_WHOLE))),
        ),
        "attendance_counted": Q(Exists(subjects)) | Q(Exists(counted)),
    }


def outcome(policy: Policy) -> dict:
    """Grade, pass and risk as expressions over a result's sums and counts."""
    assessed = Q(mark_count__gt=0)
    known = Q(attendance_whole__isnull=False)
    rules = _fired(policy)
    high = rules[levels.AVERAGE_HIGH] | rules[levels.ATTENDANCE_HIGH]
    medium = rules[levels.AVERAGE_MEDIUM] | rules[levels.ATTENDANCE_MEDIUM]
    return {
        "average": Case(When(assessed, then=half_up(whole("mark_sum"), whole("mark_count")))),
        "grade": Case(When(assessed, then=letter(policy, _average_reaches)), default=Value("")),
        "passed": Case(
            When(assessed & _average_reaches(policy.pass_average), then=Value(True)),
            When(assessed, then=Value(False)),
        ),
        "attendance": Case(When(known, then=percent_of("attendance_part", "attendance_whole"))),
        "risk": Case(
            When(high, then=Value(levels.HIGH)),
            When(medium, then=Value(levels.MEDIUM)),
            When(assessed & known, then=Value(levels.LOW)),
            default=Value(levels.UNKNOWN),
        ),
        "risk_bits": _bits(rules, levels.AVERAGE_HIGH, levels.AVERAGE_MEDIUM)
        + _bits(rules, levels.ATTENDANCE_HIGH, levels.ATTENDANCE_MEDIUM),
    }


def _fired(policy: Policy) -> dict[int, Q]:
    """For each risk bit the condition under which its rule speaks."""
    return {
        levels.AVERAGE_HIGH: _average_below(policy.average_high),
        levels.AVERAGE_MEDIUM: _average_below(policy.average_medium),
        levels.ATTENDANCE_HIGH: _attendance_below(policy.attendance_high),
        levels.ATTENDANCE_MEDIUM: _attendance_below(policy.attendance_medium),
    }


def _bits(rules: dict[int, Q], strong: int, weak: int) -> Case:
    return Case(
        When(rules[strong], then=Value(strong)),
        When(rules[weak], then=Value(weak)),
        default=Value(0),
    )


def _average_reaches(threshold: int) -> Q:
    return Q(mark_sum__gte=whole("mark_count") * Value(threshold))


def _average_below(threshold: int) -> Q:
    return Q(mark_sum__lt=whole("mark_count") * Value(threshold))


def _attendance_below(threshold: int) -> Q:
    part, total = whole("attendance_part"), whole("attendance_whole")
    return Q(attendance_part__isnull=False) & ~Q(
        at_least(part * Value(HUNDRED), total * Value(threshold))
    )


def related(results: type, name: str) -> QuerySet:
    """All rows of what hangs on results by this name."""
    return results._meta.get_field(name).related_model._base_manager.all()
