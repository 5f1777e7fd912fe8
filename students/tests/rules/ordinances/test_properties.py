"""What holds under every ordinance, whatever the marks."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from students.rules.attempts import counting_attempt
from students.rules.averages import grade_point_average
from students.rules.components import combined
from students.rules.graces import total_of
from students.rules.ordinances import BestOf, Ordinance, Parts
from students.rules.papers import judged
from students.rules.policy import PAPER_POLICY, Policy
from students.rules.standings import PASS, standing, term_figures
from students.rules.units import HUNDRED
from students.tests.rules.ordinances.strategies import papers, parts, policies, terms


@given(policies())
def test_a_policy_with_an_ordinance_is_written_and_read_without_loss(policy):
    assert Policy.from_definition(policy.definition()) == policy


@given(policies(), terms())
def test_grace_never_lowers_anything(policy, term):
    for one in term_figures(policy, term).papers:
        without = judged(policy, one.paper)
        assert (one.point or 0) >= (without.point or 0)
        assert one.passed or not without.passed


@given(policies(), terms())
def test_grace_stays_within_its_ordinance(policy, term):
    figures = term_figures(policy, term)
    lines = [line for one in figures.papers for line in one.grace]
    if not lines:
        return
    largest = total_of(judged(policy, paper) for paper in term)[1]
    used = [g for g in policy.ordinance.grace if g.code == lines[0].code]
    assert {line.code for line in lines} == {lines[0].code}
    assert any(allows(grace, lines, figures.papers, largest) for grace in used)


def allows(grace, lines, given, largest) -> bool:
    total, subjects = sum(line.marks for line in lines), sum(bool(one.grace) for one in given)
    percent = grace.total_percent
    rounded = 100 if grace.whole_marks else 0
    return (
        (grace.total_marks is None or total <= grace.total_marks)
        and (percent is None or total < Fraction(percent * largest, HUNDRED) + rounded + 1)
        and (grace.heads is None or len(lines) <= grace.heads)
        and (grace.subjects is None or subjects <= grace.subjects)
    )


@given(policies(), terms())
def test_grace_for_the_whole_examination_passes_it_or_is_not_given(policy, term):
    figures = term_figures(policy, term)
    codes = {line.code for one in figures.papers for line in one.grace}
    whole = all(grace.whole_examination for grace in policy.ordinance.grace)
    if codes and whole:
        assert figures.state == PASS


@given(policies(), terms())
def test_no_grace_is_given_that_changes_nothing(policy, term):
    for one in term_figures(policy, term).papers:
        if one.grace:
            assert one.passed
            assert not judged(policy, one.paper).passed


@given(policies(), terms())
def test_an_average_lies_between_its_least_and_its_greatest_point(policy, term):
    figures = term_figures(policy, term)
    points = [one.point for one in figures.papers if one.in_average]
    if figures.sgpa is not None:
        assert min(points) <= figures.sgpa <= max(points)


@given(policies(), terms(), st.randoms())
def test_the_order_of_subjects_does_not_matter(policy, term, random):
    shuffled = random.sample(term, len(term))
    one, other = term_figures(policy, term), term_figures(policy, shuffled)
    assert set(one.papers) == set(other.papers)
    assert (one.sgpa, one.state, one.class_title) == (other.sgpa, other.state, other.class_title)
    assert standing(policy, [one]) == standing(policy, [other])


@given(policies(), terms())
def test_after_one_term_the_cgpa_is_the_sgpa(policy, term):
    figures = term_figures(policy, term)
    assert standing(policy, [figures]).cgpa == figures.sgpa


@given(terms())
def test_terms_of_equal_grades_leave_the_average_as_it_is(term):
    again = [type(one)(f"{one.code}2", *list(vars(one).values())[1:]) for one in term]
    first, second = term_figures(PAPER_POLICY, term), term_figures(PAPER_POLICY, again)
    if first.sgpa is not None:
        assert standing(PAPER_POLICY, [first, second]).cgpa == first.sgpa


@given(policies(), st.lists(papers("A"), min_size=1, max_size=4))
def test_a_pass_is_never_lost_by_trying_again_unless_the_latest_counts(policy, tries):
    attempts = [judged(policy, paper) for paper in tries]
    counted = counting_attempt(policy, attempts)
    if policy.ordinance.attempts != "latest":
        assert bool(counted.passed) == any(one.passed for one in attempts)
    assert counted.paper in tries


@given(st.lists(parts("quiz"), min_size=1, max_size=6), st.integers(1, 6))
def test_a_better_test_never_makes_the_best_of_them_worse(tests, count):
    best = [BestOf(Parts(("quiz",)), count)]
    same = [type(one)(one.state, one.score, 2000, 2000, one.kind) for one in tests if within(one)]
    if not same:
        return
    before = combined(same, best)
    same[0] = type(same[0])("present", 2000, 2000, 2000, "quiz")
    after = combined(same, best)
    assert Fraction(after.score, after.max_score) >= Fraction(before.score or 0, before.max_score)
    assert after.max_score == 2000 * min(count, len(same))


def within(part) -> bool:
    return part.score is None or part.score <= 2000


@given(terms())
def test_an_average_is_the_exact_mean_half_up(term):
    papers = term_figures(PAPER_POLICY, term).papers
    rows = [(one.paper.credits, one.point) for one in papers if one.in_average]
    average = grade_point_average(Ordinance(), papers)
    if average is not None:
        exact = Fraction(sum(c * p for c, p in rows), sum(c for c, _ in rows))
        assert average - Fraction(1, 2) <= exact < average + Fraction(1, 2)
    else:
        assert not sum(credits for credits, _ in rows)
