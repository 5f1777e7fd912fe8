"""A page that shows itself anew while somebody writes is one look; no first look goes unwritten."""

import time
from unittest import mock

import pytest
from django.core import signing

from analytics.views.looks import HEADER, SALT
from students.models import RecordView
from students.tests import factories as make
from students.trails import gather

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def trail(settings, tmp_path):
    """What other tests have left of theirs is not counted here."""
    settings.TRAIL_DIR = tmp_path


def looks():
    gather()
    return sum(RecordView.objects.values_list("times", flat=True))


def look(client, student, token=None):
    """The token of a page given, to be sent along the next time."""
    headers = {} if token is None else {HEADER: token}
    return client.get(f"/students/{student.pk}/", headers=headers).context["live"]["look"]


def test_a_page_that_shows_itself_anew_is_one_look(client, result, people):
    client.force_login(people["mentor"])

    token = look(client, result.student)
    assert look(client, result.student, token) == token
    assert looks() == 1

    look(client, result.student)
    assert looks() == 2


def test_after_an_hour_it_is_another_look(client, result, people):
    client.force_login(people["mentor"])
    token = look(client, result.student)

    with mock.patch("time.time", return_value=time.time() + 3601):
        look(client, result.student, token)

    assert looks() == 2


@pytest.mark.parametrize("junk", ["", "x", "a:b:c", "0" * 5000, "\u00e9"])
def test_what_was_not_given_out_with_a_look_keeps_none_unwritten(client, result, people, junk):
    client.force_login(people["mentor"])

    look(client, result.student, junk)

    assert looks() == 1


def test_anothers_look_or_at_another_or_of_another_day_keeps_none_unwritten(client, result, people):
    client.force_login(people["principal"])
    theirs = look(client, result.student)
    other = make.result(result.term).student
    look(client, other, theirs)
    yesterday = [people["mentor"].pk, result.student_id, "2026-01-01"]
    client.force_login(people["mentor"])
    for token in (theirs, signing.dumps(yesterday, salt=SALT), signing.dumps(yesterday)):
        look(client, result.student, token)

    assert looks() == 5
