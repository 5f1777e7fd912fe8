"""An ordinance is read from its definition exactly, or refused with everything wrong with it."""

import pytest

from students.rules.ordinances import DEFAULT
from students.rules.policy import PAPER_POLICY, Policy, PolicyError


def policy(ordinance: object) -> Policy:
    return Policy.from_definition(PAPER_POLICY.definition() | {"ordinance": ordinance})


def problems_of(ordinance: object) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as refusal:
        policy(ordinance)
    return refusal.value.problems


def test_a_policy_without_an_ordinance_has_the_usual_one_and_its_old_fingerprint():
    assert PAPER_POLICY.ordinance == DEFAULT
    assert policy({}) == PAPER_POLICY
    assert policy({}).fingerprint() == PAPER_POLICY.fingerprint()
    assert policy({"attempts": {"counts": "best"}}).fingerprint() == PAPER_POLICY.fingerprint()
    assert policy({"attempts": {"counts": "latest"}}).fingerprint() != PAPER_POLICY.fingerprint()


def test_usual_points_are_ten_and_one_less_for_each_next_band():
    bands = len(PAPER_POLICY.bands)
    points = [DEFAULT.point(place, bands) for place in range(bands)]
    assert points == [1000, 900, 800, 700, 600, 0]


@pytest.mark.parametrize(
    ("ordinance", "problem"),
    [
        ([], "ordinance: settings with names are needed."),
        ({"bonus": 1}, "ordinance.bonus: no such setting."),
        ({"points": {"A+": "9"}}, "ordinance.points.A: None is not a number written as text"),
        ({"heads": {}}, "ordinance.heads: a list is needed."),
        ({"heads": ["x"]}, "ordinance.heads[1]: settings with names are needed."),
        (
            {"heads": [{"name": "Aggregate", "kinds": ["quiz"], "at_least": "40"}]},
            "ordinance.heads: the name AGGREGATE stands more than once.",
        ),
        (
            {"heads": [{"name": "Oral", "kinds": ["viva"], "at_least": "40"}]},
            "ordinance.heads[1].kinds[1]: 'viva' is not one of assignment, quiz",
        ),
        (
            {"heads": [{"name": "Oral", "at_least": "101"}]},
            "ordinance.heads[1]: it names no kinds and no codes of components.",
        ),
        (
            {"best_of": [{"kinds": ["quiz"], "count": 0}]},
            "ordinance.best_of[1].count: at least one counts.",
        ),
        (
            {"best_of": [{"kinds": ["quiz"], "count": True}]},
            "ordinance.best_of[1].count: True is not a whole number up to 1000.",
        ),
        ({"grace": [{}]}, "ordinance.grace[1].code: it is missing."),
        (
            {"grace": [{"code": "O.1", "for": "luck"}]},
            "ordinance.grace[1].for: 'luck' is not one of passing, grade, class.",
        ),
        (
            {"grace": [{"code": "O.1", "for": "grade"}]},
            "ordinance.grace[1].letter: None is not a passing grade that is asked for.",
        ),
        (
            {"grace": [{"code": "O.1", "letter": "A"}]},
            "ordinance.grace[1].letter: 'A' is not a passing grade that is asked for.",
        ),
        (
            {"grace": [{"code": "O.1", "per_head": [{"marks": "2"}, {"marks": "3"}]}]},
            "ordinance.grace[1].per_head: the steps rise, and only the last one is open.",
        ),
        (
            {"grace": [{"code": "O.1", "total_marks": 5}]},
            "ordinance.grace[1].total_marks: 5 is not a number written as text",
        ),
        (
            {"grace": [{"code": "O.1", "whole_marks": "yes"}]},
            "ordinance.grace[1].whole_marks: it is true or false.",
        ),
        (
            {"attempts": {"counts": "capped", "letter": "F"}},
            "ordinance.attempts.letter: 'F' is not a passing grade that is asked for.",
        ),
        (
            {"attempts": {"counts": "capped", "letter": ["A"]}},
            "ordinance.attempts.letter: ['A'] is not a passing grade that is asked for.",
        ),
        (
            {"classes": [{"title": "II", "at_least": "50"}, {"title": "I", "at_least": "60"}]},
            "ordinance.classes: each begins below the one above it.",
        ),
        ({"promotion": {}}, "ordinance.promotion: backlogs_at_most or credits_at_least is needed."),
        (
            {"promotion": {"backlogs_at_most": -1}},
            "ordinance.promotion.backlogs_at_most: -1 is not a whole number up to 1000.",
        ),
        (
            {"average": {"rounding": "up"}},
            "ordinance.average.rounding: 'up' is not one of half_up, down.",
        ),
    ],
)
def test_what_is_wrong_with_an_ordinance_is_said(ordinance, problem):
    assert any(found.startswith(problem) for found in problems_of(ordinance))


def test_points_fall_from_the_best_grade_to_nothing():
    rising = dict(zip(PAPER_POLICY.letters, ("9", "10", "8", "7", "6", "0"), strict=True))
    paid_failure = dict(zip(PAPER_POLICY.letters, ("10", "9", "8", "7", "6", "1"), strict=True))
    for points in (rising, paid_failure):
        assert problems_of({"points": points}) == (
            "ordinance.points: they fall from the best grade to 0 for the last.",
        )


@pytest.mark.parametrize("text", ["1e3", "٩", "-1", "1.234", "", " 5", "5" * 300, "nan"])
def test_a_number_is_plain_text_of_two_decimals(text):
    problems = problems_of({"grace": [{"code": "O.1", "total_marks": text}]})
    assert len(problems) == 1
    assert problems[0].startswith("ordinance.grace[1].total_marks: ")
