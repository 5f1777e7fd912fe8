"""Whoever holds a sheet can ask what it is worth, and learns nothing that is not on it."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from analytics.mark_sheets.issuing import give_out
from analytics.mark_sheets.shown import initials
from analytics.models import MarkSheet
from analytics.models.mark_sheets import new_code
from analytics.views.verifying import WRONG_CODES
from students.models import Mark
from students.tests import factories as make
from students.tests.results.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_asked():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def sheet(dev):
    return give_out([dev.pk], None).sheets[0]


def asked(client, code, **sent):
    return client.get(reverse("verify-sheet", args=[code]), **sent)


def test_a_stranger_reads_that_it_is_genuine_and_what_was_printed(client, sheet):
    answer = asked(client, sheet.code)

    assert answer.status_code == 200
    shown = text(answer)
    assert "Genuine and current" in shown
    assert "Roll number DEV" in shown
    assert "Chemistry CHEMISTRY 3 44.5 of 100 D" in shown
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_of_the_name_only_first_letters_are_told(client, term):
    result = make.result(term, make.student(term.institution, "D1", "Devika Rao"))
    make.mark(result, published=True)

    shown = text(asked(client, give_out([result.pk], None).sheets[0].code))

    assert "D•••• R••••" in shown
    assert "Devika" not in shown
    assert "Rao" not in shown


@pytest.mark.parametrize(
    ("name", "told"),
    [("ज्ञानेश्वर प्रिया", "ज्ञा•••• प्रि••••"), ("Éa", "É••••"), ("  A  ", "A••••")],
)
def test_a_first_letter_keeps_its_signs(name, told):
    assert initials(name) == told


def test_a_changed_record_is_told_and_no_figures_old_or_new(client, dev, sheet):
    mark = Mark.objects.get(result=dev, subject__title="Chemistry")
    mark.score = 61
    mark.save()

    shown = text(asked(client, sheet.code))

    assert "Genuine, but the record has changed since" in shown
    assert "44.5" not in shown
    assert "61" not in shown


def test_a_revoked_sheet_says_so_and_nothing_else(client, sheet):
    sheet.revoke(make.user("chief"), "Fraud in room 4")

    shown = text(asked(client, sheet.code))

    assert "Revoked" in shown
    assert "44.5" not in shown
    assert "DEV" not in shown
    assert "Fraud" not in shown


def test_a_code_nobody_was_given_is_not_found(client, sheet):
    answer = asked(client, new_code())

    assert answer.status_code == 404
    assert "There is no such mark sheet" in text(answer)


def test_a_code_is_typed_in_the_form(client, sheet):
    typed = sheet.code.lower().replace("-", " ")

    answer = client.get(reverse("verify"), {"code": typed}, follow=True)

    assert "Genuine and current" in text(answer)


@pytest.mark.parametrize("typed", ["", " ", "/", "..", "../admin", "<b>", "%00", "\x00", "é" * 200])
def test_junk_is_answered(client, typed):
    answer = client.get(reverse("verify"), {"code": typed}, follow=True)

    assert answer.status_code in (200, 404)
    assert "<b>" not in answer.content.decode()


def test_who_tries_many_wrong_codes_waits_and_others_do_not(client, sheet):
    for _ in range(WRONG_CODES):
        assert asked(client, new_code(), REMOTE_ADDR="10.0.0.7").status_code == 404

    assert asked(client, new_code(), REMOTE_ADDR="10.0.0.7").status_code == 429
    assert asked(client, new_code(), REMOTE_ADDR="10.0.0.8").status_code == 404


def test_a_right_code_is_answered_also_where_somebody_tried_many_wrong_ones(client, sheet):
    for _ in range(WRONG_CODES):
        asked(client, new_code())

    answer = asked(client, sheet.code)

    assert answer.status_code == 200
    assert "Genuine and current" in text(answer)


def test_right_codes_are_not_counted(client, sheet):
    for _ in range(WRONG_CODES + 2):
        assert asked(client, sheet.code).status_code == 200


def test_asking_writes_nothing(client, sheet, django_assert_num_queries):
    before = MarkSheet.objects.values().get()
    with django_assert_num_queries(9):
        asked(client, sheet.code)

    assert MarkSheet.objects.values().get() == before
