"""Addresses and filters typed by hand, cut off or made up: refused in words, never a breakdown."""

import pytest

from analytics.tests.walk.addresses import Address
from analytics.tests.walk.people import REGISTRAR, SUPERUSER
from analytics.tests.walk.steps import Walker

pytestmark = pytest.mark.django_db

WORDS = ("%00", "%FF", "-1", "9" * 30, "1e9", "None", "..%2f..", "%0d%0ax:y", "é" * 300)
WORST = ("%00", "%FF", "9" * 30, "x")
LISTED = ("q", "o", "p", "e", "all", "_changelist_filters", "_to_field", "semester__exact")
NAMES = ("institution", "term", "branch", "batch", "semester", "subject", "search", "page")
NAMES += ("page_size", "cursor", "risk", "grade", "records", "next", "sort")
NAMES += ("mentor", "level", "word", "wait", "logged", "back", "kind", "show")


def odd_paths(address: Address):
    """The address with odd words in its places, and with odd values for every filter."""
    path = address.path
    if address.words and address.name != address.route:
        words = WORST if address.route.startswith("admin/") else WORDS
        yield from (path(**dict.fromkeys(address.words, word)) for word in words)
    elif address.name.endswith("_changelist"):
        yield from (f"{path()}?{name}={word}" for name in LISTED for word in WORST[1:])
    elif not address.words and not address.route.startswith("admin/"):
        turn = sum(map(ord, address.name))  # each name meets each word at some address
        words = (WORST[(turn + at) % len(WORST)] for at in range(len(NAMES)))
        yield from (f"{path()}?{name}={word}" for name, word in zip(NAMES, words, strict=True))


@pytest.mark.parametrize("person", [SUPERUSER, pytest.param(REGISTRAR, marks=pytest.mark.once)])
def test_no_odd_address_breaks_a_page(world, known_addresses, person, record_property):
    walker = Walker(world.users[person])
    paths = [path for address in known_addresses for path in odd_paths(address)]

    broken = [path for path in paths if walker.step("GET", path).status_code >= 500]

    record_property("odd addresses", len(paths))
    assert not broken, "\n".join(broken)
