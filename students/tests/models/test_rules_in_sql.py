"""The rules in SQL give what the rules in Python give, on every line of a policy and beside it."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from students.models import Mark, PolicyVersion, TermAttendance, TermResult
from students.models.cells import ALL_PASSED
from students.models.outcomes import outcome
from students.rules import grading, risk
from students.rules.outcome import outcome as outcome_of_the_rules
from students.rules.policy import PAPER_POLICY, Policy
from students.rules.risk import PERCENT_WHOLE, Attendance
from students.rules.units import half_up
from students.tests import factories as make
from students.tests.rules import strategies

pytestmark = pytest.mark.django_db
slowly = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture
def place():
    """A term, and twenty subjects' worth of room in it."""
    term = make.term()
    return term, [make.subject(term.institution, f"Subject {number}") for number in range(8)]


def bound_results(term, policy, count):
    """So many empty results under a policy version made for the occasion."""
    number = PolicyVersion.objects.filter(institution=term.institution).count() + 1
    version = make.policy_version(term.institution, policy.definition(), number)
    with TermResult.objects.refreshing():
        return [make.result(term, policy_version=version) for _ in range(count)]


def hundredths(value):
    return None if value is None else Decimal(value).scaleb(-2)


def store_marks(result, subjects, marks):
    Mark.objects.bulk_create(
        Mark(
            result=result,
            subject=subject,
            state=mark.state,
            score=hundredths(mark.score),
            max_score=hundredths(mark.max_score),
        )
        for subject, mark in zip(subjects, marks, strict=False)
    )


def store_attendance(result, attendance):
    if attendance is None:
        return
    counts = {"held": attendance.whole, "attended": attendance.part}
    values = counts if attendance.counted else {"percent": hundredths(attendance.part)}
    TermAttendance.objects.bulk_create([TermAttendance(result=result, **values)])


@slowly
@given(data=st.data())
def test_a_stored_result_holds_the_figures_of_the_rules(place, data):
    term, subjects = place
    policy = data.draw(strategies.policies)
    kinds = st.one_of(strategies.mark_lists, strategies.boundary_marks(policy))
    cases = data.draw(st.lists(st.tuples(kinds, strategies.attendances()), min_size=5, max_size=12))
    results = bound_results(term, policy, len(cases))
    with TermResult.objects.refreshing([result.pk for result in results]):
        for result, (marks, attendance) in zip(results, cases, strict=True):
            store_marks(result, subjects, marks)
            store_attendance(result, attendance)

    for result, (marks, attendance) in zip(results, cases, strict=True):
        result.refresh_from_db()
        figures = grading.result_figures(policy, [mark.fact for mark in marks])
        judged = risk.risk(policy, figures.mark_sum, figures.mark_count, attendance)
        stored = {name: getattr(result, name) for name in figures.__dataclass_fields__}
        assert grading.ResultFigures(**stored) == figures
        assert (result.risk, result.risk_bits) == (judged.level, judged.bits)
        assert result.passed == grading.passed(policy, figures.mark_sum, figures.mark_count)
        assert result.attendance == (attendance and attendance.percent)
        by_subject = zip(marks, result.marks.order_by("subject_id"), strict=True)
        for typed, mark in by_subject:
            assert mark.percent == typed.fact.percent
            assert mark.grade == grading.subject_grade(policy, typed.fact.percent)


@slowly
@given(data=st.data())
def test_who_passed_all_subjects_is_the_same_in_summaries_and_rules(place, data):
    term, subjects = place
    policy = data.draw(strategies.policies)
    cases = data.draw(st.lists(strategies.mark_lists, min_size=5, max_size=12))
    results = bound_results(term, policy, len(cases))
    with TermResult.objects.refreshing([result.pk for result in results]):
        for result, marks in zip(results, cases, strict=True):
            store_marks(result, subjects, marks)

    counted = set(TermResult.objects.filter(ALL_PASSED).values_list("pk", flat=True))
    for result, marks in zip(results, cases, strict=True):
        figures = grading.result_figures(policy, [mark.fact for mark in marks])
        assert (result.pk in counted) == bool(outcome_of_the_rules(policy, figures).in_all_subjects)


def put(result, mark_sum, mark_count, attendance):
    # Written past the refresh on purpose: sums that no two-decimal score can reach exactly.
    TermResult._base_manager.filter(pk=result.pk).update(
        mark_sum=mark_sum,
        mark_count=mark_count,
        attendance_part=attendance and attendance.part,
        attendance_whole=attendance and attendance.whole,
    )


def boundary_cases(policy):
    """Sums on each line and one unit beside it, with attendance on a line, beside it, unknown."""
    attendances = [None, *strategies.boundary_attendances(policy, 45), Attendance(0, 7)]
    for count in (1, 3, 7):
        for number, mark_sum in enumerate(strategies.boundary_sums(policy, count)):
            yield mark_sum, count, attendances[number % len(attendances)]
    for attendance in attendances:
        yield 0, 0, attendance
        yield policy.average_medium * 5, 5, attendance


def check_boundaries(policy, term):
    cases = list(boundary_cases(policy))
    results = bound_results(term, policy, len(cases))
    for result, case in zip(results, cases, strict=True):
        put(result, *case)
    ids = [result.pk for result in results]
    TermResult._base_manager.filter(pk__in=ids).update(**outcome(policy))

    for result, (mark_sum, count, attendance) in zip(results, cases, strict=True):
        result.refresh_from_db()
        judged = risk.risk(policy, mark_sum, count, attendance)
        assert result.grade == grading.grade(policy, mark_sum, count)
        assert result.average == (half_up(mark_sum, count) if count else None)
        assert result.passed == grading.passed(policy, mark_sum, count)
        assert (result.risk, result.risk_bits) == (judged.level, judged.bits)


def test_the_default_policy_holds_on_every_line_and_one_unit_beside_it():
    check_boundaries(PAPER_POLICY, make.term())


@settings(parent=slowly, max_examples=4)
@given(policy=strategies.policies)
def test_any_policy_holds_on_every_line_and_one_unit_beside_it(place, policy):
    check_boundaries(Policy.from_definition(policy.definition()), place[0])


def test_a_percent_is_told_from_counted_classes():
    result = make.result(make.term())
    make.attendance(result, percent="74.99")
    result.refresh_from_db()

    assert result.exact_attendance == Attendance(7499, PERCENT_WHOLE, counted=False)
