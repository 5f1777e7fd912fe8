"""What a rule of alerts is, and the evidence it gives."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from analytics.metrics.spells import note_spells
from analytics.models import Alert
from students.models import PolicyVersion, TermResult
from students.rules import risk
from students.rules.policy import Policy
from students.rules.units import SCALE

Results = QuerySet[TermResult]


@dataclass(frozen=True)
class Number:
    """The number of a rule: what it is usually, its limits, and how a page names it."""

    usual: int
    least: int
    most: int
    label: str


@dataclass(frozen=True)
class Rule:
    """One reason to tell somebody; `on` and `number` are as usual, until an institution differs.

    `find` gives unsaved alerts of all results (of one institution and term) that stand today,
    whether they were raised before or not; `count` is how many of them there are. `prepare` notes
    what the history says and comes before both; False where it could not, as somebody was writing.
    `past` counts what this number would have raised in the terms, None where that is not known.
    One `while_term_runs` finds nothing once the term is over, as nothing can be done then.
    `opening` is what an alert says before its figures; `over` says that it holds no more, of one
    with its result and `spoken`, whether a word was had since.
    """

    slug: str
    title: str
    why: str
    find: Callable[[Results, int, date], Iterable[Alert]]
    count: Callable[[Results, int, date], int]
    prepare: Callable[[Results, int], bool] = lambda results, number: note_spells(results)
    past: Callable[[Results, int], int | None] = lambda results, number: None
    opening: Callable[[Alert], str] = lambda alert: ""
    over: Callable[[Alert], str] = lambda alert: ""
    number: Number | None = None
    on: bool = True
    while_term_runs: bool = False

    @property
    def usual(self) -> int:
        """The number without an institution's own; 0 where the rule has none."""
        return self.number.usual if self.number else 0


def policies_of(results: Results) -> dict[int, Policy]:
    """The policies these results are bound to, by the number of the version. One query."""
    bound = results.order_by().values("policy_version")
    return {one.pk: one.policy for one in PolicyVersion.objects.filter(pk__in=bound)}


def evidence(kind: str, result: TermResult, since: date, **values) -> Alert:
    """An unsaved alert with the figures of a result as they stand."""
    figures = {
        "level": result.risk,
        "mark_sum": result.mark_sum,
        "mark_count": result.mark_count,
        "attendance_part": result.attendance_part,
        "attendance_whole": result.attendance_whole,
    }
    whose = {"student_id": result.student_id, "term_id": result.term_id, "result_id": result.pk}
    return Alert(kind=kind, since=since, **whose, **figures | values)


def lines(policy: Policy, bits: int) -> dict[str, int | None]:
    """The lines these bits say a measure lies below, as columns of an alert."""
    average = {
        risk.AVERAGE_HIGH: policy.average_high,
        risk.AVERAGE_MEDIUM: policy.average_medium,
    }
    attendance = {
        risk.ATTENDANCE_HIGH: policy.attendance_high,
        risk.ATTENDANCE_MEDIUM: policy.attendance_medium,
    }
    return {
        "average_line": _of(average, bits),
        "attendance_line": _of(attendance, bits),
    }


def percent_line(line: int) -> int:
    """A line of whole percent as lines are stored."""
    return line * SCALE


def _of(by_bit: dict[int, int], bits: int) -> int | None:
    return next((line for bit, line in by_bit.items() if bits & bit), None)
