"""Every page of every role stands up to an audit of its accessibility.

It takes minutes, so it runs where it is asked for: `AXE=once` looks at each page once, as the first
of the people who has it and, for another of them, where it is built otherwise; `AXE=all` at each of
these and at the administration, light and dark, wide and at 360 px; `AXE=head` at all pages of one
role in every look. The gate has the audits of the single pages.
"""

import os
import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client

from analytics.tests.walk.addresses import addresses
from analytics.tests.walk.people import ANONYMOUS, SIGNED_IN, STUDENT, SUPERUSER
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.weights import NO_PAGES
from analytics.tests.walk.world import OURS, OWN, build

ASKED = os.environ.get("AXE", "")
IN_FULL = ASKED not in ("", "once")
ONE_ROLE = ASKED not in ("", "once", "all")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not ASKED, reason="an audit of every page takes minutes; AXE=once asks it"),
]
# Who has most pages comes first; their own pages of the others follow.
PEOPLE = (SUPERUSER, STUDENT, *(one for one in SIGNED_IN if one not in (SUPERUSER, STUDENT)))
LOOKS = (("light", 1280), ("dark", 360))
EVERY_LOOK = (*LOOKS, ("dark", 1280), ("light", 360))
ENDINGS = {"logout", "admin:logout"}
OPTIONS = {"preload": False}  # else it fetches the stylesheets anew, against our policy
TAG = re.compile(rb"<(\w+)(?:[^>]*?class=\"([^\"]*)\")?")


def skeleton(content: bytes) -> frozenset:
    """What a page is built of, whatever it says and however often."""
    return frozenset(TAG.findall(content.partition(b"<main")[2]))


def paths(world, person: str) -> Iterator[str]:
    """One path of each kind of page that somebody may read."""
    for address in addresses():
        row = TABLE[address.name]
        may = row.open if person == ANONYMOUS else person in row.read
        if not may or row.found == (405,) or address.name in ENDINGS:
            continue
        if row.kind:
            owners = row.reach.get(person, ())
            found = [world.path(address, row, one) for one in (OWN, OURS) if one in owners]
            yield from filter(None, found[:1])
        else:
            yield from (address.path(**values) + row.queries[-1] for values in row.values)


def pages(world, person: str, seen: set) -> Iterator[str]:
    """Those of them that are pages and, unless one role is asked for, built as none seen before."""
    client = Client()
    if person != ANONYMOUS:
        client.force_login(world.users[person])
    for path in dict.fromkeys(paths(world, person)):
        if not is_page(path):
            continue
        answer = client.get(path)
        answer.close()  # a file that is given out would stay open
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"]:
            continue
        built = skeleton(answer.content)
        if ONE_ROLE or not any(built <= other for other in seen):
            seen.add(built)
            yield path


def is_page(path: str) -> bool:
    """Whether an address may answer with a page; of the administration only in the full matrix."""
    if path.startswith("/admin/"):
        return IN_FULL
    return "/docs/" in path or not any(part in path for part in NO_PAGES)


def findings(page, path: str) -> list[str]:
    """What the audit finds, each rule once with the first place."""
    page.goto(path, wait_until="load")
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{one['impact']}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found]


def is_borrowed_and_minor(path: str, found: str) -> bool:
    """Whether it is a small thing of a form that is Django's own: told, and no fault of ours."""
    return path.startswith("/admin/") and "): minor: " in found


def overflows(page) -> bool:
    """Whether the page is wider than the window."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth > {root}.clientWidth")


def looked_at(page, path: str, looks) -> Iterator[str]:
    """The findings of a page in each of these looks."""
    for scheme, width in looks:
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        for found in findings(page, path):
            yield f"{path} ({scheme}, {width}): {found}"
        if width == 360 and not path.startswith("/admin/") and overflows(page):
            yield f"{path} (360): scrolls sideways"


def test_no_page_has_a_finding(browser_page, sign_in, record_property):
    world, seen, faults, count = build(), set(), [], 0
    for person in (ANONYMOUS, *PEOPLE):
        if ASKED not in ("once", "all", person):
            continue
        page = browser_page if person == ANONYMOUS else sign_in(world.users[person])
        for number, path in enumerate(pages(world, person, seen)):
            looks = EVERY_LOOK if IN_FULL else (LOOKS[number % 2],)
            found = [f"{person}: {one}" for one in looked_at(page, path, looks)]
            record_property(f"{person}: {path}", "; ".join(found) or "nothing")
            faults += [one for one in found if not is_borrowed_and_minor(path, one)]
            count += 1

    assert count > 20
    assert not faults, "\n".join(faults)
