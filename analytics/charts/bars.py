"""What the two charts of averages share: bars from best to worst, and the one to speak of."""

from collections.abc import Callable
from decimal import Decimal

from analytics.charts.chart import Row
from analytics.metrics.averages import AverageOf
from analytics.numerals import difference, grouped, number

NOTABLE = Decimal(2)


def weakest(averages: list[AverageOf]) -> AverageOf | None:
    """The lowest of those with an average, the first of equals; None with fewer than two."""
    known = [one for one in averages if one.average]
    return min(known, key=lambda one: Decimal(one.average)) if len(known) > 1 else None


def stands_out(lowest: AverageOf | None, everybody: str) -> bool:
    """Whether the lowest lies more than two points below the average of all."""
    return bool(lowest and everybody) and difference(everybody, lowest.average) > NOTABLE


def bars(
    averages: list[AverageOf], spoken_of: AverageOf | None, filters: Callable[[AverageOf], dict]
) -> tuple[Row, ...]:
    """The best first, those without an average last; colour only for the one spoken of."""
    ordered = sorted(
        averages, key=lambda one: (not one.average, -Decimal(one.average or 0), one.code)
    )
    return tuple(
        Row(
            label=one.words,
            number=number(one.average),
            value=one.average or "–",
            key="bar" if one == spoken_of else "bar-muted",
            note=grouped(one.assessed),
            filters=filters(one),
        )
        for one in ordered
    )


def reference(everybody: str) -> dict:
    """The line of all of them, with its label."""
    if not everybody:
        return {}
    return {"plugins": {"reference": {"value": float(everybody), "label": f"all {everybody}"}}}
