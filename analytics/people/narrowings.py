"""Conditions of a list that dashboards lead to: below a line of attendance, and between marks.

Attendance is compared with the policy each result is bound to; marks are percents of the subject
chosen, or averages where there is none.
"""

import re
from collections.abc import Mapping

from django.db.models import Exists, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.choices import BRANCH, SEMESTER
from analytics.metrics.distributions import FULL, between
from analytics.metrics.lines import (
    HIGH,
    LINES,
    MEDIUM,
    below_in_registers,
    below_in_results,
    with_lines,
)
from analytics.scope import Scope
from students.class_rights import WHOLE_RECORD_ROLES
from students.models import PolicyVersion

SHORT, BETWEEN = "short", "between"
BELOW = {
    HIGH: gettext_lazy("with attendance below the High line"),
    MEDIUM: gettext_lazy("with attendance below the Medium line"),
}
RANGE = re.compile(r"(\d{1,3})-(\d{1,3})")


def meant(asked: Mapping[str, str]) -> dict[str, str]:
    """What of these two an address says that can be meant."""
    line, limits = asked[SHORT].lower(), _limits(asked[BETWEEN])
    return {
        SHORT: line if line in LINES else "",
        BETWEEN: f"{limits[0]}-{limits[1]}" if limits else "",
    }


def condition_words(name: str, value: str) -> str:
    """One of them as a part of a sentence."""
    if name == SHORT:
        return str(BELOW[value])
    low, high = value.split("-")
    return _("between %(low)s and %(high)s percent") % {"low": low, "high": high}


def of_whole(conditions: Mapping[str, str]) -> Q:
    """Both as a condition on results that are seen whole."""
    found = Q()
    if line := conditions.get(SHORT):
        found &= below_in_results(line)
    if limits := _limits(conditions.get(BETWEEN, "")):
        found &= between("average", *limits)
    return found


def in_subject(
    conditions: Mapping[str, str], marks: QuerySet, registers: QuerySet, institutions: tuple
) -> Q:
    """Both as a condition on results, by their mark and register in the subject chosen."""
    found = Q()
    if line := conditions.get(SHORT):
        versions = PolicyVersion.objects.filter(institution__in=institutions)
        rows = with_lines(registers, {version.pk: version for version in versions})
        found &= Q(Exists(rows.filter(below_in_registers(line))))
    if limits := _limits(conditions.get(BETWEEN, "")):
        found &= Q(Exists(marks.filter(between("percent", *limits))))
    return found


def near(scope: Scope) -> Q:
    """What is true of every result in sight, said so that an index finds a teacher's few."""
    sight, here = scope.sight, set(scope.institution_ids)
    if sight.everything or here <= sight.where(*WHOLE_RECORD_ROLES):
        return Q()
    found = scope.choices.all
    branches = [one.number for one in found if one.kind == BRANCH]
    semesters = [one.number for one in found if one.kind == SEMESTER]
    return Q(branch__in=branches, semester__in=semesters)


def is_set(conditions: Mapping[str, str]) -> bool:
    """Whether either is among the conditions."""
    return SHORT in conditions or BETWEEN in conditions


def _limits(text: str) -> tuple[int, int] | None:
    found = RANGE.fullmatch(text)
    low, high = (int(found[1]), int(found[2])) if found else (0, 0)
    return (low, high) if low < high <= FULL else None
