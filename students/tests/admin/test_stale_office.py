"""Two people at one payment: the second save stores nothing, shows both values, keeps the typed."""

import pytest
from django.urls import reverse

from students.models import BatchTrainer, Payment, RecordChange, Role
from students.tests import factories as make
from students.tests.admin.pages import shown_values
from students.tests.admin.test_stale_version import read
from students.tests.imports.office.files import imported, payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid():
    return make.payment(make.student(make.institution(), "R1"), 500, receipt="A-1")


def page_of(row):
    return reverse(f"admin:students_{row._meta.model_name}_change", args=[row.pk])


def sits_at(client, row, **typed):
    """The values of the page as it is opened now, with what is typed into it."""
    return shown_values(client, page_of(row)) | typed


@pytest.fixture
def meera(client, paid):
    """She changes the amount while the other has the page open; what the other then sends."""
    client.force_login(make.member(Role.ACCOUNTANT, paid.institution, "meera"))
    hers = sits_at(client, paid, amount="700")
    client.force_login(make.member(Role.REGISTRAR, paid.institution))
    values = sits_at(client, paid)
    client.force_login(paid.institution.memberships.get(role=Role.ACCOUNTANT).user)
    assert client.post(page_of(paid), hers).status_code == 302
    client.force_login(paid.institution.memberships.get(role=Role.REGISTRAR).user)
    return values


def test_a_stale_save_undoes_nothing_and_shows_both_amounts(client, paid, meera):
    changes = RecordChange.objects.count()
    shown = client.post(page_of(paid), meera | {"amount": "600"})
    assert "Nothing was stored" in shown.content.decode()
    assert Payment.objects.get().amount == 700
    assert RecordChange.objects.count() == changes
    (difference,) = shown.context["differences"]
    one = difference["is"]
    assert (one.label, one.typed, one.stored) == ("amount", "600", "700.00")
    assert difference["by"].startswith("meera, ")


def test_what_was_not_touched_does_not_undo_the_others_change(client, paid, meera):
    again = read(client.post(page_of(paid), meera | {"mode": "upi"}))
    assert Payment.objects.get().amount == 700
    assert client.post(page_of(paid), again).status_code == 302
    stored = Payment.objects.get()
    assert (stored.amount, stored.mode) == (700, "upi")


def test_a_change_by_file_makes_a_page_stale_as_well(client, paid):
    client.force_login(make.member(Role.REGISTRAR, paid.institution))
    values = sits_at(client, paid, mode="cash")
    imported("payments", payments("A-1,R1,2026-08-01,800,,"))
    client.post(page_of(paid), values)
    stored = Payment.objects.get()
    assert (stored.amount, stored.mode) == (800, "")


def test_a_page_nobody_else_touched_is_stored(client, paid):
    client.force_login(make.member(Role.ACCOUNTANT, paid.institution))
    for amount in ("501", "502"):
        answer = client.post(page_of(paid), sits_at(client, paid, amount=amount))
        assert answer.status_code == 302
    assert Payment.objects.get().amount == 502


def test_the_days_of_a_trainer_are_as_safe(client):
    of = make.institution()
    row = BatchTrainer.objects.create(batch=make.batch(of), staff=make.staff(of))
    client.force_login(make.member(Role.MANAGER, of))
    first, second = (sits_at(client, row, ends_on=day) for day in ("2026-08-01", "2026-09-01"))
    assert client.post(page_of(row), first).status_code == 302
    assert "Nothing was stored" in client.post(page_of(row), second).content.decode()
    row.refresh_from_db()
    assert str(row.ends_on) == "2026-08-01"
