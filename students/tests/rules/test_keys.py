"""Codes and names have one key each, the same on every database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from students.rules.keys import (
    NAME_KEY_LENGTH,
    code_problem,
    key_of,
    name_key_of,
    unsafe_characters,
)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("cse2101", "CSE2101"),
        (" CSE 21\u00a001 ", "CSE2101"),
        ("ＣＳＥ２１０１", "CSE2101"),
        ("straße", "STRASSE"),
        ("Jose\u0301", "JOSÉ"),
        ("०१२", "०१२"),
    ],
)
def test_a_code_is_found_however_it_is_typed(typed, key):
    assert key_of(typed) == key


def test_accents_keep_two_codes_apart():
    assert key_of("É1") != key_of("E1")


def test_a_name_key_collapses_spaces_and_case():
    assert name_key_of("  Aarav \t SHARMA ") == "aarav sharma"


def test_joiners_in_an_indic_name_are_allowed_and_leave_the_key():
    name = "ക്\u200dഷ"
    assert unsafe_characters(name) == ()
    assert name_key_of(name) == name_key_of(name.replace("\u200d", ""))


def test_a_name_that_nfkc_lengthens_is_cut_to_its_column():
    assert len(name_key_of("\ufdfa" * 100)) <= NAME_KEY_LENGTH


# Letters that case folding or NFKC lengthens, composes or turns into others.
AWKWARD = st.sampled_from("ßẞŉǰΐΣςıİſK̈̇ͅ¨ﬁﷺ ½①Ａ\u200d\u00a0")


@given(st.text(st.characters(codec="utf-8") | AWKWARD, max_size=12))
def test_the_key_of_a_key_is_itself(text):
    assert key_of(key_of(text)) == key_of(text)
    assert not any(character.isspace() for character in key_of(text))


@given(st.text(st.characters(codec="utf-8") | AWKWARD, max_size=12))
def test_the_key_of_a_name_key_is_itself(name):
    assert name_key_of(name_key_of(name)) == name_key_of(name)


def test_characters_nobody_sees_are_named():
    assert unsafe_characters("a\u202eb\x00c\u200bd\u202e") == ("\u202e", "\x00", "\u200b")
    assert unsafe_characters("प्रिया यादव–Ñ") == ()


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("CSE2101", ""),
        ("  ", "It is empty."),
        ("A\u202eB", "It holds characters that cannot be seen: U+202E."),
        ("\ufdfa" * 10, "It is longer than 120 letters."),
    ],
)
def test_a_code_that_cannot_be_taken_says_why(code, problem):
    assert code_problem(code) == problem


@given(st.text(st.characters(min_codepoint=0, max_codepoint=127)))
def test_a_plain_text_has_the_key_it_has_beside_a_letter_that_is_not_plain(text):
    assert key_of(f"é{text}") == f"É{key_of(text)}"
    beside = name_key_of(f"e{text}").replace("e", "é", 1)
    assert name_key_of(f"é{text}") == beside
    assert unsafe_characters(f"é{text}") == unsafe_characters(text)
