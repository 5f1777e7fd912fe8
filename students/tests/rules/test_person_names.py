"""Names in their one spelling: what is written differently and is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.person_names import MOST_PARTS, parts_of, sound_of
from students.tests.rules.variations import IN_DEVANAGARI


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Meenakshi", "Minaxi"),
        ("Chaudhary", "Choudhari"),
        ("Lakshmi", "Laxmi"),
        ("Gaikwad", "Gayakwad"),
        ("Jayashree", "Jayshri"),
        ("Gyaneshwar", "Dnyaneshwar"),
        ("Mr. Rohan", "rohan"),
        ("Shri Ravi", "Dr Ravi"),
        ("श्रीमती कविता", "कविता"),
        ("सिंह", "Singh"),
        ("राठौड़", "Rathod"),
        ("José", "Jose"),
    ],
)
def test_usual_spellings_of_one_name_are_one(one, other):
    assert parts_of(one) == parts_of(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Rina", "Rani"), ("Ravi", "Rani"), ("Asha", "Usha"), ("Amit", "Anit")]
)
def test_other_names_stay_other_names(one, other):
    assert parts_of(one) != parts_of(other)


@pytest.mark.parametrize(("latin", "devanagari"), IN_DEVANAGARI.items())
def test_a_name_sounds_the_same_in_both_scripts(latin, devanagari):
    (one,), (other,) = parts_of(latin), parts_of(devanagari)

    assert sound_of(one) == sound_of(other)


def test_initials_are_parts_of_their_own():
    assert parts_of("R.K. Sharma") == ("r", "k", "sarma")


def test_a_title_alone_is_a_name():
    assert parts_of("Miss") == ("mis",)


@given(st.text(max_size=80))
def test_whatever_is_typed_has_few_parts_without_capitals_or_spaces(name):
    parts = parts_of(name)

    assert len(parts) <= MOST_PARTS
    assert all(part and part == part.strip() for part in parts)
    assert all(sound_of(part) for part in parts)


@given(st.lists(st.sampled_from(sorted(IN_DEVANAGARI)), min_size=1, max_size=3))
def test_capitals_and_spaces_change_nothing(names):
    name = " ".join(names)

    assert parts_of(name) == parts_of(f"  {name.upper()} ".replace(" ", "  "))
