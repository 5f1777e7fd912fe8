"""The world is built once for the walk; how far the walk went is said at the end of the run."""

import logging
from functools import cache
from unittest import mock

import pytest
from django.db import transaction
from django.template import Template
from django.test import override_settings

from analytics.tests.walk.addresses import addresses
from analytics.tests.walk.rows import TABLE
from analytics.tests.walk.world import build
from students.access import visible_to

COUNTED = ("cases walked", "writes tried", "odd addresses")


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two institutions and everybody in them; each step of the walk is taken back."""
    in_cookies = "django.contrib.sessions.backends.signed_cookies"
    with (
        django_db_blocker.unblock(),
        override_settings(SESSION_ENGINE=in_cookies, STAGING_DIR=tmp_path_factory.mktemp("walk")),
        transaction.atomic(),
        mock.patch("students.middleware.visible_to", asked_once()),
        mock.patch.object(Template, "_render", rendered),
    ):
        logging.disable()  # tens of thousands of refusals are meant here
        yield build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


def asked_once():
    """As visible_to; nobody's rights change during the walk, and asking is half of a step."""
    return cache(visible_to)


def rendered(template, context) -> str:
    """As outside of tests: no step asks what each part of a page was made with."""
    return template.nodelist.render(context)


@pytest.fixture(scope="package")
def known_addresses():
    """Every address that has a row in the table."""
    return [address for address in addresses() if address.name in TABLE]


def pytest_terminal_summary(terminalreporter):
    for words in COUNTED:
        counts = [
            value
            for reports in terminalreporter.stats.values()
            for report in reports
            for name, value in getattr(report, "user_properties", ())
            if name == words and getattr(report, "when", "") == "call"
        ]
        if counts:
            terminalreporter.write_line(f"{words}: {sum(counts):,}")
