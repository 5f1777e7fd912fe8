"""One rule says who takes a subject, counted or one by one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from students.rules.takers import (
    EXEMPT,
    NOT_REGISTERED,
    REGISTERED,
    number_of_takers,
    registration,
    takers,
)

known = st.sampled_from((REGISTERED, EXEMPT, NOT_REGISTERED))


def test_the_registered_take_it_or_else_all_who_are_not_exempt():
    assert takers({1: REGISTERED, 2: NOT_REGISTERED, 3: EXEMPT}) == {1}
    assert takers({1: NOT_REGISTERED, 2: NOT_REGISTERED, 3: EXEMPT}) == {1, 2}
    assert takers({1: EXEMPT}) == takers({}) == set()


def test_a_mark_or_attendance_registers_and_an_exemption_is_stronger():
    assert registration(marked=True, exempt=False, counted=False) == REGISTERED
    assert registration(marked=False, exempt=False, counted=True) == REGISTERED
    assert registration(marked=True, exempt=True, counted=True) == EXEMPT
    assert registration(marked=False, exempt=False, counted=False) == NOT_REGISTERED


@given(st.lists(known))
def test_they_are_as_many_as_are_counted(of_class):
    counts = Counter(of_class)
    counted = number_of_takers(len(of_class), counts[REGISTERED], counts[EXEMPT])
    assert len(takers(dict(enumerate(of_class)))) == counted
