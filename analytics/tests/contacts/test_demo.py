"""The demo has words with some of its students, and follow-ups of them."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from analytics.metrics.spells import note_spells
from analytics.metrics.worklists import counted, follow_ups_due, waiting
from analytics.models import Contact
from students.models import RecordChange, TermResult

pytestmark = pytest.mark.django_db


def seed(**options):
    out = io.StringIO()
    call_command("seed_demo", students=60, stdout=out, stderr=io.StringIO(), **options)


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.PASSWORD_HASHERS = [
        *settings.PASSWORD_HASHERS,
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    seed()
    return TermResult.objects.all()


def test_some_had_a_word_some_wait_and_some_are_to_be_followed_up(demo):
    today = timezone.localdate()
    assert note_spells(demo)
    sums = counted(waiting(demo, today))

    assert Contact.objects.count() >= 5
    assert 0 < sums.never <= sums.total
    assert follow_ups_due(demo, today).exists()
    assert Contact.objects.filter(by=None).count() == 0
    assert RecordChange.objects.filter(model="contact").count() == Contact.objects.count()
    for one in Contact.objects.all():
        one.full_clean()


@pytest.mark.django_db(transaction=True)  # to clear a register is no part of a transaction
def test_it_is_the_same_each_time_and_goes_with_the_demo(demo):
    columns = ("student__roll_no", "on", "note", "follow_up_on", "by__username")
    first = list(Contact.objects.values_list(*columns))

    seed(fresh=True)

    assert list(Contact.objects.values_list(*columns)) == first


def test_without_accounts_nobody_has_spoken():
    seed()

    assert not Contact.objects.exists()
