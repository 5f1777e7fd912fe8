"""How far engagement goes together with other figures, in words that name no cause."""

from django.utils.translation import gettext as _

from analytics.charts.enrolment_revenue import r_text
from analytics.dashboards.classroom_rooms import Rooms, engagement_of
from analytics.kpis.kpi import Kpi
from analytics.metrics.correlations import LEAST, Correlation, correlation
from analytics.metrics.engagement.intervals import LEVEL
from analytics.metrics.rooms import hundredths, week_pairs
from analytics.numerals import percent


def over_weeks(rooms: Rooms) -> str:
    """Engagement with attendance, of one batch from week to week."""
    found = correlation(week_pairs(rooms.weeks))
    if found is None:
        words = _(
            "Whether engagement goes with attendance cannot be told: it takes %(least)s weeks that"
            " have both, and that differ."
        )
        return words % {"least": LEAST}
    words = _(
        "Engagement with attendance: r %(r)s over %(count)s weeks, %(level)s interval %(low)s to"
        " %(high)s."
    )
    return words % _told(found)


def over_batches(rooms: Rooms, kpi: Kpi) -> str:
    """Engagement with a figure of the current term, from batch to batch."""
    known = [
        (engagement_of(sessions), rooms.readings[batch.pk].of(kpi).value)
        for batch, sessions in rooms.batches.items()
        if batch.pk in rooms.readings
    ]
    pairs = [(hundredths(a), hundredths(b)) for a, b in known if None not in (a, b)]
    found = correlation(pairs)
    if found is None:
        words = _(
            "Whether engagement goes with “%(figure)s” cannot be told: it takes %(least)s batches"
            " that have both, and that differ."
        )
        return words % {"figure": kpi.title, "least": LEAST}
    words = _(
        "Engagement with “%(figure)s”: r %(r)s over %(count)s batches, %(level)s interval %(low)s"
        " to %(high)s."
    )
    return words % (_told(found) | {"figure": kpi.title})


def _told(found: Correlation) -> dict:
    return {
        "r": r_text(found.r),
        "count": found.count,
        "level": percent(str(LEVEL)),
        "low": r_text(found.interval.low),
        "high": r_text(found.interval.high),
    }
