"""Records less people, whichever way they were linked."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from students.persons.counts import spare


def test_three_records_of_one_person_are_one_however_they_were_linked():
    assert spare([(1, 2), (2, 3), (1, 3)]) == 2
    assert spare([(1, 2), (3, 4), (2, 3)]) == 3
    assert spare([]) == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_records_less_people_is_what_a_walk_from_each_record_finds(pairs):
    beside = {number: {number} for pair in pairs for number in pair}
    for one, other in pairs * len(pairs):
        beside[one] |= beside[other]
        beside[other] |= beside[one]
    people = {frozenset(group) for group in beside.values()}

    assert spare(pairs) == len(beside) - len(people)
