"""Fixtures for both apps: private folders, and a real browser on a live server."""

import datetime
import os
import shutil
import time
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.sql.compiler import SQLCompiler
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import expect

from perfdash.catalogues import compile_stale

# Playwright's event loop runs in the thread of the tests, where Django would refuse every query.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Tests run side by side, one on a core: learners that took all cores would wait for each other.
os.environ.setdefault("OMP_NUM_THREADS", "1")

BEFORE_MIDNIGHT = 20  # seconds before the end of the day in which no test begins
PATIENCE = 20_000  # milliseconds: a machine with other work shows a page late, and is not wrong

DATABASES = {"db", "transactional_db", "live_server", "django_db_setup"}

OFFLINE = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_configure():
    """Let the pages of the tests speak the languages as their catalogues are now."""
    compile_stale()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what asks no database, and give a test in a real browser two more tries.

    Each further try is told in the summary.
    """
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
        elif not (item.get_closest_marker("django_db") or DATABASES & set(item.fixturenames)):
            item.add_marker(pytest.mark.once)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Let the day end before a test begins, which would otherwise live on two days."""
    now = timezone.localtime()
    soon = now + datetime.timedelta(seconds=BEFORE_MIDNIGHT)
    if soon.date() != now.date():
        time.sleep(BEFORE_MIDNIGHT)


@pytest.fixture(autouse=True, scope="session")
def private_folders(tmp_path_factory):
    """Keep what tests stage for an import or a job out of the folder of an installation."""
    names = ("staging", "jobs", "trail", "reports")
    folders = {name: tmp_path_factory.mktemp(name) for name in names}
    with override_settings(**{f"{name.upper()}_DIR": path for name, path in folders.items()}):
        yield


@pytest.fixture(autouse=True, scope="session")
def locks_of_their_own_rows():
    """Refuse a lock on rows of several tables, as MariaDB takes where an order leads to another.

    A model's own order is one: `order_by("pk")` keeps a lock to the rows it is of.
    """
    compiled = SQLCompiler.as_sql

    def as_sql(self, *args, **kwargs):
        sql, parameters = compiled(self, *args, **kwargs)
        assert not (self.query.select_for_update and " JOIN " in sql), sql
        return sql, parameters

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SQLCompiler, "as_sql", as_sql)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database of the tests; of SQLite's, as the migrations made it, a copy is kept."""
    path = tmp_path_factory.mktemp("migrated") / "db.sqlite3"
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite" and MigrationRecorder(connection).applied_migrations():
            with connection.cursor() as cursor:
                cursor.execute("VACUUM INTO %s", [str(path)])
    return path


@pytest.fixture(scope="session")
def migrated(django_db_setup):
    """The path of that copy; nothing is there where tests have no SQLite or no migrations."""
    return django_db_setup


@pytest.fixture(scope="module")
def module_database(django_db_setup, django_db_blocker):
    """A database in which fixtures of a module build once what its tests read.

    What a test itself writes is taken back after it, and what the module built after the module.
    For modules without a live server: its tests empty the tables.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def base_url():
    """Stand in for pytest-playwright's own fixture, which pytest warns of; pages set theirs."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Use the system's Chromium, offline; skip where there is none."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return browser_type_launch_args | {"executable_path": chromium, "args": OFFLINE + sandbox}


@pytest.fixture
def browser_page(live_server, new_context):
    """A page whose addresses begin at the live server; foreign requests and broken scripts fail."""
    context = new_context(base_url=live_server.url)
    faults = []
    context.on("request", lambda request: note_foreign(request.url, live_server.url, faults))
    context.on("weberror", lambda error: faults.append(told(error)))
    context.on("console", lambda message: note_refused(message.text, faults))
    expect.set_options(timeout=PATIENCE)
    page = context.new_page()
    yield page
    context.close()
    assert faults == []


def note_foreign(url, home, faults):
    """Add a fault where a page asks another host for anything."""
    if url.startswith("http") and urlsplit(url).netloc != urlsplit(home).netloc:
        faults.append(f"request to another host: {url}")


def told(error):
    """What broke in which script of which page."""
    return f"script error on {error.page.url}: {error.error.stack or error.error}"


def note_refused(text, faults):
    """Add a fault where the browser refused what our own security policy forbids."""
    if "Content Security Policy" in text:
        faults.append(text)


@pytest.fixture
def sign_in(browser_page, live_server):
    """Give a function that signs a user in on the browser page, past the form."""

    def signed_in(user):
        client = Client()
        client.force_login(user)
        cookie = django_settings.SESSION_COOKIE_NAME
        browser_page.context.add_cookies(
            [{"name": cookie, "value": client.cookies[cookie].value, "url": live_server.url}]
        )
        return browser_page

    return signed_in
