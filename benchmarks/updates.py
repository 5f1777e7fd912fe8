"""What 500 changes leave behind in a page that follows them, in a real browser: canvases, memory.

The overview of a demo's principal shows itself anew 500 times, as it does after a change; one
mark is changed each time, so that every answer differs.
"""

import os
import shutil
from contextlib import contextmanager

from django.conf import settings
from django.test import Client
from pages import PAGES, principal
from playwright.sync_api import sync_playwright
from served import served

from students.models import ComponentMark
from students.models.changes import acting

# Playwright's event loop runs in this thread, where Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
UPDATES = 500
PATIENCE_MS = 120_000
COUNTED = """() => [document.querySelectorAll("canvas").length, Object.keys(Chart.instances).length,
    document.querySelectorAll("*").length]"""


def report(title: str) -> str:
    """Canvases, charts, elements and the heap after the first change and after the last."""
    client = Client()
    client.force_login(principal())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with served() as (port, _), browsed(f"http://127.0.0.1:{port}", cookie) as page:
        page.goto(PAGES["overview page"])
        page.wait_for_function("document.querySelectorAll('[aria-busy=true]').length === 0")
        part = _part()
        found = {}
        for number in range(1, UPDATES + 1):
            changed(page, part, number)
            if number in (1, UPDATES):
                found[number] = told(page)
    (first, last) = found.values()
    names = ("canvases", "charts", "elements", "heap KB")
    rows = [f"  {name:<9} {a:>8,} {b:>8,}" for name, a, b in zip(names, first, last, strict=True)]
    head = f"{title}: after 1 change and after {UPDATES}"
    return "\n".join([head, *rows])


def _part() -> ComponentMark:
    """A part of a mark of the current term, for the demo's marks are combined from their parts."""
    institution = principal().memberships.get().institution
    of_result = {"term": institution.terms.current(), "status": "active", "withheld": False}
    named = {f"mark__result__{name}": value for name, value in of_result.items()}
    return ComponentMark.objects.filter(mark__attempt=1, score__isnull=False, **named)[:1].get()


@contextmanager
def browsed(home: str, session: str):
    """A page of a Chromium that is signed in."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--js-flags=--expose-gc"],
        )
        context = chromium.new_context(base_url=home)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": home}
        context.add_cookies([cookie])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page
        chromium.close()


def changed(page, part: ComponentMark, number: int):
    """Change one mark, and wait until the page shows it: its stamp is then another one."""
    before = page.get_attribute("main", "data-live-stamp")
    part.score = number % 2
    with acting(door="command"):
        part.save()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it asks at once
    page.wait_for_function(
        "before => document.querySelector('main').dataset.liveStamp !== before",
        arg=before,
        timeout=PATIENCE_MS,
    )


def told(page) -> list[int]:
    """What is there once the garbage is collected."""
    page.wait_for_timeout(500)
    page.evaluate("gc()")
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    return [*page.evaluate(COUNTED), heap // 1024]
