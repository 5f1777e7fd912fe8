"""Means over students, counted by their cells."""

from collections.abc import Callable, Iterable, Mapping

from analytics.kpis.kpi import Cells, Counted
from analytics.kpis.sums import summed
from analytics.metrics.learners import Learner


def means(
    learners: Iterable[Learner],
    score: Callable[[Learner], int | None],
    parts: Callable[[Learner], Mapping[str, int | None]],
) -> Cells:
    """The sum of scores in whole numbers and how many have one, with the parts of these."""
    scored = ((one, score(one)) for one in learners)
    return summed(
        (one.cell, Counted(value, 1, 1, _known(parts(one))))
        for one, value in scored
        if value is not None
    )


def _known(parts: Mapping[str, int | None]) -> dict[str, tuple[int, int]]:
    return {name: (part, 1) for name, part in parts.items() if part is not None}
