"""Sheets of attendance added up: by branch, by batch, by month."""

import datetime
from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.books import (
    LINES,
    MONTH,
    NOTE,
    SAME,
    SHARE,
    SUM,
    WHOLE,
    Chart,
    Column,
    Plain,
    Sheet,
    Value,
    Worked,
    quoted,
)
from analytics.metrics.attendance_months import attendance_months
from analytics.metrics.dimensions import Dimension
from analytics.metrics.figures import Figures
from analytics.metrics.lines import HIGH, MEDIUM, Standing, standings
from analytics.reports.attendance_lines import low_words, short_words
from analytics.reports.formulas import ratio
from analytics.wording import few
from students.rules.units import HUNDRED

COUNTS = ("students", "known", "percents", "below", "low")


def level_sheet(figures: Figures, by: Dimension, named: bool, title: str) -> Sheet:
    """A row for each branch or batch; added up from the students' sheet where these are named."""
    return Sheet(
        key=by.name,
        title=title,
        columns=_columns(by),
        rows=[_row(by, one, named) for one in standings(figures, by)],
        notes=(_("The mean is of the students’ percents, as on the dashboard of attendance."),),
        total=_("Total shown"),
        empty=_("No student is in this selection."),
        held=1,
    )


def _columns(by: Dimension) -> tuple[Column, ...]:
    return (
        Column("part", str(by.title), width=16),
        Column("title", _("Title"), NOTE, width=34),
        Column("students", _("Students"), WHOLE, total=SUM),
        Column("known", _("Attendance known"), WHOLE, total=SUM),
        Column("percents", _("Their percents added up"), SHARE, total=SUM, width=14),
        Column("mean", _("Mean attendance"), SHARE, ratio("percents", "known"), SAME, bars=True),
        Column("below", _("Below the line"), WHOLE, total=SUM, width=13),
        Column("low", _("Of them below the lower line"), WHOLE, total=SUM, width=19),
        Column("share", _("Share below the line"), SHARE, ratio("below", "known"), SAME, width=14),
    )


def _row(by: Dimension, one: Standing, named: bool) -> tuple[Value, ...]:
    whose = (one.part.label, one.part.title)
    tally = one.tally
    if tally.few:
        return (*whose, *(few(),) * len(COUNTS))
    percents = Fraction(tally.attendance_sum, HUNDRED)
    counts = (tally.students, tally.attendance_known, percents, one.below[MEDIUM], one.below[HIGH])
    return (*whose, *(_worked(by, counts) if named else counts))


def _worked(by: Dimension, counts: Iterable[Plain]) -> list[Worked]:
    """The same, each as a formula over the students' sheet."""
    theirs = f"--EXACT({{students.{by.name}}},{{part}})"
    is_low, is_short = (
        f"--EXACT({{students.state}},{quoted(words)})" for words in (low_words(), short_words())
    )
    texts = (
        f"SUMPRODUCT({theirs})",
        f"SUMPRODUCT({theirs},--ISNUMBER({{students.percent}}))",
        f"SUMPRODUCT({theirs},{{students.percent}})",
        f"SUMPRODUCT({theirs},{is_low})+SUMPRODUCT({theirs},{is_short})",
        f"SUMPRODUCT({theirs},{is_low})",
    )
    return [Worked(text, value) for text, value in zip(texts, counts, strict=True)]


def month_sheet(figures: Figures, day: datetime.date, title: str) -> Sheet:
    """Entries in the registers by month, with a line of their percent."""
    return Sheet(
        key="months",
        title=title,
        columns=(
            Column("month", _("Month"), MONTH),
            Column("students", _("Students"), WHOLE),
            Column("held", _("Entries in registers"), WHOLE, total=SUM, width=14),
            Column("attended", _("Of them attended"), WHOLE, total=SUM, width=14),
            Column("percent", _("Attendance"), SHARE, ratio("attended", "held"), SAME),
        ),
        rows=[
            (one.first, *(few(),) * 3)
            if one.few
            else (one.first, one.students, one.entries, one.attended)
            for one in attendance_months(figures, day)
        ],
        notes=(_("Of classes taken one by one; a late student has attended."),),
        total=_("Total shown"),
        empty=_("No classes were taken one by one."),
        charts=(Chart(LINES, _("Attendance by month"), "month", ("percent",), _("Attendance")),),
    )
