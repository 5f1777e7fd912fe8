"""Ranks by exact averages, against comparing every pair."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from analytics.metrics.rankings import Candidate, best, best_of_each, in_order

AVERAGES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 6)), max_size=12)


def candidates(pairs):
    return in_order(
        Candidate(number, number % 2, None, total * 10, count)
        for number, (total, count) in enumerate(pairs)
    )


@given(AVERAGES, st.integers(1, 6))
def test_a_rank_is_one_more_than_how_many_are_better(pairs, most):
    averages = [Fraction(total, count) for total, count in pairs]
    ranks = [1 + sum(other > one for other in averages) for one in averages]

    found = {place.result: place.rank for place in best(candidates(pairs), most)}

    assert found == {number: rank for number, rank in enumerate(ranks) if rank <= most}


@given(AVERAGES)
def test_within_a_part_only_its_own_are_better(pairs):
    parts = best_of_each(candidates(pairs), lambda one: one.branch, 3)
    for part, places in parts.items():
        own = [one for one in candidates(pairs) if one.branch == part]
        assert places == list(best(own, 3))
