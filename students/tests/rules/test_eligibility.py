"""Who may sit the examination: the line is compared exactly, and a condonation only overlooks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.eligibility import CONDONED, ELIGIBLE, NOT_KNOWN, SHORT, verdict
from students.rules.policy import PAPER_POLICY, Policy, PolicyError
from students.rules.presence import ABSENT, EXCUSED, LATE, PRESENT, Tally, tally
from students.rules.risk import Attendance
from students.rules.units import HUNDRED, SCALE, decimal_text
from students.tests.rules.strategies import HUNDREDTH, attendances, hundredths

LINE = 75 * SCALE


def definition(eligible=None) -> dict:
    said = {} if eligible is None else {"eligible": {"attendance_at_least": eligible}}
    return PAPER_POLICY.definition() | said


@pytest.mark.parametrize(
    ("attended", "condoned_to", "state"),
    [
        (75, (), ELIGIBLE),
        (74, (), SHORT),
        (74, (65 * SCALE,), CONDONED),
        (65, (65 * SCALE,), CONDONED),
        (64, (65 * SCALE,), SHORT),
        (64, (65 * SCALE, 60 * SCALE), CONDONED),
        (80, (65 * SCALE,), ELIGIBLE),
    ],
)
def test_a_shortage_is_overlooked_down_to_its_line_and_no_further(attended, condoned_to, state):
    assert verdict(Attendance(attended, 100), LINE, condoned_to).state == state


def test_what_lacks_is_told_also_where_it_is_condoned():
    assert verdict(Attendance(70, 100), LINE, (65 * SCALE,)).lacking == 5 * SCALE


def test_an_unknown_attendance_is_no_verdict():
    found = verdict(None, LINE, (0,))
    assert (found.state, found.may_sit) == (NOT_KNOWN, None)


@given(attendances(), hundredths, st.lists(hundredths, max_size=3))
def test_a_condonation_never_takes_a_right_away(attendance, line, lower):
    line, lower = line * HUNDREDTH, [one * HUNDREDTH for one in lower]
    without, given_it = verdict(attendance, line), verdict(attendance, line, lower)
    assert without.may_sit is not True or given_it.may_sit is True
    assert given_it.lacking == without.lacking
    assert (without.state == SHORT) == (given_it.state in (SHORT, CONDONED))


def test_the_line_is_the_medium_line_unless_a_policy_says_otherwise():
    assert PAPER_POLICY.attendance_eligible == PAPER_POLICY.attendance_medium == LINE
    assert Policy.from_definition(definition("80")).attendance_eligible == 80 * SCALE


def test_a_line_written_out_as_the_medium_line_is_the_same_policy():
    written = Policy.from_definition(definition("75.00"))
    assert written == PAPER_POLICY
    assert written.fingerprint() == PAPER_POLICY.fingerprint()


@given(hundredths)
def test_a_line_of_its_own_is_read_and_written_without_loss(line):
    policy = Policy.from_definition(definition(decimal_text(line, 2)))
    assert policy.attendance_eligible == line * HUNDRED // 10_000
    assert Policy.from_definition(policy.definition()) == policy


@pytest.mark.parametrize("wrong", ["101", "75.001", 75, None, ""])
def test_a_line_that_is_no_percent_is_refused(wrong):
    broken = PAPER_POLICY.definition() | {"eligible": {"attendance_at_least": wrong}}
    with pytest.raises(PolicyError, match=r"eligible\.attendance_at_least"):
        Policy.from_definition(broken)


def test_late_is_attended_and_leave_stays_an_absence():
    assert tally([PRESENT, LATE, ABSENT, EXCUSED, EXCUSED]) == Tally(5, 2, 2)
    assert tally([]) is None
