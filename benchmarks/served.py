"""How long a person waits: the same pages over HTTP from the gunicorn that script/server runs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection

from databases import ROOT
from django.conf import settings
from django.test import Client
from medians import in_turns, lines
from pages import FLOOR, PAGES, aggregate, principal

PATIENCE = 30


def report(title: str) -> str:
    """The medians for each page, with the empty page of a sign-in as what any answer costs."""
    user = principal()
    client = Client()
    client.force_login(user)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    institution = user.memberships.get().institution_id
    with served() as (port, _):
        web = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        jobs = {FLOOR: lambda: aggregate(institution)}
        jobs["a static file"] = lambda: fetched(web, "/static/css/page.css", cookie)
        for name, address in PAGES.items():
            jobs[name] = lambda address=address: fetched(web, address, cookie)
        return lines(f"{title}, over HTTP", in_turns(jobs, FLOOR))


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """A gunicorn on this database, ended afterwards; its port and the number of its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "--config", "script/demo_server.py"]
    server = subprocess.Popen(
        [*command, "perfdash.wsgi"],
        cwd=ROOT,
        env=os.environ | {"HOST": "127.0.0.1", "PORT": str(port)},
        stdout=subprocess.DEVNULL,
    )
    try:
        await_answer(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(PATIENCE)


def await_answer(port: int):
    """Wait until something listens."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")


def fetched(web: HTTPConnection, address: str, cookie: str) -> bytes:
    """What the address answers; an error is one here too."""
    web.request("GET", address, headers={"Cookie": cookie})
    response = web.getresponse()
    content = response.read()
    if response.status != 200:
        raise RuntimeError(f"{address} answered {response.status}")
    return content
