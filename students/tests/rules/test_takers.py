"""One rule says who takes a subject, counted or one by one."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from students.rules.takers import (
    EXEMPT,
    MARKED,
    REGISTERED,
    UNKNOWN,
    number_of_takers,
    registration,
    takers,
)

known = st.sampled_from((REGISTERED, MARKED, EXEMPT, UNKNOWN))


def test_the_registered_take_it_or_else_all_who_are_not_exempt():
    assert takers({1: REGISTERED, 2: UNKNOWN, 3: EXEMPT, 4: MARKED}) == {1, 4}
    assert takers({1: UNKNOWN, 2: UNKNOWN, 3: EXEMPT}) == {1, 2}
    assert takers({1: EXEMPT}) == takers({}) == set()


def test_a_mark_says_nothing_of_who_has_none_yet():
    assert takers({1: MARKED, 2: UNKNOWN, 3: EXEMPT}) == {1, 2}


def test_a_pending_mark_or_attendance_registers_and_an_exemption_is_stronger():
    assert registration("pending", counted=False) == REGISTERED
    assert registration("present", counted=True) == REGISTERED
    assert registration(None, counted=True) == REGISTERED
    assert registration("exempt", counted=True) == EXEMPT
    assert registration("present", counted=False) == MARKED
    assert registration(None, counted=False) == UNKNOWN


@given(st.lists(known))
def test_they_are_as_many_as_are_counted(of_class):
    counts = Counter(of_class)
    counted = number_of_takers(len(of_class), counts[REGISTERED], counts[MARKED], counts[EXEMPT])
    assert len(takers(dict(enumerate(of_class)))) == counted
