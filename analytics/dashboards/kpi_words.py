"""What the page of key figures says of targets, trends and weights."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from analytics.kpis.histories import Point
from analytics.kpis.kpi import MEAN_PERCENT, POINTS, SHARE, Kpi
from analytics.kpis.targets import Distance
from analytics.kpis.words import figure_text, signed_text
from analytics.models import KpiWeights
from analytics.numerals import grouped

DAY = "j M Y"


def distance_words(apart: Distance) -> str:
    """How far a value is from its target: "Missed: 4.90 points below the target of 80.00 %"."""
    unit = apart.kpi.unit
    told = {"by": _by(apart), "target": signed_text(apart.target, unit)}
    if not apart.by:
        return _("Reached: exactly the target of %(target)s") % told
    if apart.is_reached and apart.by > 0:
        return _("Reached: %(by)s above the target of %(target)s") % told
    if apart.is_reached:
        return _("Reached: %(by)s below the target of %(target)s") % told
    if apart.by > 0:
        return _("Missed: %(by)s above the target of %(target)s") % told
    return _("Missed: %(by)s below the target of %(target)s") % told


def _by(apart: Distance) -> str:
    unit, size = apart.kpi.unit, abs(apart.by)
    if unit in (SHARE, POINTS, MEAN_PERCENT):
        return _("%(points)s points") % {"points": figure_text(size, unit)}
    return signed_text(size, unit)


def trend_words(kpi: Kpi, first: Point, last: Point) -> str:
    """What a line shows, in a sentence."""
    told = {
        "first": signed_text(first.value, kpi.unit),
        "last": signed_text(last.value, kpi.unit),
        "from": date_format(first.day, DAY),
        "to": date_format(last.day, DAY),
    }
    return _("From %(first)s on %(from)s to %(last)s on %(to)s") % told


def weights_words(kpi: Kpi, said: KpiWeights | None, several: bool) -> str:
    """Where the numbers of a formula come from."""
    if not kpi.weights:
        return ""
    if several:
        return _("Each institution has its own.")
    if said is None:
        return _("Usual numbers: a convention, not fitted to this institution.")
    told = {"on": date_format(said.at, DAY)}
    if said.learnt_from is None:
        return _("Chosen on %(on)s.") % told
    words = _("Fitted to %(count)s students of finished terms on %(on)s.")
    return words % {**told, "count": grouped(said.learnt_from)}
