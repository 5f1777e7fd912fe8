"""What open dashboards cost the server while nothing changes: its processor time, per core."""

import os
import re
import time
from http.client import HTTPConnection, RemoteDisconnected
from pathlib import Path

from django.conf import settings
from django.test import Client
from pages import PAGES, principal
from served import PATIENCE, fetched, served

DASHBOARDS = 200
ASK_EVERY = 1.4  # seconds, as static/js/live.js
SECONDS = 30
MOST = 30  # percent of a core


def report(title: str) -> str:
    """The share of one core that the server needs to tell 200 open pages that nothing changed."""
    client = Client()
    client.force_login(principal())
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    with served() as (port, pid):
        web = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        page = fetched(web, PAGES["overview page"], cookie).decode()
        address = re.search(r'data-live="([^"]+)"', page)[1]
        stamp = re.search(r'data-live-stamp="([^"]+)"', page)[1]
        browsers = [HTTPConnection("127.0.0.1", port, timeout=PATIENCE) for _ in range(DASHBOARDS)]
        before, started, asked = busy_seconds(pid), time.monotonic(), 0
        while (now := time.monotonic() - started) < SECONDS:
            if asked * ASK_EVERY / DASHBOARDS > now:
                time.sleep(0.001)
                continue
            answer = asked_by(browsers[asked % DASHBOARDS], address)
            if answer != stamp:
                raise RuntimeError(f"something changed: {answer}")
            asked += 1
        percent = 100 * (busy_seconds(pid) - before) / (time.monotonic() - started)
    return (
        f"{title}: {DASHBOARDS} open dashboards asked {asked / SECONDS:.0f} times a second; "
        f"the server needed {percent:.1f} % of one core (at most {MOST} %)."
    )


def asked_by(browser: HTTPConnection, address: str) -> str:
    """The stamp; as a browser does, it connects anew where the server has hung up meanwhile."""
    try:
        return fetched(browser, address, "").decode()
    except (RemoteDisconnected, BrokenPipeError):
        browser.close()
        return fetched(browser, address, "").decode()


def busy_seconds(pid: int) -> float:
    """Processor time of a process and its children so far."""
    ticks = os.sysconf("SC_CLK_TCK")
    processes = [pid, *children_of(pid)]
    return sum(sum(map(int, stat_of(one)[11:13])) for one in processes) / ticks


def children_of(pid: int) -> list[int]:
    """The processes that this one started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    return [int(number) for number in listed.split()]


def stat_of(pid: int) -> list[str]:
    """The fields of a process after its name, see proc(5)."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
