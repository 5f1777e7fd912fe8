"""What trainers were given: in total, by trainer and by month; nothing of one to four answers.

Nor of parts that could be worked out from a wider look: one answer is somebody's, whose name is not
kept but may be guessed in a small batch.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations
from operator import attrgetter

from django.db.models import Count

from analytics.choices import BATCH, BRANCH
from analytics.chosen import INSTITUTION, TERM
from analytics.comments.summaries import Summary, summary
from analytics.metrics.few import MEASURES, hidden
from analytics.metrics.moments import UNKNOWN, Moment
from analytics.metrics.rating_comments import comments_of
from analytics.metrics.ratings import LEAST, WITHHELD, Given, RatingSums, sums
from analytics.rating_scopes import SPAN, TRAINER, RatingScope
from students.rules.units import percent_of

Key = Callable[[Given], Hashable]
_STAFF = attrgetter("staff")


@dataclass(frozen=True)
class RatingFigures:
    """The answers of a scope, read once."""

    scope: RatingScope

    @property
    def total(self) -> Moment:
        return UNKNOWN

    @cached_property
    def whole(self) -> RatingSums:
        """All that are meant."""
        return WITHHELD if self.is_few else sums(self._meant())

    @cached_property
    def is_few(self) -> bool:
        """Whether they are one to four, or all but one to four of a wider look."""
        rest = (_count(rows) for rows in self._beyond)
        return any(map(_is_few, (_count(self._meant()), *rest))) or self._is_of_one_withheld

    @property
    def undated(self) -> int:
        """How many of those meant have no day."""
        return 0 if self.is_few else _count(one for one in self._meant() if one.day is None)

    def by(self, key: Key) -> dict[Hashable, RatingSums]:
        """The parts of those meant; those of few answers are withheld, and what would tell them."""
        parts = _parts(self._meant(), key)
        gone = set(parts) if self.is_few else self._gone(key)
        return {name: WITHHELD if name in gone else sums(rows) for name, rows in parts.items()}

    @cached_property
    def trainers(self) -> dict[int, RatingSums]:
        """By the number of the trainer."""
        return self.by(_STAFF)

    @cached_property
    def months(self) -> dict[tuple[int, int], RatingSums]:
        """By (year, month), in order; answers without a day are in none."""
        found = self.by(lambda one: one.month)
        return {month: found[month] for month in sorted(name for name in found if name)}

    @cached_property
    def comments(self) -> Summary:
        """What was said in the newest of them; empty where ratings or comments are too few."""
        found = [] if self.is_few else comments_of(self.scope)
        return summary(found if len(found) >= LEAST else [])

    def batches_of(self, staff: int) -> set[int]:
        """The batches in which a trainer was rated."""
        return {one.batch for one in self._meant() if one.staff == staff and one.batch}

    @property
    def _is_of_one_withheld(self) -> bool:
        """Whether they are all of trainers of whom a wider look would tell too much."""
        counts = _counts(self._meant(), _STAFF)
        return bool(self._given_away(_STAFF, counts)) and self._gone(_STAFF) >= set(counts)

    def _gone(self, key: Key) -> set:
        """The parts to be withheld; one alone would be had by taking the others from the whole."""
        counts = _counts(self._meant(), key)
        gone = self._given_away(key, counts)
        gone = hidden({name: (count,) * len(MEASURES) for name, count in counts.items()}, gone)
        others = sorted(set(counts) - gone, key=lambda name: (counts[name], str(name)))
        return gone | set(others[:1]) if len(gone) == 1 else gone

    def _given_away(self, key: Key, counts: dict) -> set:
        """Parts of which a wider look, without some of the filters, holds one to four more."""
        gone = set()
        for rows in self._beyond:
            more = _counts(rows, key)
            gone |= {part for part in counts if _is_few(more[part])}
        return gone

    @cached_property
    def _answers(self) -> list[Given]:
        rows = self.scope.answers().filter(score__isnull=False)
        columns = ("staff__institution_id", "staff_id", "batch_id", "batch__branch_id", "rated_on")
        columns += ("score", "max_score")
        counted = rows.values_list(*columns).annotate(times=Count("pk"))
        return [
            Given(*place, percent_of(int(score.scaleb(2)), int(largest.scaleb(2))), times)
            for *place, score, largest, times in counted
        ]

    @cached_property
    def _filters(self) -> dict[str, Callable[[Given], bool]]:
        """The filters in force, each as what it lets through; a term that others have is theirs."""
        scope, picked = self.scope, self.scope.everywhere.picked
        found, here = {}, scope.precinct.institution_ids
        if INSTITUTION in scope.precinct.chosen:
            found[INSTITUTION] = lambda one: one.institution in here
        if BRANCH in picked:
            found[BRANCH] = lambda one: one.branch in picked[BRANCH]
        if BATCH in picked:
            found[BATCH] = lambda one: one.batch in picked[BATCH]
        if scope.trainer:
            found[TRAINER] = lambda one: one.staff == scope.trainer.pk
        if scope.precinct.asked_terms:
            found[TERM] = _in_terms(scope.term_days)
        first, last = scope.span_days
        if first:
            found[SPAN] = lambda one: one.day is not None and first <= one.day <= last
        return found

    def _meant(self) -> list[Given]:
        return self._kept_out.get(frozenset(), [])

    @cached_property
    def _kept_out(self) -> dict[frozenset[str], list[Given]]:
        """All answers by the names of the filters that do not let them through."""
        found = defaultdict(list)
        for one in self._answers:
            stops = (name for name, lets in self._filters.items() if not lets(one))
            found[frozenset(stops)].append(one)
        return dict(found)

    @cached_property
    def _beyond(self) -> list[list[Given]]:
        """What each wider look holds more than this one, with one filter left out or several.

        One left out is not enough: of two that let the same through, neither alone tells anything,
        and without both the rest could be had.
        """
        names = sorted(self._filters)
        sizes = (combinations(names, size) for size in range(1, len(names) + 1))
        wider = (frozenset(out) for out in chain.from_iterable(sizes))
        return [
            [
                one
                for stops, rows in self._kept_out.items()
                if stops and stops <= out
                for one in rows
            ]
            for out in wider
        ]


def _in_terms(days: dict) -> Callable[[Given], bool]:
    def lets(one: Given) -> bool:
        first, last = days.get(one.institution, (None, None))
        return None not in (one.day, first) and first <= one.day <= last

    return lets


def _parts(rows: Iterable[Given], key: Key) -> dict[Hashable, list[Given]]:
    parts = defaultdict(list)
    for one in rows:
        parts[key(one)].append(one)
    return dict(parts)


def _counts(rows: Iterable[Given], key: Key) -> Counter:
    counts: Counter = Counter()
    for one in rows:
        counts[key(one)] += one.times
    return counts


def _count(rows: Iterable[Given]) -> int:
    return sum(one.times for one in rows)


def _is_few(count: int) -> bool:
    return 0 < count < LEAST
