"""The batches of an institution side by side: results, attendance and fees."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from analytics.books import MONEY, SAME, SCORE, SHARE, SUM, WHOLE, Column, Sheet, Value
from analytics.choices import BATCH as OF_BATCH
from analytics.metrics.dimensions import BATCH
from analytics.metrics.fee_figures import FeeFigures
from analytics.metrics.fees import FeeSums
from analytics.metrics.figures import Figures
from analytics.metrics.parts import Parts
from analytics.metrics.tallies import Tally
from analytics.reports.formulas import ratio, rupees
from analytics.reports.places import no_batch
from analytics.wording import few
from students.rules.units import HUNDRED, SCALE

OF_RESULTS, OF_FEES = 6, 3  # columns


def batch_sheet(figures: Figures, fees: FeeFigures) -> Sheet:
    """A row for every batch that has students in the term, or fees."""
    tallies = {
        part.key[0]: (part.label, one) for part, one in Parts(figures, BATCH).tallies.items()
    }
    sums = _sums(fees)
    return Sheet(
        key="batches",
        title=_("Batches"),
        columns=_columns(),
        rows=[_row(key, tallies, sums) for key in sorted({*tallies, *sums}, key=_last_if_none)],
        notes=(_("Fees count for the batch joined last, results for the batch of the term."),),
        total=_("Total shown"),
        empty=_("No batch is known here."),
        held=1,
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("batch", _("Batch"), width=16),
        Column("students", _("Students"), WHOLE, total=SUM),
        Column("assessed", _("Assessed"), WHOLE, total=SUM),
        Column("average", _("Mean average, %"), SCORE),
        Column("attendance", _("Mean attendance"), SHARE),
        Column("passed", _("Passed"), WHOLE, total=SUM),
        Column("pass_rate", _("Pass rate"), SHARE, ratio("passed", "assessed"), SAME),
        Column("high_risk", _("High risk"), WHOLE, total=SUM),
        Column("due", _("Due by the day"), MONEY, total=SUM),
        Column("collected", _("Paid of it"), MONEY, total=SUM),
        Column("rate", _("Collection rate"), SHARE, ratio("collected", "due"), SAME),
        Column("overdue", _("Overdue"), MONEY, total=SUM, bars=True),
    )


def _sums(fees: FeeFigures) -> dict[str, tuple[str, FeeSums]]:
    """By the key of the batch, "" for none."""
    rows = {one.pk: one for one in fees.scope.options[OF_BATCH]}
    found = {}
    for pk, one in fees.by(OF_BATCH).items():
        found[rows[pk].code_key if pk else ""] = (rows[pk].code if pk else no_batch(), one)
    return found


def _last_if_none(key: str) -> tuple:
    return not key, key


def _row(key: str, tallies: Mapping, sums: Mapping) -> tuple[Value, ...]:
    label, tally = tallies.get(key, ("", Tally()))
    code, fees = sums.get(key, ("", FeeSums()))
    return (label or code, *_of_results(tally), *_of_fees(fees))


def _of_results(tally: Tally) -> tuple[Value, ...]:
    if tally.few:
        return (few(),) * OF_RESULTS
    known = tally.attendance_known
    return (
        tally.students,
        tally.assessed,
        Decimal(tally.average_sum) / SCALE / tally.assessed if tally.assessed else None,
        Fraction(tally.attendance_sum, known * HUNDRED) if known else None,
        tally.passed,
        tally.high_risk,
    )


def _of_fees(sums: FeeSums) -> tuple[Value, ...]:
    if sums.few:
        return (few(),) * OF_FEES
    return tuple(map(rupees, (sums.due, sums.collected, sums.overdue)))
