"""Numbers of rows: in order, each once, in parts."""

from hypothesis import given
from hypothesis import strategies as st

from students.models.spans import Ids

NUMBERS = st.lists(st.integers(1, 60), max_size=40)


@given(NUMBERS)
def test_ids_are_in_order_and_each_there_once(numbers):
    assert [*Ids(iter(numbers))] == sorted(set(numbers))
    assert len(Ids(numbers)) == len(set(numbers))


@given(NUMBERS, NUMBERS)
def test_ids_are_compared_and_taken_apart_as_sets_are(some, others):
    ids, as_set = Ids(some), set(some)

    assert [pk in ids for pk in range(62)] == [pk in as_set for pk in range(62)]
    assert (set(others) <= ids) == (set(others) <= as_set)
    assert Ids(others) - ids == set(others) - as_set
    assert ids == as_set


@given(NUMBERS, st.integers(1, 7))
def test_parts_of_ids_are_lists_of_so_many(numbers, size):
    parts = [*Ids(numbers).parts(size)]

    assert [pk for part in parts for pk in part] == sorted(set(numbers))
    assert all(len(part) == size for part in parts[:-1])
    assert all(0 < len(part) <= size for part in parts)
