"""Whom a comment names is covered; what it says stays."""

import pytest

from analytics.comments.masks import COVER, masked, name_parts

NAMES = name_parts(["Priya Yadav", "Asha Rao", "Jyoti Clear", "रवि सेन"])


@pytest.mark.parametrize(
    ("comment", "shown"),
    [
        ("Priya and Asha talk in class", f"{COVER} and {COVER} talk in class"),
        ("priya YADAV", f"{COVER} {COVER}"),
        ("Ramesh sir explains well", f"{COVER} sir explains well"),
        ("Thanks Mr. Kulkarni", f"Thanks Mr. {COVER}"),
        ("रवि सर अच्छे हैं", f"{COVER} सर अच्छे हैं"),
        ("श्री वर्मा अच्छे हैं", f"श्री {COVER} अच्छे हैं"),
        ("call 98765 43210 or +91-98765-43210", f"call {COVER} or {COVER}"),
        ("write to a.b@example.org", f"write to {COVER}"),
        ("see www.example.org/x and @handle", f"see {COVER} and {COVER}"),
        ("Our sir is clear", "Our sir is clear"),
        ("clear in 2 of 10 classes, room 204", "clear in 2 of 10 classes, room 204"),
        ("हमारे सर", "हमारे सर"),
        ("I never miss a class", "I never miss a class"),
    ],
)
def test_names_numbers_and_addresses_are_covered(comment, shown):
    assert masked(comment, NAMES) == shown
