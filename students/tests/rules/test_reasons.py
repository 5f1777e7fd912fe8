"""Every reason has its figure, its line and the smallest change that ends it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.grading import MarkFact, result_figures
from students.rules.policy import PAPER_POLICY
from students.rules.reasons import gaps, reasons, reasons_for_subject_teacher
from students.rules.remedies import HUNDREDTH, attendance_remedy, average_remedy
from students.rules.risk import Attendance, attendance_of, reported_attendance, risk
from students.rules.units import HUNDRED, SCALE
from students.tests.rules.strategies import attendances, mark_lists, policies


def figures_of(*percents: int, states: tuple[str, ...] = ()):
    marks = [MarkFact("present", percent * SCALE) for percent in percents]
    return result_figures(PAPER_POLICY, [*marks, *map(MarkFact, states)])


def sentences(found) -> list[str]:
    return [
        text.replace("\u00a0", " ")
        for reason in found
        for text in (reason.sentence, reason.remedy.sentence)
    ]


def test_the_papers_last_student_has_both_reasons():
    found = reasons(PAPER_POLICY, figures_of(35, 33, 38, 30, 36), reported_attendance("55"))
    assert sentences(found) == [
        "The average is 34.40, below 40.",
        "Needs 5.60 points more on average: 28.00 in all over 5 subjects.",
        "Attendance is 55.0 %, below 60 %.",
        "Attendance has to rise by 5.00 points to 60 %.",
    ]
    assert [(one.measure, one.level, one.record) for one in found] == [
        ("average", "High", "marks"),
        ("attendance", "High", "attendance"),
    ]


def test_counted_attendance_says_how_many_classes():
    found = reasons(PAPER_POLICY, figures_of(80), attendance_of(40, 22))
    assert sentences(found) == ["Attendance is 55.0 %, below 60 %.", "Attend the next 5 classes."]


def test_one_class_is_the_next_class():
    found = reasons(PAPER_POLICY, figures_of(80), attendance_of(3, 2))
    assert sentences(found)[1] == "Attend the next class."


def test_more_classes_than_remain_are_not_reachable():
    found = reasons(PAPER_POLICY, figures_of(80), attendance_of(40, 22), remaining_classes=4)
    assert sentences(found)[1] == "60 % is not reachable this term."
    assert found[0].remedy.amount is None


def test_pending_subjects_say_what_is_needed_in_them():
    two_pending = figures_of(35, 37, 39, states=("pending", "pending"))
    found = reasons(PAPER_POLICY, two_pending, None)
    assert sentences(found) == [
        "The average is 37.00, below 40.",
        "Needs at least 44.50 on average in the 2 subjects without a mark yet.",
    ]


def test_one_pending_subject_may_be_too_late():
    found = reasons(PAPER_POLICY, figures_of(10, 10, 10, states=("pending",)), None)
    assert sentences(found)[1] == (
        "40 is not reachable this term, even with full marks in the 1 subject without a mark yet."
    )


def test_nobody_at_low_risk_has_a_reason():
    assert reasons(PAPER_POLICY, figures_of(80), attendance_of(40, 40)) == ()


def test_a_subject_teacher_reads_lines_and_no_figure():
    found = reasons_for_subject_teacher(PAPER_POLICY, figures_of(35, 50), attendance_of(40, 22))
    assert [reason.sentence.replace("\u00a0", " ") for reason in found] == [
        "The average of all subjects is below 55.",
        "Attendance in all subjects is below 60 %.",
    ]
    assert {(reason.value, reason.record, reason.remedy) for reason in found} == {("", "", None)}


@pytest.mark.parametrize(
    ("figures", "attendance", "missing"),
    [
        (figures_of(80), attendance_of(1, 1), ()),
        (figures_of(), None, ("There is no mark yet.", "There is no attendance yet.")),
        (figures_of(80, states=("withheld",)), attendance_of(1, 1), ("The result is withheld.",)),
    ],
)
def test_what_is_missing_is_said(figures, attendance, missing):
    assert gaps(figures, attendance) == missing


@pytest.mark.parametrize("line", [1, 33, 60, 75, 99, 100])
def test_the_classes_to_attend_are_the_fewest(line):
    line *= SCALE
    for held in range(1, 61):
        for attended in range(held + 1):
            if attended * HUNDRED >= line * held:
                continue
            classes = attendance_remedy(Attendance(attended, held), line).amount
            if line == HUNDRED:
                assert classes is None
                continue
            assert (attended + classes) * HUNDRED >= line * (held + classes)
            fewer = classes - 1
            assert (attended + fewer) * HUNDRED < line * (held + fewer)


@given(st.integers(0, 9999), st.data())
def test_the_percent_to_rise_by_is_the_least(percent, data):
    line = data.draw(st.integers(percent + 1, 10_000))
    remedy = attendance_remedy(reported_attendance(f"{percent / 100:.2f}"), line * HUNDREDTH)
    assert percent + remedy.amount == line


@given(st.integers(1, 8), st.integers(0, 4), st.integers(1, 10_000), st.data())
def test_the_points_needed_are_the_fewest(count, pending, line, data):
    line *= HUNDREDTH
    mark_sum = data.draw(st.integers(0, line * count - 1))
    needed = average_remedy(mark_sum, count, pending, line).amount

    def reached(amount: int) -> bool:
        gained = amount * HUNDREDTH * (pending or 1)
        return mark_sum + gained >= line * (count + pending)

    if needed is None:
        assert pending
        assert not reached(10_000)
    else:
        assert reached(needed)
        assert not reached(needed - 1)


@given(policies, mark_lists, attendances())
def test_there_is_a_reason_for_each_bit_of_the_risk(policy, marks, attendance):
    figures = result_figures(policy, [mark.fact for mark in marks])
    found = reasons(policy, figures, attendance)
    judged = risk(policy, figures.mark_sum, figures.mark_count, attendance)
    assert len(found) == judged.bits.bit_count()
    assert bool(found) == (judged.level in ("High", "Medium"))
    if found:
        assert judged.level == min(reason.level for reason in found)
