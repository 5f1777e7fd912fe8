"""Figures are those of the paper, and those of the records, whatever happened before."""

import random
from collections import Counter

import pytest

from analytics.metrics.attention import needing_attention
from analytics.metrics.averages import branch_averages, subject_averages
from analytics.metrics.figures import Figures, merged
from analytics.metrics.grades import grade_counts, most_common_grades, top_grades, top_students
from analytics.metrics.records import branch_records, subject_records, subject_registers
from analytics.metrics.risks import risk_counts
from analytics.metrics.tallies import sum_of
from analytics.scope import Scope
from students.models import (
    Branch,
    ClassCharge,
    Mark,
    Mentorship,
    State,
    Student,
    Subject,
    SubjectAttendance,
    Teaching,
    TermResult,
)
from students.tests import factories
from students.tests.kept_worlds import kept

pytestmark = pytest.mark.django_db

ANOTHER_POLICY = {
    "bands": [
        {"letter": "O", "at_least": "80"},
        {"letter": "A", "at_least": "50"},
        {"letter": "F", "at_least": "0"},
    ],
    "risk": {
        "high": {"average_below": "45", "attendance_below": "60"},
        "medium": {"average_below": "60", "attendance_below": "75"},
    },
    "pass": {"average_at_least": "50"},
    "subject_pass": {"percent_at_least": "45"},
}


@pytest.fixture
@kept
def ten():
    term = factories.term()
    factories.paper_ten(term)
    return term


def figures_of(person, **params):
    return Figures(Scope.of(person, params))


def principal(term):
    return factories.member("principal", term.institution)


def letters(figures):
    return {count.letter: count.students for count in grade_counts(figures)}


def test_the_papers_ten_give_the_papers_figures(ten):
    figures = figures_of(principal(ten))
    total = figures.total
    assert (total.students, total.assessed, total.provisional) == (10, 10, 0)
    assert (total.average, total.attendance, total.pass_rate) == ("65.36", "75.1", "80.0")
    assert (total.high_risk, total.ungraded) == (3, 0)
    assert letters(figures) == {"A+": 1, "A": 3, "B": 2, "C": 1, "D": 1, "F": 2}
    assert risk_counts(figures) == {"High": 3, "Medium": 2, "Low": 5, "unknown": 0}
    assert [(one.letter, one.students) for one in most_common_grades(figures)] == [("A", 3)]
    assert top_grades(figures) == ["A+"]


def test_the_papers_subjects_and_branches(ten):
    figures = figures_of(principal(ten))
    assert {one.title: one.average for one in subject_averages(figures)} == {
        "Data Structures": "65.20",
        "English": "64.90",
        "Mathematics": "65.30",
        "Physics": "65.30",
        "Programming": "66.10",
    }
    assert {one.code: one.average for one in branch_averages(figures)} == {
        "CSE": "67.60",
        "ECE": "60.53",
        "IT": "67.20",
    }


def test_a_student_whose_marks_are_not_all_in_has_not_passed_all_subjects():
    result = factories.result(factories.term())
    factories.mark(result, "Physics", 80)
    factories.mark(result, "English", None, state=State.PENDING)
    figures = figures_of(principal(result.term))
    assert (figures.total.passed, figures.total.all_passed) == (1, 0)
    factories.Mark.objects.get(subject__title="English").delete()
    assert figures_of(principal(result.term)).total.all_passed == 1


def test_an_empty_register_has_no_figures():
    figures = figures_of(factories.member("principal", factories.institution()))
    total = figures.total
    assert (total.students, total.average, total.attendance, total.pass_rate) == (0, "", "", "")
    assert grade_counts(figures) == most_common_grades(figures) == []
    assert needing_attention(figures) == []


def test_the_worst_come_first(ten):
    found = needing_attention(figures_of(principal(ten)), most=3)
    assert [(one.result.student.roll_no, one.result.risk, one.whole) for one in found] == [
        ("CSE2110", "High", True),
        ("ECE2109", "High", True),
        ("ECE2106", "High", True),
    ]


