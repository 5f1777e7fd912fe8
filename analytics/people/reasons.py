"""The reasons of a risk as a page shows them: value, line, bar, and what would end each."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.numerals import percent as in_percent
from analytics.wording import AT_RISK, level_word
from students.models import TermResult
from students.rules import reasons as rules
from students.rules.risk import HIGH, LOW, UNKNOWN
from students.rules.units import SCALE, units_of

TITLES = {rules.AVERAGE: gettext_lazy("Average"), rules.ATTENDANCE: gettext_lazy("Attendance")}
PUTS = {
    rules.AVERAGE: gettext_lazy("Average puts %(name)s at %(risk)s"),
    rules.ATTENDANCE: gettext_lazy("Attendance puts %(name)s at %(risk)s"),
}


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
        return _("Nothing puts %(name)s at risk") % {"name": name}
    if level == UNKNOWN:
        return _("Not enough data to judge the risk of %(name)s") % {"name": name}
    both = _("Two reasons put %(name)s at %(risk)s; both must change")
    words = both if len(measures) > 1 else str(PUTS[measures[0]])
    return words % {"name": name, "risk": AT_RISK[level]}


def leading(result: TermResult) -> list[str]:
    """The measures that make the level what it is: of a High risk those below a High line."""
    found = rules.reasons(result.policy_version.policy, result, result.exact_attendance)
    return [one.measure for one in found if one.level == result.risk or result.risk != HIGH]


def _row(result: TermResult, reason: rules.Reason, page: str) -> ReasonRow:
    of_average = reason.measure == rules.AVERAGE
    percent = result.average if of_average else result.attendance
    return ReasonRow(
        measure=str(TITLES[reason.measure]),
        level=reason.level,
        value=reason.value if of_average else in_percent(reason.value),
        threshold=_("below %(line)s is %(level)s")
        % {"line": reason.threshold, "level": level_word(reason.level)},
        percent=percent / SCALE,
        threshold_percent=units_of(reason.threshold, 2) / 100,
        sentence="",
        smallest_change=reason.remedy.sentence if reason.remedy else "",
        url=f"{page}#{reason.record}",
    )
