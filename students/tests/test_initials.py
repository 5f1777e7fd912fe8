"""Initials in either script."""

import pytest

from students.templatetags.people import initials


@pytest.mark.parametrize(
    ("name", "drawn"),
    [
        ("Nisha Tiwari", "NT"),
        ("nisha k. tiwari", "NT"),
        ("Sunita", "S"),
        ("प्रिया यादव", "प्रि"),
        ("आरती मिश्रा", "आ"),
        ("", ""),
        ("– 7", ""),
    ],
)
def test_initials_are_first_and_last_or_one_akshara(name, drawn):
    assert initials(name) == drawn
