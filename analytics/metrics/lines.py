"""Attendance below the lines of the policy a result is bound to, compared exactly."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.metrics.counted import counted_registers, counted_results
from analytics.metrics.dimensions import Dimension, Part
from analytics.metrics.figures import Figures
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally
from analytics.numerals import percent
from analytics.scope import SUBJECT
from students.models import PolicyVersion
from students.models.expressions import whole
from students.rules.risk import ATTENDANCE_HIGH, ATTENDANCE_MEDIUM, HIGH_BITS, MEDIUM_BITS
from students.rules.shown import shown_threshold
from students.rules.units import HUNDRED

HIGH, MEDIUM = "high", "medium"
LINES = (HIGH, MEDIUM)
EVERY_BIT = HIGH_BITS | MEDIUM_BITS
# A result below its High line has that bit alone; it is below the Medium line as well.
BITS = {HIGH: ATTENDANCE_HIGH, MEDIUM: ATTENDANCE_HIGH | ATTENDANCE_MEDIUM}
BELOW = {
    HIGH: gettext_lazy("below the High line"),
    MEDIUM: gettext_lazy("below the Medium line"),
}
MARKED = "result__"
Policies = Mapping[int, PolicyVersion]


@dataclass(frozen=True)
class Standing:
    """One part: its figures, and how many of those with known attendance lie below each line."""

    part: Part
    tally: Tally
    below: Mapping[str, int]


def standings(figures: Figures, by: Dimension) -> list[Standing]:
    """Every part, in their order. Three queries at most."""
    counts = _below(figures, by)
    nobody = dict.fromkeys(LINES, 0)
    return [
        Standing(part, tally, nobody if tally.few else counts.get(part, nobody))
        for part, tally in Parts(figures, by).tallies.items()
    ]


def below_in_results(line: str) -> Q:
    """Results with the attendance of the term below a line, as a condition."""
    return Q(risk_bits__in=[bits for bits in range(EVERY_BIT + 1) if bits & BITS[line]])


def below_in_registers(line: str) -> Q:
    """Registers below a line of their results' policies, as a condition on rows `with_lines`."""
    return Q(scaled__lt=F(f"line_{line}") * whole("held"))


def with_lines(rows: QuerySet, policies: Policies) -> QuerySet:
    """Registers with the lines they are compared with."""
    lines = {
        f"line_{line}": Case(
            *(
                When(
                    result__policy_version=pk,
                    then=Value(getattr(version.policy, f"attendance_{line}")),
                )
                for pk, version in policies.items()
            ),
            default=Value(0),
            output_field=BigIntegerField(),
        )
        for line in LINES
    }
    return rows.annotate(scaled=whole("attended") * Value(HUNDRED), **lines)


def line_words(figures: Figures, line: str) -> str:
    """ "below 75 %", or, under several policies that differ, the line by its name."""
    found = {getattr(one.policy, f"attendance_{line}") for one in figures.bound}
    if len(found) != 1:
        return str(BELOW[line])
    return _("below %(line)s") % {"line": percent(shown_threshold(found.pop()))}


def _below(figures: Figures, by: Dimension) -> dict[Part, dict[str, int]]:
    in_subject = figures.scope.basis == SUBJECT
    prefix = MARKED if in_subject else ""
    if in_subject:
        rows = with_lines(counted_registers(figures.scope), figures.policies)
        conditions = {line: below_in_registers(line) for line in LINES}
    else:
        rows = counted_results(figures.scope)
        conditions = {line: below_in_results(line) for line in LINES}
    counted = {f"n_{line}": Count("pk", filter=condition) for line, condition in conditions.items()}
    columns = [f"{prefix}{name}" for name in by.columns]
    found: dict[Part, dict[str, int]] = {}
    for row in rows.values(*columns).annotate(**counted):
        counts = found.setdefault(by.part(row, prefix), dict.fromkeys(LINES, 0))
        for line in LINES:
            counts[line] += row[f"n_{line}"]
    return found
