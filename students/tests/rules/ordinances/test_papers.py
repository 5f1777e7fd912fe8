"""A subject is passed by all its heads, and its grade tells whether it is."""

import pytest

from students.rules.components import ComponentFact
from students.rules.papers import Paper, judged
from students.rules.policy import PAPER_POLICY, Policy

HEADS = [
    {"name": "Internal", "kinds": ["quiz"], "at_least": "0"},
    {"name": "Semester-end", "codes": ["ese"], "at_least": "50"},
]


def policy(**changes) -> Policy:
    return Policy.from_definition(PAPER_POLICY.definition() | changes)


def paper(internal, final) -> Paper:
    """A quiz out of 40 and an end-semester examination out of 60; None is an absence."""
    parts = [
        ComponentFact("absent" if got is None else "present", got, most, most, kind, code)
        for got, most, kind, code in ((internal, 40, "quiz", "Q"), (final, 60, "practical", "ESE"))
    ]
    return Paper("A", 40, "present", (internal or 0) + (final or 0), 100, parts=tuple(parts))


@pytest.mark.parametrize(
    ("internal", "final", "letter"),
    [(40, 30, "B"), (40, 29, "F"), (0, 45, "D"), (None, 60, "F"), (10, 30, "D"), (9, 30, "F")],
)
def test_every_head_has_to_be_sat_and_passed_and_so_has_the_whole(internal, final, letter):
    one = judged(policy(ordinance={"heads": HEADS}), paper(internal, final))
    assert (one.letter, one.passed) == (letter, letter != "F")


def test_a_head_is_not_asked_for_where_the_subject_has_none_of_its_parts():
    one = judged(policy(ordinance={"heads": HEADS}), Paper("A", 40, "present", 45, 100))
    assert one.passed
    assert [head.name for head in one.heads] == ["Aggregate"]


def test_a_subject_passed_below_the_lowest_passing_grade_gets_that_grade():
    lenient = policy(subject_pass={"percent_at_least": "35"})
    assert judged(lenient, Paper("A", 40, "present", 36, 100)).letter == "D"
    assert judged(lenient, Paper("A", 40, "present", 34, 100)).letter == "F"


def test_a_subject_not_passed_has_the_failing_grade_whatever_its_percent():
    strict = policy(subject_pass={"percent_at_least": "60"})
    one = judged(strict, Paper("A", 40, "present", 59, 100))
    assert (one.letter, one.point, one.earned) == ("F", 0, 0)


@pytest.mark.parametrize("state", ["pending", "exempt", "withheld", "malpractice"])
def test_without_a_mark_there_is_no_grade(state):
    one = judged(PAPER_POLICY, Paper("A", 40, state))
    assert (one.passed, one.letter, one.point, one.in_average) == (None, "", None, False)
