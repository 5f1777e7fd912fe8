"""No page shows a text that cannot be said in another language."""

from collections import defaultdict

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from analytics.tests.walk.people import FACULTY, PRINCIPAL, REGISTRAR, STUDENT
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.steps import Walker
from analytics.tests.walk.world import OWN
from students.tests.texts import MarkedTexts, stored_words, unmarked

pytestmark = [pytest.mark.django_db, pytest.mark.once]
# The same in every language: names, formats, averages by their letters.
EVERYWHERE = ("PerfDash", "Excel", "CSV", "XLSX", "PDF", "SGPA", "CGPA", "API", "English", "हिंदी")
# Django's own, for which it has no translation in any language.
UNSAYABLE = {
    *(f"<img> {words}" for words in ("True", "False", "None")),
    "<li> If disabled, the current password for this user will be lost.",
    "<p> Whether the user will be able to authenticate using a password or not. If disabled, they "
    "may still be able to authenticate using other backends, such as Single Sign-On or LDAP.",
}


IN_BOTH = {"camera-sign"}  # hangs on a door: it says everything in English and in Hindi


@pytest.fixture
def marked(monkeypatch):
    """Let Hindi be the language in which every text is marked."""
    monkeypatch.setitem(trans_real._translations, "hi", MarkedTexts("hi"))


@pytest.mark.parametrize("person", [PRINCIPAL, REGISTRAR, FACULTY, STUDENT])
def test_every_text_of_a_page_is_marked(world, known_addresses, marked, person):
    walker = Walker(world.users[person])
    walker.fresh[settings.LANGUAGE_COOKIE_NAME] = "hi"
    data, left = [*EVERYWHERE, *stored_words()], defaultdict(list)
    for name, path in pages(world, known_addresses, person):
        answer = walker.step("GET", path)
        if answer.streaming:
            b"".join(answer.streaming_content)  # read to its end, its file is closed
        elif answer.headers.get("Content-Type", "").startswith("text/html"):
            for words in {*unmarked(answer.content.decode(), data)} - UNSAYABLE:
                left[words].append(name)

    assert not left, told(left)


def pages(world, known, person):
    """Every page somebody may read, of their own row; the API's are English."""
    for address in known:
        row = TABLE[address.name]
        if person not in row.read or address.route.startswith("api/") or address.name in IN_BOTH:
            continue
        if row.kind:
            path = world.path(address, row, OWN)
            yield from [(address.name, path)] if path else []
        else:
            yield from (
                (address.name, address.path(**values) + query)
                for values in row.values
                for query in row.queries
            )


def told(left: dict[str, list[str]]) -> str:
    """Each text once, with the pages it stands on; first those that are on most pages."""
    ordered = sorted(left.items(), key=lambda one: (-len(one[1]), one))
    return "\n".join(f"{words}   [{', '.join(sorted(set(on))[:4])}]" for words, on in ordered)
