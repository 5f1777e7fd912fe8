"""What the two charts of averages share: bars from best to worst, and the one to speak of."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.translation import gettext as _

from analytics.charts.chart import Row
from analytics.metrics.averages import AverageOf
from analytics.numerals import difference, grouped, number
from analytics.wording import few

NOTABLE = Decimal(2)


def notable(averages: list[AverageOf], everybody: str) -> AverageOf | None:
    """The lowest, where it lies more than two points below all and most of its marks are in."""
    known = [one for one in averages if one.average]
    if len(known) < 2:
        return None
    lowest = min(known, key=lambda one: Decimal(one.average))
    told = 2 * lowest.assessed >= lowest.students
    return lowest if told and difference(everybody, lowest.average) > NOTABLE else None


def bars(
    averages: list[AverageOf],
    spoken_of: AverageOf | None,
    label: Callable[[AverageOf], str],
    filters: Callable[[AverageOf], dict],
) -> tuple[Row, ...]:
    """The best first, those without an average last; colour only for the one spoken of."""
    ordered = sorted(
        averages, key=lambda one: (not one.average, -Decimal(one.average or 0), one.code)
    )
    return tuple(
        Row(
            label=label(one),
            number=number(one.average),
            value=few() if one.few else one.average or "–",
            key="bar" if one == spoken_of else "bar-muted",
            share=few() if one.few else grouped(one.assessed),
            filters=filters(one),
        )
        for one in ordered
    )


def reference(everybody: str) -> dict:
    """The line of all of them, with its label."""
    if not everybody:
        return {}
    label = _("all %(figure)s") % {"figure": everybody}
    return {"plugins": {"reference": {"value": float(everybody), "label": label}}}
