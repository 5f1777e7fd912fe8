"""Figures of so few students that they would tell of one, to who may not see that student.

Withheld are figures of one to four students; of the parts of a whole so many more that what is left
over is of five at least, or the part withheld could be had by taking the others from the whole; and
a selection that would be withheld as a part of the wider one that leaves one filter out.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterator, Mapping

from django.db.models import QuerySet, Sum

from analytics.metrics.tallies import Tally
from analytics.scope import NARROWING, Scope

LEAST = 5
MEASURES = ("students", "assessed", "attendance_known")
Counts = tuple[int, ...]  # one for each of MEASURES
WHOLE = ()  # the name of all parts together


def withheld(tally: Tally) -> Tally:
    """Nothing of it but when it changed, and that there is something."""
    return Tally(few=True, changed_at=tally.changed_at, policies=tally.policies)


def is_few(tally: Tally) -> bool:
    """Whether any of its figures would be one of one to four students."""
    return any(map(_few, _counts(tally)))


def shown_parts(parts: Mapping[Hashable, Tally], also: Collection = ()) -> dict[Hashable, Tally]:
    """The parts of a whole by their names, those withheld that must be; `also` must in any case."""
    gone = hidden({name: _counts(tally) for name, tally in parts.items()}, also)
    return {name: withheld(tally) if name in gone else tally for name, tally in parts.items()}


def hidden(parts: Mapping[Hashable, Counts], also: Collection = ()) -> set:
    """The names of the parts to be withheld, by any of the measures."""
    gone = {name for name, counts in parts.items() if name in also or any(map(_few, counts))}
    for place in range(max(map(len, parts.values()), default=0)):
        for name in sorted(parts, key=lambda name: parts[name][place]):
            if not _few(sum(parts[one][place] for one in gone)):
                break
            gone.add(name)
    return gone


def hidden_in_grid(grid: Mapping[tuple, Tally], also: Collection = ()) -> set:
    """The places (row, column) of a grid to be withheld, so that no line of it gives one away.

    Every row and every column is a whole of its own; hiding in one is looked at again in the other.
    """
    counts, gone = {place: _counts(tally) for place, tally in grid.items()}, set(also)
    while True:
        found = set(gone)
        for axis in (0, 1):
            lines = defaultdict(dict)
            for place in counts:
                lines[place[axis]][place] = counts[place]
            for line in lines.values():
                found |= hidden(line, found)
        if found == gone:
            return gone
        gone = found


def hidden_by_filters(scope: Scope, cells: QuerySet, *part: str) -> tuple[bool, set]:
    """Whether the selection as a whole, and which parts of it, differ too little from a wider one.

    `cells` are summaries not narrowed by branch, semester and batch; `part` are the columns whose
    values name the parts. One query for each filter of these.
    """
    gone = set()
    for name in (one for one in NARROWING if one in scope.picked):
        others = {f"{one}__in": scope.picked[one] for one in NARROWING if one in scope.picked}
        del others[f"{name}__in"]
        chosen, lines = set(scope.picked[name]), defaultdict(lambda: defaultdict(_nobody))
        for of_part, value, counts in _lines(cells.filter(**others), part, name):
            for line in (lines[WHOLE], lines[of_part]):
                line[value] = tuple(map(sum, zip(line[value], counts, strict=True)))
        gone |= {key for key, line in lines.items() if chosen & hidden(line)}
    return WHOLE in gone, gone - {WHOLE}


def _lines(cells: QuerySet, part: tuple[str, ...], name: str) -> Iterator[tuple]:
    sums = {f"sum_{measure}": Sum(measure) for measure in MEASURES}
    width = len(part)
    for row in cells.order_by().values_list(*part, name).annotate(**sums):
        counts = tuple(int(count or 0) for count in row[width + 1 :])
        yield row[:width], row[width], counts


def _nobody() -> Counts:
    return (0,) * len(MEASURES)


def _counts(tally: Tally) -> Counts:
    return tuple(getattr(tally, measure) for measure in MEASURES)


def _few(count: int) -> bool:
    return 0 < count < LEAST
