"""The reasons of a risk as a page shows them: value, line, bar, and what would end each."""

from collections.abc import Sequence
from dataclasses import dataclass

from students.models import TermResult
from students.rules import reasons as rules
from students.rules.risk import HIGH, LOW, UNKNOWN
from students.rules.units import SCALE, units_of

TITLES = {rules.AVERAGE: "Average", rules.ATTENDANCE: "Attendance"}


@dataclass(frozen=True)
class ReasonRow:
    """One reason with its figures; the shares are places on a bar from 0 to 100."""

    measure: str
    level: str
    value: str
    threshold: str
    percent: float
    threshold_percent: float
    sentence: str
    smallest_change: str
    url: str


def reason_rows(result: TermResult, remaining: int | None, page: str = "") -> tuple[ReasonRow, ...]:
    """Why this result is at risk, for who may see all of it.

    `remaining` classes are to come; `page` is where its record stands.
    """
    policy = result.policy_version.policy
    found = rules.reasons(policy, result, result.exact_attendance, remaining)
    return tuple(_row(result, reason, page) for reason in found)


def reason_sentences(result: TermResult, whole: bool) -> tuple[str, ...]:
    """The reasons as sentences; without `whole` they name no figure of other subjects."""
    told = rules.reasons if whole else rules.reasons_for_subject_teacher
    found = told(result.policy_version.policy, result, result.exact_attendance)
    return tuple(reason.sentence for reason in found)


def gaps(result: TermResult) -> tuple[str, ...]:
    """What is missing for a full judgement, in sentences."""
    return rules.gaps(result, result.exact_attendance)


def reasons_title(name: str, level: str, measures: Sequence[str]) -> str:
    """What puts somebody at risk, in a sentence; `measures` are those that reach the level."""
    if level == LOW:
        return f"Nothing puts {name} at risk"
    if level == UNKNOWN:
        return f"Not enough data to judge the risk of {name}"
    words = f"{level.lower()} risk"
    if len(measures) > 1:
        return f"Two reasons put {name} at {words}; both must change"
    return f"{TITLES[measures[0]]} puts {name} at {words}"


def leading(result: TermResult) -> list[str]:
    """The measures that make the level what it is: of a High risk those below a High line."""
    found = rules.reasons(result.policy_version.policy, result, result.exact_attendance)
    return [one.measure for one in found if one.level == result.risk or result.risk != HIGH]


def _row(result: TermResult, reason: rules.Reason, page: str) -> ReasonRow:
    of_average = reason.measure == rules.AVERAGE
    percent = result.average if of_average else result.attendance
    return ReasonRow(
        measure=TITLES[reason.measure],
        level=reason.level,
        value=reason.value if of_average else f"{reason.value}\u00a0%",
        threshold=f"below {reason.threshold} is {reason.level}",
        percent=percent / SCALE,
        threshold_percent=units_of(reason.threshold, 2) / 100,
        sentence="",
        smallest_change=reason.remedy.sentence if reason.remedy else "",
        url=f"{page}#{reason.record}",
    )