def teacher(term, title, branch="CSE"):
    person = factories.member("faculty", term.institution)
    staff = factories.staff(term.institution, person=person)
    place = {"term": term, "branch": Branch.objects.get(code=branch), "semester": 4}
    Teaching.objects.create(staff=staff, subject=Subject.objects.get(title=title), **place)
    return person, staff, place


def test_a_subject_teacher_gets_figures_of_the_subject_alone(ten):
    person, *_ = teacher(ten, "Physics")
    figures = figures_of(person)
    assert (figures.total.students, figures.total.average) == (4, "65.50")
    assert letters(figures) == {"A+": 1, "A": 1, "B": 0, "C": 1, "D": 0, "F": 1}
    assert [one.title for one in subject_averages(figures)] == ["Physics"]


def test_a_subject_teacher_has_them_in_the_order_of_the_subject(ten):
    person, *_ = teacher(ten, "Physics")
    found = needing_attention(figures_of(person))
    assert [one.result.student.roll_no for one in found] == ["CSE2110", "CSE2107"]
    assert not any(one.whole for one in found)


def test_a_class_and_a_subject_elsewhere_are_added_up_for_that_subject(ten):
    person, staff, place = teacher(ten, "Physics", branch="IT")
    ClassCharge.objects.create(staff=staff, **{**place, "branch": Branch.objects.get(code="CSE")})
    assert figures_of(person).total.students == 4
    assert figures_of(person, subject="PHYSICS").total.students == 7
    assert figures_of(person, subject="ENGLISH").total.students == 4


def test_a_mentors_figures_are_those_of_the_mentees(ten):
    person = factories.member("mentor", ten.institution)
    staff = factories.staff(ten.institution, person=person)
    for student in Student.objects.filter(roll_no__in=["CSE2101", "CSE2110"]):
        Mentorship.objects.create(staff=staff, student=student)
    figures = figures_of(person)
    assert (figures.total.students, figures.total.average) == (2, "65.00")
    assert letters(figures)["A+"] == letters(figures)["F"] == 1
    assert {one.title: one.average for one in subject_averages(figures)}["Physics"] == "63.50"
    subject = figures_of(person, subject="PHYSICS").total
    assert (subject.students, subject.average) == (2, "63.50")


def test_two_policies_are_shown_side_by_side(ten):
    version = factories.policy_version(ten.institution, ANOTHER_POLICY)
    factories.mark(factories.result(ten, policy_version=version), score=85)
    figures = figures_of(principal(ten))
    assert [count.letter for count in grade_counts(figures)] == ["A+", "O", "A", "B", "C", "D", "F"]
    assert letters(figures)["O"] == 1
    assert top_grades(figures) == ["O", "A+"]
    assert [version.number for version in figures.bound] == [2, 1]


def test_the_best_grade_is_that_of_each_students_own_policy(ten):
    bands = [("A", "90"), ("B", "50"), ("C", "0")]
    definition = ANOTHER_POLICY | {
        "bands": [{"letter": letter, "at_least": line} for letter, line in bands]
    }
    version = factories.policy_version(ten.institution, definition)
    factories.mark(factories.result(ten, policy_version=version), score=95)
    factories.mark(factories.result(ten, policy_version=version), score=20)
    figures = figures_of(principal(ten))
    assert letters(figures)["A"] == 4
    assert (top_grades(figures), top_students(figures)) == (["A", "A+"], 2)
    assert [one.letter for one in grade_counts(figures) if one.fails] == ["F"]


def test_several_institutions_are_one_picture_and_each_its_own(ten):
    other = factories.term(factories.institution("OTHER"))
    factories.mark(factories.result(other, branch_code="CSE"), score=10)
    person = principal(ten)
    factories.Membership.objects.create(
        user=person, role="principal", institution=other.institution
    )
    together = figures_of(person)
    assert together.total.students == 11
    assert {one.code: one.students for one in branch_averages(together)}["CSE"] == 5
    assert figures_of(person, institution="OTHER").total.average == "10.00"


