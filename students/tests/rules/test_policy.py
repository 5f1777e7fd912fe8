"""A policy is read from its definition exactly, or refused with everything wrong with it."""

import copy
import json

import pytest
from hypothesis import given

from students.rules.policy import PAPER_POLICY, Policy, PolicyError
from students.rules.units import SCALE
from students.tests.rules.strategies import definitions


def paper_definition() -> dict:
    return copy.deepcopy(PAPER_POLICY.definition())


def problems_of(definition: object) -> tuple[str, ...]:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_definition(definition)
    return refusal.value.problems


def test_the_papers_policy_has_its_lines():
    assert PAPER_POLICY.letters == ("A+", "A", "B", "C", "D", "F")
    assert [band.at_least // SCALE for band in PAPER_POLICY.bands] == [90, 75, 60, 50, 40, 0]
    assert PAPER_POLICY.average_high == PAPER_POLICY.pass_average == 40 * SCALE
    assert PAPER_POLICY.attendance_medium == 75 * SCALE


@given(definitions())
def test_a_definition_is_read_and_written_without_loss(definition):
    policy = Policy.from_definition(definition)
    written = json.loads(json.dumps(policy.definition()))
    assert Policy.from_definition(written) == policy
    assert Policy.from_definition(written).fingerprint() == policy.fingerprint()


def test_the_same_rules_written_otherwise_have_the_same_fingerprint():
    definition = paper_definition()
    definition["bands"][0]["at_least"] = "090.00"
    assert Policy.from_definition(definition).fingerprint() == PAPER_POLICY.fingerprint()


def test_fingerprints_stored_long_ago_stay_valid():
    assert PAPER_POLICY.fingerprint() == (
        "134de7513ac59624000dead5a62c5e06500995474abb6b433aa3200ca8306c56"
    )


def test_another_threshold_has_another_fingerprint():
    definition = paper_definition()
    definition["bands"][0]["at_least"] = "90.01"
    assert Policy.from_definition(definition).fingerprint() != PAPER_POLICY.fingerprint()


def test_everything_wrong_is_said_at_once():
    definition = paper_definition()
    definition["bands"][1] = {"letter": "a+", "at_least": "90"}
    definition["bands"][5]["at_least"] = "5"
    definition["risk"]["medium"]["average_below"] = "39"
    definition["risk"]["high"]["attendance_below"] = "60.123"
    definition["pass"]["average_at_least"] = 40
    definition["bonus"] = "5"
    assert problems_of(definition) == (
        "bonus: no such setting.",
        "bands: the letter A+ stands more than once.",
        "bands[2].at_least: it is not below the band above.",
        "bands: the last one has to begin at 0.",
        "risk.high.attendance_below: 60.123 has more than 2 decimals.",
        'pass.average_at_least: 40 is not a percent written as text, such as "62.5".',
        "risk.medium.average_below: it lies below that of risk.high.",
    )


@pytest.mark.parametrize("at_least", ["100.01", "999", "-1", "1e1", " 90", "", None, 90.0, "٩٠"])
def test_a_threshold_is_a_percent_as_text(at_least):
    definition = paper_definition()
    definition["bands"][0]["at_least"] = at_least
    assert [problem.split(":")[0] for problem in problems_of(definition)] == ["bands[1].at_least"]


@pytest.mark.parametrize("letter", ["", "  ", "Q R", " Q", "EXCELLENT", None, 5, "Q\u202e"])
def test_a_letter_is_short_and_visible(letter):
    definition = paper_definition()
    definition["bands"][0]["letter"] = letter
    assert [problem.split(":")[0] for problem in problems_of(definition)] == ["bands[1].letter"]


@pytest.mark.parametrize("count", [0, 1, 11])
def test_the_number_of_bands_is_bounded(count):
    definition = paper_definition()
    lines = [*range(90, 0, -1)][: max(count - 1, 0)] + [0] * bool(count)
    definition["bands"] = [
        {"letter": f"L{place}", "at_least": str(line)} for place, line in enumerate(lines)
    ]
    assert problems_of(definition) == (f"bands: between 2 and 10 are possible, not {count}.",)


@pytest.mark.parametrize("definition", [{}, [], None, "A", {"bands": 5}, {"bands": [1, 2]}])
def test_something_else_than_a_definition_is_refused_in_words(definition):
    assert all(problem.endswith(".") for problem in problems_of(definition))
