"""Exact arithmetic on whole numbers in the database, the same on SQLite and MariaDB."""

from django.db.models import BigIntegerField, Case, F, Func, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import GreaterThanOrEqual

from students.rules.units import HUNDRED


class WholeDivision(Func):
    """Whole-number division, rounded down; `/` on MariaDB would make decimals of it."""

    template = "(%(expressions)s)"
    arg_joiner = " / "
    output_field = BigIntegerField()

    def as_mysql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, arg_joiner=" DIV ", **context)


def whole(name: str) -> Cast:
    """A column as the whole number it is stored as."""
    return Cast(F(name), BigIntegerField())


def half_up(numerator, denominator) -> WholeDivision:
    """numerator / denominator to the nearest whole number, halves upwards."""
    return WholeDivision(numerator * Value(2) + denominator, denominator * Value(2))


def percent_of(part: str, total: str) -> WholeDivision:
    """Column `part` out of column `total` in whole 1e-10 percents."""
    return half_up(whole(part) * Value(HUNDRED), whole(total))


def letter(policy, reached) -> Case:
    """The letter of the first band for which `reached(threshold)`, a condition, holds."""
    *upper, lowest = policy.bands
    return Case(
        *(When(reached(band.at_least), then=Value(band.letter)) for band in upper),
        default=Value(lowest.letter),
    )


def at_least(expression, threshold) -> GreaterThanOrEqual:
    """expression >= threshold (a whole number or another expression), as a condition."""
    other = Value(threshold) if isinstance(threshold, int) else threshold
    return GreaterThanOrEqual(expression, other)