@pytest.fixture
def registers():
    return random_records()


@kept
def random_records():
    """Random records in two colleges, two terms and two policies, then changed at random."""
    chance = random.Random(20260801)
    places = []
    for code in ("ONE", "TWO"):
        college = factories.institution(code)
        version = factories.policy_version(college, ANOTHER_POLICY)
        for year in (2025, 2026):
            places.append((factories.term(college, code=f"T{year}", year=year), version))
    made = []
    for number in range(60):
        term, version = places[number % 4]
        with TermResult.objects.refreshing():
            bound = {"policy_version": version} if chance.random() < 0.4 else {}
            branch = chance.choice(["CSE", "IT"])
            made.append(one := factories.result(term, branch_code=branch, **bound))
            for title in chance.sample(factories.PAPER_SUBJECTS, 3):
                random_mark(chance, one, title)
            if chance.random() < 0.5:
                factories.attendance(one, chance.randint(40, 100))
    for one in chance.sample(made, 15):
        change(chance, TermResult.objects.get(pk=one.pk))
    return [term for term, _ in places]


def random_mark(chance, result, title):
    state = chance.choice([State.PRESENT] * 8 + [State.ABSENT, State.PENDING, State.WITHHELD])
    score = chance.randint(0, 80) if state == State.PRESENT else None
    factories.mark(result, title, score, max_score=80, state=state)
    if chance.random() < 0.5:
        held = chance.randint(0, 40)
        SubjectAttendance.objects.create(
            result=result,
            subject=factories.subject(result.institution, title),
            held=held,
            attended=chance.randint(0, held),
        )


def change(chance, result):
    mark = result.marks.first()
    if chance.random() < 0.3:
        result.status = TermResult.Status.WITHDRAWN
        result.save()
    elif chance.random() < 0.5:
        mark.delete()
    else:
        mark.state, mark.score = State.PRESENT, chance.randint(0, 80)
        mark.save()


def comparable(tallies, *figures):
    """Tallies without zeros of grades, and without the time of their cells' last change."""
    return {
        named: (
            [getattr(tally, name) for name in ("average", "pass_rate", "students", *figures)],
            (tally.provisional, tally.all_passed, tally.policies),
            +Counter(tally.grades),
            +Counter(tally.risks),
        )
        for named, tally in tallies.items()
    }


def averages(tallies):
    return {named: (one.average, one.assessed, one.students) for named, one in tallies.items()}


@pytest.mark.parametrize(
    "params",
    [{}, {"institution": "ONE"}, {"term": "T2025"}, {"branch": "IT"}, {"subject": "PHYSICS"}],
)
def test_stored_summaries_equal_what_the_records_come_to(registers, params):
    person = principal(registers[0])
    factories.Membership.objects.create(
        user=person, role="principal", institution=registers[2].institution
    )
    figures = figures_of(person, **params)
    results = figures.scope.whole_results()
    in_sight = Scope.of(person, {**params, "subject": ""}).results()
    marks = Mark.objects.filter(attempt=1, result__in=in_sight.values("pk"))
    by_subject = subject_records(marks)
    branches = branch_records(results)
    if "subject" in params:
        chosen = marks.filter(subject__code_key="PHYSICS")
        branches = [(branch, one) for branch, _, one in subject_records(chosen)]
        branches += subject_registers(chosen)
    attended = "attendance_sum", "attendance_known"
    assert comparable(figures.branches, *attended) == comparable(merged(branches), *attended)
    subjects = merged((subject, one) for _, subject, one in by_subject)
    if "subject" in params:
        assert comparable(figures.subjects) == comparable(subjects)
    assert averages(figures.subjects) == averages(subjects)
    assert figures.total.students == results.count() > 0
    assert figures.total == sum_of(figures.branches.values())
