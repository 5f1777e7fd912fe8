"""The preview in the browser promises exactly what will be stored."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("row", "field", "message"),
    [
        ({"state": "present", "score": "", "max_score": "100"}, "score", "A number is missing."),
        (
            {"state": "present", "score": "eighty", "max_score": "100"},
            "score",
            "“eighty” is not a plain number.",
        ),
        (
            {"state": "present", "score": "80.125", "max_score": "100"},
            "score",
            "80.125 has more than 2 decimals.",
        ),
        (
            {"state": "present", "score": "100.01", "max_score": "100"},
            "score",
            "It is above its maximum.",
        ),
        (
            {"state": "present", "score": "0", "max_score": "0"},
            "max_score",
            "It has to be above 0.",
        ),
        (
            {"state": "absent", "score": "5", "max_score": "100"},
            "score",
            "Only a present mark has a score.",
        ),
        ({"state": "ill", "score": "", "max_score": "100"}, "state", "No such state: ill."),
        (
            {"components": [{"score": "5", "max_score": "10"}]},
            "components.0.weight",
            "A number is missing.",
        ),
    ],
)
def test_a_refused_row_says_why_and_nothing_is_promised(row, field, message):
    good = {"state": "", "score": "80", "max_score": "100"}
    found = preview(PAPER_POLICY, [good, row], None)
    assert found["problems"] == [{"row": 1, "field": field, "message": message}]
    assert (found["grade"], found["average_shown"], found["risk"]) == (None, None, None)
    assert found["rows"][0]["grade"] == "A"


@pytest.mark.parametrize(
    ("attendance", "field"),
    [
        ({"held": "40", "attended": ""}, "attended"),
        ({"held": "", "attended": "3"}, "held"),
        ({"held": "40", "attended": "41"}, "attended"),
        ({"held": "40.5", "attended": "4"}, "held"),
        ({"percent": "100.01"}, "percent"),
    ],
)
def test_refused_attendance_says_why(attendance, field):
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [], attendance)
    assert [(one["row"], one["field"]) for one in found["problems"]] == [(None, field)]


@pytest.mark.parametrize("attendance", [None, {}, {"percent": " "}, {"held": "0", "attended": "0"}])
def test_no_attendance_is_unknown(attendance):
    found = ENGINE.call("preview", PAPER_POLICY.definition(), [], attendance)
    assert (found["attendance_shown"], found["risk"], found["problems"]) == ("", "unknown", [])


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
