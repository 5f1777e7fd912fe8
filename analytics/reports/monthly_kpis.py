"""The key figures of an institution: now, at the end of the month before, and as they should be."""

import datetime
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.books import (
    BAD,
    GOOD,
    MONEY,
    NOTE,
    SCORE,
    WHOLE,
    Column,
    Mark,
    Sheet,
    Told,
    Value,
    Worked,
    quoted,
)
from analytics.kpis.histories import Point, histories
from analytics.kpis.kpi import MONEY as RUPEES
from analytics.kpis.kpi import NUMBER, Kpi
from analytics.kpis.readings import Reading, Readings
from analytics.kpis.targets import targets
from analytics.numerals import grouped
from analytics.precincts import Precinct

DAY = datetime.timedelta(days=1)
CHANGE = 'IF(OR({now}="",{before}=""),"",{now}-{before})'


def month_before(day: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of the month before that of a day."""
    last = day.replace(day=1) - DAY
    return last.replace(day=1), last


def kpi_sheet(precinct: Precinct) -> Sheet:
    """A row for each key figure the viewer sees, in the order of their page."""
    readings = Readings(precinct)
    wanted, lines = targets(precinct), histories(precinct, readings.kpis)
    since, until = month_before(precinct.today)
    told = {"day": date_format(until, "j M Y")}
    return Sheet(
        key="kpis",
        title=_("Key figures"),
        columns=_columns(told),
        rows=[
            _row(one, _kept(lines[one.kpi.slug], since, until), wanted.get(one.kpi.slug))
            for one in readings.all()
            if not one.kpi.of_batches
        ],
        notes=(
            _("Now is as of the day above; before is what was last kept until %(day)s.") % told,
            _("Where a figure is empty the last column says why."),
        ),
        empty=_("No key figure is yours to see here."),
        held=1,
    )


def _kept(line: list[Point], since: datetime.date, until: datetime.date) -> Fraction | None:
    found = [point.value for point in line if since <= point.day <= until]
    return found[-1] if found else None


def _columns(told: dict) -> tuple[Column, ...]:
    state = (
        Mark(GOOD, f"{{state}}={quoted(_reached())}"),
        Mark(BAD, f"{{state}}={quoted(_missed())}"),
    )
    return (
        Column("kpi", _("Key figure"), width=32),
        Column("unit", _("Unit"), width=10),
        Column("now", _("Now"), SCORE, width=15),
        Column("before", _("On %(day)s") % told, SCORE, width=15),
        Column("change", _("Change"), SCORE, width=13),
        Column("better", _("Better"), width=10),
        Column("target", _("Target"), SCORE, width=15),
        Column("state", _("State"), width=13, marks=state),
        Column("source", _("Taken from"), NOTE, width=50),
    )


def _row(one: Reading, before: Fraction | None, target: Fraction | None) -> tuple[Value, ...]:
    kind = {RUPEES: MONEY, NUMBER: WHOLE}.get(one.kpi.unit, SCORE)
    now = one.value
    change = None if now is None or before is None else now - before
    return (
        str(one.kpi.title),
        str(one.kpi.unit.sign or one.kpi.unit.name),
        Told(now, kind),
        Told(before if now is not None else None, kind),
        Worked(CHANGE, change, kind),
        _("lower") if one.kpi.low_is_good else _("higher"),
        Told(target, kind),
        _state(one.kpi, now, target),
        _source(one),
    )


def _source(one: Reading) -> str:
    """Whom it was counted from, or why there is none."""
    return one.why_empty or f"{grouped(one.found.count)} {one.kpi.counted}"


def _state(kpi: Kpi, now: Fraction | None, target: Fraction | None) -> Worked:
    """Whether the target is met, compared exactly; empty without figure or target."""
    sign = "<=" if kpi.low_is_good else ">="
    words = f"IF({{now}}{sign}{{target}},{quoted(_reached())},{quoted(_missed())})"
    text = f'IF(OR({{now}}="",{{target}}=""),"",{words})'
    if now is None or target is None:
        return Worked(text, "")
    met = now <= target if kpi.low_is_good else now >= target
    return Worked(text, _reached() if met else _missed())


def _reached() -> str:
    return _("Reached")


def _missed() -> str:
    return _("Missed")
