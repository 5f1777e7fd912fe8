"""Ratings as texts: a mean of five stars, its interval."""

from django.utils.translation import gettext as _

from analytics.metrics.ratings import RatingSums
from analytics.wording import few
from students.rules.units import decimal_text, half_up

PLACES = 2
NONE = "–"


def mean_text(sums: RatingSums) -> str:
    """The mean of five, two places half up: "4.25"; a dash of no answer."""
    if sums.few:
        return few()
    mean = sums.mean
    if mean is None:
        return NONE
    hundredths = half_up(mean.numerator * 10**PLACES, mean.denominator)
    return decimal_text(hundredths, PLACES, at_least=PLACES)


def interval_text(sums: RatingSums) -> str:
    """The interval of the mean: "3.90 to 4.60"; a dash where it has none."""
    found = None if sums.few else sums.interval
    if found is None:
        return NONE
    return _("%(low)s to %(high)s") % {"low": f"{found.low:.2f}", "high": f"{found.high:.2f}"}
