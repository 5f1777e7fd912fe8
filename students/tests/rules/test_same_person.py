"""What speaks for one person and what against, and when it is enough to ask somebody."""

from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from students.rules.same_person import (
    OTHER,
    SAME,
    SHORT,
    SLIP,
    SPELLING,
    Person,
    Sign,
    compare,
    is_slip_of_day,
    names_alike,
    phone_key,
)
from students.rules.same_person_pairs import MOST_SHARING, candidates, likely_pairs
from students.tests.rules.variations import LOOKALIKES, VARIATIONS, register

MAIL, PHONE, BORN = "sneha@example.org", "9876543210", "2004-05-13"
SNEHA = Person("Sneha Deshpande", MAIL, PHONE, BORN, "Suresh Deshpande")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Sneha Deshpande", "DESHPANDE, Sneha", SAME),
        ("Ram Kumar", "Ramkumar", SAME),
        ("Sneha Deshpande", "स्नेहा देशपांडे", SAME),
        ("Swati Deshmukh", "Swatee Deshmookh", SAME),
        ("Siddharth Rao", "Siddhartha Rao", SPELLING),
        ("Rahul Kumar Sharma", "Rahul Sharma", SPELLING),
        ("S. Deshpande", "Sneha Deshpande", SHORT),
        ("Anita Joshi", "Amita Joshi", SLIP),
        ("Rahul Sharma", "Rohit Sharma", OTHER),
        ("Sneha", "Sneha Deshpande", OTHER),
        ("Amita Koshi", "Anita Joshi", OTHER),
        ("Rina Shah", "Rani Shah", OTHER),
        ("", "Rani Shah", OTHER),
    ],
)
def test_names(one, other, alike):
    assert names_alike(one, other) == alike
    assert names_alike(other, one) == alike


def likely(**other):
    return compare(SNEHA, Person("Sneha Deshpande")._replace(**other)).likely


def test_a_name_alone_proposes_nobody():
    assert not likely()


def test_one_more_thing_that_agrees_is_enough_for_a_whole_name():
    assert likely(mail=MAIL.upper())
    assert likely(phone="+91 98765-43210")
    assert likely(born=BORN)
    assert likely(guardian="DESHPANDE Suresh")


def test_another_day_of_birth_is_another_person_unless_mail_and_telephone_agree():
    assert not likely(born="2001-11-02", mail=MAIL)
    assert not likely(born="2001-11-02", phone=PHONE)
    assert likely(born="2001-11-02", phone=PHONE, mail=MAIL)


def test_who_was_born_on_one_day_and_is_reached_elsewhere_is_not_proposed():
    assert not likely(born=BORN, mail="other@example.org", phone="9000000000")
    assert likely(born=BORN, mail="other@example.org")


def test_an_initial_needs_the_mail_or_day_and_telephone():
    assert likely(name="S. Deshpande", mail=MAIL)
    assert likely(name="S. Deshpande", born=BORN, phone=PHONE)
    assert not likely(name="S. Deshpande", phone=PHONE)
    assert not likely(name="S. Deshpande", born=BORN)


def test_siblings_and_twins_are_not_proposed():
    home = {"phone": PHONE, "guardian": "Suresh Deshpande"}

    assert not likely(name="Shruti Deshpande", born="2006-01-01", **home)
    assert not likely(name="Shruti Deshpande", born=BORN, **home)


def test_twins_one_letter_apart_are_proposed_unless_their_mails_differ():
    anita = Person("Anita Joshi", "", PHONE, BORN)

    assert compare(anita, anita._replace(name="Amita Joshi")).likely
    told = compare(anita, anita._replace(name="Amita Joshi")).against
    assert told == (Sign.MISSPELLED,)
    with_mail = anita._replace(mail=MAIL)
    assert not compare(with_mail, anita._replace(name="Amita Joshi", mail="a@example.org")).likely


def test_what_speaks_for_and_against_is_told():
    other = Person("स्नेहा देशपांडे", "other@example.org", PHONE, "2004-05-18")

    found = compare(SNEHA, other)

    assert found.likely
    assert found.speaks_for == (Sign.NAME, Sign.PHONE, Sign.NEARLY_BORN)
    assert found.against == (Sign.MAIL,)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("2004-05-03", "2004-03-05", True),
        ("2004-05-03", "2004-05-08", True),
        ("2004-05-03", "2014-05-03", True),
        ("2004-05-03", "2004-05-11", False),
        ("2004-05-03", "2005-06-03", False),
    ],
)
def test_slips_of_a_day(one, other, slip):
    assert is_slip_of_day(one, other) is slip


def test_telephones_are_their_last_ten_digits():
    assert phone_key("+91 98765 43210") == phone_key("09876543210") == "9876543210"
    assert phone_key("12345") == ""


people = st.builds(
    Person,
    st.sampled_from(
        [
            "Sneha Deshpande",
            "S Deshpande",
            "स्नेहा देशपांडे",
            "Anita Joshi",
            "Amita Joshi",
            "Sneha Rao Deshpande",
            "",
        ]
    ),
    st.sampled_from(["", MAIL, "a@example.org"]),
    st.sampled_from(["", PHONE, "9000000000", "12"]),
    st.sampled_from(["", BORN, "2004-05-18", "2001-01-01"]),
    st.sampled_from(["", "Suresh Deshpande", "Ramesh Joshi"]),
)


@given(people, people)
def test_it_is_the_same_whoever_is_asked_first(one, other):
    assert compare(one, other) == compare(other, one)


@given(people, people)
def test_nothing_speaks_for_and_against_at_once_and_what_is_likely_has_reasons(one, other):
    found = compare(one, other)

    assert not set(found.speaks_for) & set(found.against)
    assert found.speaks_for or not found.likely


@given(people)
def test_whoever_has_a_name_and_one_thing_besides_is_like_themselves(one):
    named = len(one.name.split()) > 1
    besides = one.mail or phone_key(one.phone) or one.born or one.guardian

    assert compare(one, one).likely == bool(named and besides)


@settings(max_examples=60)
@given(st.lists(people, max_size=12))
def test_blocks_lose_no_pair_that_is_likely(some):
    numbered = dict(enumerate(some))

    found = {pair[:2] for pair in likely_pairs(numbered)}

    assert found == {
        (one, other)
        for one, other in combinations(numbered, 2)
        if compare(numbered[one], numbered[other]).likely
    }


def test_what_many_share_is_nobodys_own():
    office = {pk: Person(f"Name{pk} Rao", phone=PHONE) for pk in range(MOST_SHARING + 1)}

    assert candidates(office) == set()


def test_the_made_register_is_told_apart_as_docs_quality_says():
    made = register(Random(3), each=60, others=3000)

    found = {pair[:2] for pair in likely_pairs(made.people)}

    right = found & made.twice.keys()
    assert len(right) >= 0.9 * len(made.twice)
    assert len(right) >= 0.95 * len(found)
    kinds = [made.apart[pair] for pair in found & made.apart.keys()]
    assert kinds.count("siblings with one telephone") == kinds.count("namesakes") == 0
    assert {*made.twice.values()} == VARIATIONS.keys()
    assert {*made.apart.values()} == LOOKALIKES.keys()
