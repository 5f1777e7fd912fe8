"""How long after an overview is opened its four charts are drawn, in a real browser."""

import os
from statistics import median

from django.conf import settings
from django.test import Client
from pages import PAGES, principal
from served import served
from updates import browsed

# Playwright's event loop runs in this thread, where Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
LOADS = 12
# Notes when no chart is busy any more; it is there before anything of the page is.
WATCHING = """new MutationObserver(() => {
    const charts = document.querySelectorAll("[data-chart]").length
    const busy = document.querySelectorAll("[data-chart][aria-busy=true]").length
    if (charts && !busy && !window.drawn) window.drawn = performance.now()
}).observe(document, {subtree: true, attributes: true, childList: true})"""
TIMES = """() => {
    const [page] = performance.getEntriesByType("navigation")
    return [page.responseEnd, page.loadEventEnd, window.drawn]
}"""


def report(title: str) -> str:
    """Medians in milliseconds since the page was asked for; the first load does not count."""
    client = Client()
    client.force_login(principal())
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    with served() as (port, _), browsed(f"http://127.0.0.1:{port}", cookie) as page:
        page.add_init_script(WATCHING)
        loads = [_times(page) for _ in range(LOADS)][1:]
    names = ("page received", "page loaded", "charts drawn")
    rows = [
        f"  {name:<14} {median(times):>6.0f} ms"
        for name, times in zip(names, zip(*loads, strict=True), strict=True)
    ]
    return "\n".join([f"{title}: medians of {len(loads)} loads", *rows])


def _times(page) -> list[float]:
    page.goto(PAGES["overview page"])
    page.wait_for_function("window.drawn && performance.timing.loadEventEnd")
    return page.evaluate(TIMES)
