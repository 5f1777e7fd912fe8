"""Keys typed by hand that are there already, or too long to be kept, are told and never stored."""

import pytest
from django.urls import reverse

from students.models import Channel, Payment, Role
from students.tests import factories as make
from students.tests.imports.office.files import lines, payers, reasons

pytestmark = pytest.mark.django_db
SAID = "already there, however it is written"


@pytest.fixture
def of():
    return payers()


def posted(client, role, of, face, **values):
    client.force_login(make.member(role, of))
    return client.post(reverse(f"admin:students_{face}_add"), {"institution": of.pk, **values})


def test_a_receipt_that_another_student_has_is_refused(client, of):
    make.payment(of.students.get(roll_no="R1"), receipt="Q-1")
    money = {"kind": "payment", "paid_on": "2026-05-03", "amount": "5", "mode": "", "toward": ""}
    page = posted(client, Role.ACCOUNTANT, of, "payment", roll_number="R2", receipt="q-1", **money)
    assert SAID in page.content.decode()
    assert Payment.objects.count() == 1


def test_a_channel_that_is_there_is_refused_and_one_of_another_platform_is_not(client, of):
    Channel.objects.create(institution=of, platform="youtube", handle="Main Hall")
    page = posted(client, Role.REGISTRAR, of, "channel", platform="youtube", handle="mainhall")
    assert SAID in page.content.decode()
    page = posted(client, Role.MANAGER, of, "channel", platform="tiktok", handle="mainhall")
    assert page.status_code == 302
    assert Channel.objects.count() == 2


@pytest.mark.parametrize("handle", ["x" * 111, "x" * 200, "\u200b"])
def test_a_handle_that_no_key_can_hold_is_refused(client, of, handle):
    page = posted(client, Role.REGISTRAR, of, "channel", platform="instagram", handle=handle)
    assert page.context["adminform"].form.errors["handle"]
    assert not Channel.objects.exists()


def test_a_handle_of_a_file_whose_key_is_too_long_is_refused(of):
    title = "Account username,Post ID,Publish time,Likes"
    row = f"{chr(0xFDFA) * 9},1,2026-05-03 10:00,4"
    assert [reason for *_place, reason in reasons("posts", lines(title, row))] == [
        "It is longer than 120 letters."
    ]
    assert not Channel.objects.exists()
