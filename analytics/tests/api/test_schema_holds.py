"""Every answer is one the description names, whoever asks: nothing breaks, nothing leaks."""

import logging
import os
import re

import pytest
from django.db import transaction
from django.test import Client, override_settings

from analytics.tests.api.fuzzing import ONLY_WORDS, PHASES, description, fuzz
from analytics.tests.walk import people
from analytics.tests.walk.world import CANARIES, build

pytestmark = pytest.mark.django_db
# The whole of it takes hours: FUZZ_EXAMPLES=20 asks in all phases, without it each role a little.
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Two institutions and everybody in them."""
    with (
        django_db_blocker.unblock(),
        override_settings(STAGING_DIR=tmp_path_factory.mktemp("fuzzing")),
        transaction.atomic(),
    ):
        logging.disable()
        yield build()
        logging.disable(logging.NOTSET)
        transaction.set_rollback(True)


@pytest.mark.parametrize("person", people.SIGNED_IN)
def test_the_api_is_as_described(world, person, record_property):
    forbidden = tuple(word for word in ONLY_WORDS if person not in CANARIES[word])
    numbers = tuple(sorted({row.pk for rows in world.rows.values() for row in rows.values()}))
    with transaction.atomic():
        phases = PHASES if EXAMPLES else ("fuzzing",)
        told = fuzz(world.users[person], numbers, forbidden, EXAMPLES or 1, phases)
        transaction.set_rollback(True)
    for status, count in sorted(told.statuses.items()):
        record_property(f"answers {status} to {person}", count)
    assert not told.faults, told.words()


def test_anonymous_and_made_up_tokens_open_nothing(db):
    for path, methods in description()["paths"].items():
        for method in methods:
            url = re.sub(r"{\w+}", "1", path)
            for headers in ({}, {"Authorization": "Bearer pd_made_up"}):
                answer = Client().generic(method.upper(), url, headers=headers)
                assert answer.status_code == 401, (method, url)
                assert answer.json().keys() == {"detail"}
