"""What may be missed and what must be attended is exact, held against trying every number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.outlook import may_miss, must_attend, outlook, room, sentence
from students.rules.remedies import HUNDREDTH
from students.rules.units import HUNDRED, SCALE

MOST = 120
IN_USE = (60, 65, 75, 66.67, 72.5, 100)


def line_of(percent: float) -> int:
    return round(percent * 100) * HUNDREDTH


def tried_missing(held: int, attended: int, planned: int, line: int) -> int | None:
    """Miss none, one, two … of those to come: the most by which the line is still reached."""
    remaining = max(planned - held, 0)
    good = [
        missed
        for missed in range(remaining + 1)
        if (attended + remaining - missed) * HUNDRED >= line * (held + remaining)
    ]
    return max(good, default=None)


def tried_attending(held: int, attended: int, planned: int, line: int) -> int | None:
    """Attend the next, the next two …: the first number after which the line is reached."""
    for classes in range(max(planned - held, 0) + 1):
        if not held and not classes:
            return 0  # no class was held: there is nothing to make good
        if (attended + classes) * HUNDRED >= line * (held + classes):
            return classes
    return None


def by_steps(planned: int, line: int):
    """Held, attended and both answers, found by counting one class after the other.

    For one number of planned classes the most that may be missed and the fewest to attend only
    grow with what was attended, so one pass over `attended` finds each by trying neighbours.
    """
    for held in range(planned + 1):
        remaining, missed, needed = planned - held, None, None
        for attended in range(held + 1):
            at_the_end = -1 if missed is None else missed
            while (
                at_the_end < remaining
                and (attended + remaining - at_the_end - 1) * HUNDRED >= line * planned
            ):
                at_the_end += 1
            missed = None if at_the_end < 0 else at_the_end
            if needed is None:
                needed = tried_attending(held, attended, planned, line)
            else:
                while (
                    needed and (attended + needed - 1) * HUNDRED >= line * (held + needed - 1) > 0
                ):
                    needed -= 1
            yield held, attended, missed, needed


@pytest.mark.parametrize("percent", IN_USE)
def test_every_number_of_classes_up_to_120_under_the_lines_in_use(percent):
    line, wrong = line_of(percent), []
    for planned in range(MOST + 1):
        for held, attended, missed, needed in by_steps(planned, line):
            found = (
                may_miss(held, attended, planned, line),
                must_attend(held, attended, planned, line),
            )
            if found != (missed, needed):
                wrong.append((held, attended, planned, found, (missed, needed)))
    assert wrong == []


@pytest.mark.parametrize("percent", [*range(101), 0.01, 33.33, 66.67, 74.99, 75.01, 99.99])
def test_the_term_of_24_classes_under_every_line_by_trying_each_number(percent):
    line, planned = line_of(percent), 24
    for held in range(planned + 1):
        for attended in range(held + 1):
            place = held, attended, planned, line
            assert may_miss(*place) == tried_missing(*place), place
            assert must_attend(*place) == tried_attending(*place), place


counts = st.integers(0, MOST)


@st.composite
def terms(draw) -> tuple[int, int, int, int]:
    """Held, attended and planned, and a line that attendance lies on, just under or anywhere."""
    planned = draw(counts)
    held = draw(st.integers(0, planned))
    attended = draw(st.integers(0, held))
    whole = draw(st.sampled_from([one for one in (held, planned) if one] or [1]))
    on_it = draw(st.integers(0, whole)) * 10_000 // whole
    hundredths = draw(st.integers(0, 10_000) | st.sampled_from([on_it, min(on_it + 1, 10_000)]))
    return held, attended, planned, hundredths * HUNDREDTH


@given(terms())
def test_any_line_of_two_decimals_by_trying_each_number(place):
    assert may_miss(*place) == tried_missing(*place)
    assert must_attend(*place) == tried_attending(*place)


@given(terms())
def test_both_answers_agree_on_what_is_out_of_reach(place):
    assert (may_miss(*place) is None) == (must_attend(*place) is None)


@given(st.integers(1, MOST), st.data(), st.integers(1, 10_000))
def test_room_is_the_most_that_may_be_missed_in_a_row(held, data, hundredths):
    line = hundredths * HUNDREDTH
    attended = data.draw(st.integers(0, held))
    if attended * HUNDRED < line * held:
        assert room(held, attended, line) == 0
        return
    spare = room(held, attended, line)
    assert attended * HUNDRED >= line * (held + spare)
    assert attended * HUNDRED < line * (held + spare + 1)


@pytest.mark.parametrize(
    ("held", "attended", "remaining", "words"),
    [
        (40, 38, 20, "May still miss 13 of the 20 classes to come."),
        (40, 38, 1, "May still miss 1 of the 1 class to come."),
        (40, 29, 20, "Must attend the next 4 classes; may miss 4 of the 16 classes after."),
        (3, 2, 1, "Must attend the next class."),
        (40, 10, 10, "75 % is not reachable this term."),
        (40, 30, 0, "No class is left; 75 % is reached."),
        (40, 29, 0, "No class is left; 75 % is not reached."),
        (0, 0, 40, "May still miss 10 of the 40 classes to come."),
        (40, 38, None, "May still miss the next 10 classes."),
        (40, 31, None, "May still miss the next class."),
        (40, 30, None, "Missing the next class falls below 75 %."),
        (40, 29, None, "Must attend the next 4 classes."),
    ],
)
def test_an_outlook_in_words(held, attended, remaining, words):
    found = sentence(outlook(held, attended, remaining, 75 * SCALE))
    assert found.replace("\u00a0", " ") == words


def test_every_class_has_to_be_attended_under_a_line_of_100():
    assert sentence(outlook(10, 9, None, HUNDRED)).startswith("100\u00a0% is not reachable")
    assert sentence(outlook(10, 10, 5, HUNDRED)) == "May still miss 0 of the 5 classes to come."


def test_no_class_has_to_be_attended_under_a_line_of_0():
    assert sentence(outlook(10, 0, None, 0)) == "No class has to be attended."
    assert may_miss(10, 0, 30, 0) == 20
