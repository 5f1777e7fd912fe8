"""What must still be got in the parts to come, exactly, for a grade that is within reach or not."""

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analytics.people.ahead import Ahead, Subject, ahead, so_far
from students.models import Component, Mark, PolicyVersion, Role, TermResult
from students.rules.components import ComponentFact
from students.rules.grading import MarkFact
from students.rules.remedies import HUNDREDTH
from students.rules.units import HUNDRED, SCALE
from students.tests import factories as make
from students.tests.models.classes import ordained
from students.tests.results.pages import text

PERCENTS = st.integers(0, HUNDRED)
TWENTIETHS = st.integers(0, 18)


def average(subjects, got):
    """The average at the end, with so much (1e-10) in everything that is still to come."""
    finals = [one.percent * one.share + got * (1 - one.share) for one in subjects]
    return sum(finals) / len(finals)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(st.tuples(PERCENTS, TWENTIETHS), min_size=1, max_size=6), PERCENTS)
def test_what_is_needed_is_enough_and_a_hundredth_less_is_not(found, line):
    subjects = tuple(Subject(percent, Fraction(share, 20)) for percent, share in found)
    needed = Ahead(subjects).needed(line)

    if needed is None:
        assert average(subjects, HUNDRED) < line
    else:
        assert average(subjects, needed * HUNDREDTH) >= line
        assert average(subjects, (needed - 1) * HUNDREDTH) < line


def test_a_subject_without_a_mark_is_open_as_a_whole_and_an_exempt_one_none():
    part = MarkFact("present", 50 * SCALE), Fraction(2, 5)
    found = ahead([part, (MarkFact("pending"), Fraction(1)), (MarkFact("exempt"), Fraction(1))])

    assert found == Ahead((Subject(50 * SCALE, Fraction(2, 5)), Subject(0, Fraction(0))))
    assert found.needed(60 * SCALE) == 6250  # 20 + 0.6 x and x make 120


def test_with_whole_marks_alone_nothing_is_reckoned_by_parts():
    assert (
        ahead([(MarkFact("present", SCALE), Fraction(1)), (MarkFact("pending"), Fraction(0))])
        is None
    )


WEIGHTS = {"Q": 2000, "M": 2000, "E": 6000}


def part(code, state="present", score=None):
    return ComponentFact(state, score, 1000, WEIGHTS[code], "quiz", code)


def test_an_exempt_part_weighs_nothing_on_either_side():
    known = [part("Q", score=800), part("M", "exempt")]

    assert so_far(None, known, WEIGHTS) == (MarkFact("present", 80 * SCALE), Fraction(1, 4))


def test_while_there_are_exempt_parts_alone_the_whole_is_open():
    mark = Mark(state="exempt", max_score=Decimal(100))
    exempt = so_far(mark, [part("M", "exempt")], WEIGHTS)

    assert ahead([exempt]) == Ahead((Subject(0, Fraction(0)),))
    assert so_far(mark, [part("M", "exempt")], {"M": 2000})[0] == MarkFact("exempt")


def test_of_a_pending_mark_the_parts_that_are_in_are_known():
    known = [part("Q", score=500), part("M", "pending")]

    for mark in (None, Mark(state="pending", max_score=Decimal(100))):
        assert so_far(mark, known, WEIGHTS) == (MarkFact("present", 50 * SCALE), Fraction(1, 5))


@pytest.fixture
def asha(client):
    """20 of 40 are in, of which 60 are still to come; she looks."""
    term = make.term()
    result = make.result(term, make.student(term.institution, "ASHA"))
    mark = make.mark(result, "Physics", 0, published=True)
    make.component_mark(mark, "MID", 5, published=True)
    Component.objects.create(
        subject=mark.subject, term=term, kind="end_semester", code="ESE", max_score=100, weight=60
    )
    Component.objects.filter(code="MID").update(weight=40, max_score=10)
    mark.component_marks.get().save()
    result.student.user = make.member(Role.STUDENT, term.institution)
    result.student.save()
    client.force_login(result.student.user)
    return result


@pytest.mark.django_db
def test_the_page_asks_for_it_in_what_is_still_to_come(client, asha):
    shown = text(client.get(reverse("own-record")))

    assert "Your average so far is 50.00, grade C" in shown
    assert "Reach grade B At least 66.67 in what is still to come in the subject." in shown
    assert "All your marks are published" not in shown


@pytest.mark.django_db
def test_the_parts_of_an_unpublished_mark_are_reckoned_with(client, asha):
    mark = asha.marks.get()
    mark.published = False
    mark.save()
    shown = text(client.get(reverse("own-record")))

    # 20 of 40 are in: 60 of 100 to come must bring 20 for a pass at 40
    assert "At least 33.34 in what is still to come in the subject." in shown


@pytest.mark.django_db
def test_of_several_subjects_it_is_asked_in_each(client, asha):
    make.mark(asha, "Chemistry", None, state="pending", published=True)
    shown = text(client.get(reverse("own-record")))

    assert "in everything that is still to come, in 2 subjects." in shown


@pytest.mark.django_db
def test_no_figure_is_told_where_the_best_parts_count_alone(client, asha):
    ordained(asha.term, {"best_of": [{"kinds": ["quiz"], "count": 2}]})
    newest = PolicyVersion.objects.latest("pk")
    with TermResult.objects.refreshing([asha.pk]):
        TermResult.objects.filter(pk=asha.pk).update(policy_version=newest)
    shown = text(client.get(reverse("own-record")))

    assert "Your average so far is 50.00" in shown
    assert "Reach grade" not in shown


@pytest.mark.django_db
def test_the_overview_says_until_when_parts_are_due(client, asha):
    due = datetime.date(2100, 1, 31)
    client.force_login(make.member(Role.PRINCIPAL, asha.institution))
    assert "so far" not in client.get(reverse("overview")).context["lede"]
    Component.objects.filter(code="ESE").update(due_on=due)

    lede = client.get(reverse("overview")).context["lede"]

    assert lede.endswith("Marks and grades are those so far: parts are due until 31 Jan 2100.")


@pytest.mark.django_db
def test_parts_of_subjects_that_nobody_looks_at_are_not_waited_for(client, asha):
    other = make.result(asha.term, branch_code="ECE")
    make.component_mark(make.mark(other, "Signals", 0), "MID", 5)
    Component.objects.filter(subject__title="Signals").update(due_on=datetime.date(2100, 1, 31))
    client.force_login(make.member(Role.PRINCIPAL, asha.institution))

    for query, is_told in (
        ("", 1),
        ("?branch=CSE", 0),
        ("?branch=ECE", 1),
        ("?subject=PHYSICS", 0),
    ):
        told = "are due until" in client.get(f"{reverse('overview')}{query}").context["lede"]
        assert told == is_told, query


@pytest.mark.django_db
def test_the_trends_say_that_the_newest_figures_are_those_so_far(client, asha):
    Component.objects.filter(code="ESE").update(due_on=datetime.date(2100, 1, 31))
    client.force_login(make.member(Role.PRINCIPAL, asha.institution))

    assert "due until 31 Jan 2100" in text(client.get("/dashboards/trends/"))
