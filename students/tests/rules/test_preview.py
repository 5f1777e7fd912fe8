"""The preview in the browser promises exactly what will be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.models.attendance import MOST_HELD
from students.models.marks import LARGEST_MAXIMUM
from students.rules import grading, shown, units
from students.rules.components import ComponentFact, combined
from students.rules.policy import PAPER_POLICY
from students.rules.risk import Attendance
from students.tests.rules.engine import Engine
from students.tests.rules.oracle import expected
from students.tests.rules.strategies import (
    MAXIMA,
    TypedMark,
    attendances,
    boundary_marks,
    mark_lists,
    policies,
)

ENGINE = Engine()


def typed_attendance(attendance: Attendance | None) -> dict | None:
    if attendance is None:
        return None
    if attendance.counted:
        return {"held": str(attendance.whole), "attended": attendance.part}
    return {"percent": units.decimal_text(attendance.part, 2)}


def typed(mark: TypedMark | ComponentFact) -> dict:
    score = "" if mark.score is None else units.decimal_text(mark.score, 2)
    return {
        "state": mark.state,
        "score": score,
        "max_score": units.decimal_text(mark.max_score, 2),
    }


def preview(policy, rows: list, attendance: Attendance | None) -> dict:
    return ENGINE.call("preview", policy.definition(), rows, typed_attendance(attendance))


@given(policies, mark_lists, attendances())
def test_the_preview_is_what_will_be_stored(policy, marks, attendance):
    _equal_to_what_is_stored(policy, marks, attendance)


@given(policies.flatmap(lambda one: st.tuples(st.just(one), boundary_marks(one))), attendances())
def test_the_preview_is_what_will_be_stored_on_the_lines(case, attendance):
    _equal_to_what_is_stored(*case, attendance)


@st.composite
def components(draw) -> ComponentFact:
    state, max_score = draw(st.sampled_from(("present", *grading.STATES))), draw(sampled_maxima)
    score = draw(st.integers(0, max_score)) if state == grading.PRESENT else None
    return ComponentFact(state, score, max_score, draw(st.integers(1, 10_000)))


sampled_maxima = st.sampled_from((*MAXIMA, 300, 700, 1))


@given(st.lists(components(), min_size=1, max_size=5))
def test_components_become_the_same_mark(parts):
    rows = [{**typed(part), "weight": units.decimal_text(part.weight, 2)} for part in parts]
    row = preview(PAPER_POLICY, [{"components": rows}], None)["rows"][0]
    mark = combined(parts)
    assert {name: row[name] for name in ("state", "max_score")} == {
        "state": mark.state,
        "max_score": f"{mark.max_score // 100}.{mark.max_score % 100:02d}",
    }
    assert row["score"] == (
        "" if mark.score is None else f"{mark.score // 100}.{mark.score % 100:02d}"
    )


@pytest.mark.parametrize("attendance", [None, {}, {"percent": " "}, {"held": "0", "attended": "0"}])
def test_no_attendance_is_unknown(attendance):
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [], attendance)
    assert (found["attendance_shown"], found["risk"], found["problems"]) == ("", "unknown", [])


def test_registers_by_subject_win_over_the_terms_own():
    subjects = [{"held": "20", "attended": "10"}, {"held": "0", "attended": "0"}]
    typed_in = {"subjects": subjects, "held": "40", "attended": "40"}
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [], typed_in)
    assert (found["attendance_shown"], found["risk"]) == ("50.0", "High")


def test_the_largest_numbers_the_register_takes_are_taken():
    row = {"state": "", "score": LARGEST_MAXIMUM, "max_score": LARGEST_MAXIMUM}
    attendance = {"held": MOST_HELD, "attended": MOST_HELD}
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [row], attendance)
    assert (found["problems"], found["average_shown"]) == ([], "100.00")


def test_a_later_attempt_does_not_change_the_result():
    first = {"state": "present", "score": "30", "max_score": "100"}
    second = {"state": "present", "score": "80", "max_score": "100", "attempt": 2}
    found = preview(PAPER_POLICY, [first, second], None)
    assert (found["average_shown"], found["grade"], found["counted"]) == ("30.00", "F", 1)
    assert found["rows"][1]["grade"] == "A"


def test_a_withheld_mark_may_keep_its_score():
    row = {"state": "withheld", "score": "80", "max_score": "100"}
    found = preview(PAPER_POLICY, [row], None)
    assert (found["grade"], found["withheld"], found["problems"]) == ("", True, [])
    assert (found["rows"][0]["score"], found["rows"][0]["percent_shown"]) == ("80.00", "")


def _equal_to_what_is_stored(policy, marks, attendance):
    found = preview(policy, [typed(mark) for mark in marks], attendance)
    stored = expected(policy.definition(), marks, attendance)
    assert found["problems"] == []
    assert found == {
        **found,
        "average_shown": shown.shown_average(stored.mark_sum, stored.mark_count, policy),
        "attendance_shown": shown.shown_attendance(attendance, policy),
        "grade": stored.grade,
        "risk": stored.level,
        "bits": stored.bits,
        "registered": stored.registered,
        "counted": stored.mark_count,
        "failed": stored.failed,
        "provisional": stored.provisional,
        "withheld": stored.withheld,
    }
    facts = [mark.fact for mark in marks]
    assert [(row["percent_shown"], row["grade"]) for row in found["rows"]] == [
        (shown.shown_percent(fact.percent, policy), grading.subject_grade(policy, fact.percent))
        for fact in facts
    ]
