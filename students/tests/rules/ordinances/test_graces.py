"""Grace goes to who needs it least first, never to who was absent, and only by one ordinance."""

import pytest

from students.rules.papers import Paper
from students.rules.policy import PAPER_POLICY, Policy
from students.rules.standings import term_figures


def figures(graces, **scores):
    """The paper's bands and these ordinances; each subject out of 100, None for an absence."""
    definition = PAPER_POLICY.definition() | {"ordinance": {"grace": graces}}
    papers = [
        Paper(code, 40, "absent" if score is None else "present", score and score * 100)
        for code, score in scores.items()
    ]
    return term_figures(Policy.from_definition(definition), papers)


def given(graces, **scores):
    papers = figures(graces, **scores).papers
    return {one.paper.code: one.grace[0].marks // 100 for one in papers if one.grace}


def test_the_subject_that_needs_least_comes_first_when_not_all_can_be_passed():
    five = [{"code": "O.1", "total_marks": "5"}]
    assert given(five, A=36, B=38, C=37) == {"B": 2, "C": 3}


def test_equal_needs_go_by_the_codes_of_the_subjects():
    three = [{"code": "O.1", "total_marks": "3"}]
    assert given(three, B=38, A=38) == {"A": 2}


def test_a_subject_beyond_the_allowance_gets_nothing_rather_than_a_part_of_it():
    assert given([{"code": "O.1", "total_marks": "5"}], A=34) == {}


def test_an_absence_is_not_graced():
    assert given([{"code": "O.1", "total_marks": "100"}], A=None, B=39) == {"B": 1}
    whole = [{"code": "O.1", "total_marks": "100", "whole_examination": True}]
    assert given(whole, A=None, B=39) == {}


def test_the_second_ordinance_is_used_where_the_first_gives_nothing():
    both = [{"code": "O.1", "total_marks": "1"}, {"code": "O.2", "total_marks": "4"}]
    assert given(both, A=36) == {"A": 4}
    assert given(both, A=39, B=36) == {"A": 1}  # O.1 gives something, so O.2 is not looked at


@pytest.mark.parametrize("state", ["pending", "withheld", "malpractice"])
def test_nothing_is_given_while_a_paper_is_open(state):
    definition = PAPER_POLICY.definition() | {"ordinance": {"grace": [{"code": "O.1"}]}}
    papers = [Paper("A", 40, "present", 3900), Paper("B", 40, state)]
    figures = term_figures(Policy.from_definition(definition), papers)
    assert not any(one.grace for one in figures.papers)


def test_grace_never_stands_in_the_score():
    one = figures([{"code": "O.1"}], A=39).papers[0]
    assert (one.paper.score, one.grace[0].marks, one.letter) == (3900, 100, "D")


def test_an_audit_neither_gets_grace_nor_stands_in_its_way():
    definition = PAPER_POLICY.definition() | {
        "ordinance": {"grace": [{"code": "O.1", "total_marks": "2", "whole_examination": True}]}
    }
    papers = [Paper("A", 40, "present", 3900), Paper("S", 20, "present", 1000, kind="audit")]
    figures = term_figures(Policy.from_definition(definition), papers)
    assert [bool(one.grace) for one in figures.papers] == [True, False]
