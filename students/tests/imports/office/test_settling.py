"""Doubtful values settled: right as they are, or what was proposed stored; and asked anew."""

from decimal import Decimal

import pytest

from students.imports import runs
from students.imports.office.settling import UnsettledError, can_take, reopen, settle
from students.imports.refusals import UndoRefused
from students.models import Doubt, ImportRun, Payment, RecordChange
from students.models.changes import Door, acting
from students.tests import factories as make
from students.tests.imports.office.files import dues, imported, payers, payments

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubt():
    """Of a payment that is ten times the only due."""
    payers("R1")
    imported("dues", dues("R1,I1,2026-08-01,1250"))
    imported("payments", payments("A-1,R1,2026-08-03,12500,,cash"))
    return Doubt.objects.get()


@pytest.fixture
def registrar(doubt):
    return make.member("registrar", doubt.institution, name="registrar")


def amount():
    return Payment.objects.get().amount


def test_what_is_right_stays_and_it_is_told_who_said_so(doubt, registrar):
    with acting(user_id=registrar.pk, door=Door.GRID):
        settle(doubt, "right", registrar)

    doubt.refresh_from_db()
    assert amount() == 12500
    assert (doubt.settled_as, doubt.settled_by_id) == ("right", registrar.pk)
    assert doubt.settled_at
    change = RecordChange.objects.get(model="doubt")
    assert (change.field, change.old, change.new) == ("settled_as", "", "right")
    assert change.user_id == registrar.pk


def test_a_proposal_taken_is_stored_and_stands_in_the_history(doubt, registrar):
    assert can_take(doubt)
    settle(doubt, "taken", registrar)

    assert amount() == 1250
    change = RecordChange.objects.get(model="payment", field="amount")
    assert (change.old, change.new, change.run_id) == ("12500", "1250", None)


def test_asked_anew_the_value_is_what_it_was(doubt, registrar):
    settle(doubt, "taken", registrar)

    reopen(Doubt.objects.get())

    doubt.refresh_from_db()
    assert amount() == 12500
    assert (doubt.settled_as, doubt.settled_at, doubt.settled_by_id) == ("", None, None)


def test_asked_anew_after_somebody_changed_it_everything_stays(doubt, registrar):
    settle(doubt, "taken", registrar)
    Payment.objects.update(amount=Decimal(777))

    with pytest.raises(UnsettledError):
        reopen(Doubt.objects.get())

    assert amount() == 777
    assert Doubt.objects.get().settled_as == "taken"


def test_a_value_that_was_mended_meanwhile_is_not_overwritten(doubt, registrar):
    Payment.objects.update(amount=Decimal(1300))

    with pytest.raises(UnsettledError, match="changed since"):
        settle(doubt, "taken", registrar)

    assert amount() == 1300
    assert Doubt.objects.get().settled_at is None


@pytest.mark.parametrize("written", ["12,500.00", "Rs 12500/-"])
def test_a_value_is_compared_as_it_is_read_and_not_as_it_was_written(doubt, registrar, written):
    doubt.value = written
    doubt.save()

    settle(doubt, "taken", registrar)

    assert amount() == 1250


def test_nobody_settles_what_somebody_has_settled(doubt, registrar):
    settle(doubt, "right", registrar)

    with pytest.raises(UnsettledError):
        settle(doubt, "taken", registrar)

    assert amount() == 12500


def test_a_record_that_is_gone_takes_nothing(doubt, registrar):
    Payment.objects.all().delete()

    with pytest.raises(UnsettledError):
        settle(doubt, "taken", registrar)

    assert Doubt.objects.get().settled_at is None


def test_what_is_not_a_value_of_the_record_is_mended_on_its_page(doubt):
    doubt.column = "Something else"

    assert not can_take(doubt)


def test_an_import_whose_value_was_corrected_since_says_so_when_taken_back(doubt, registrar):
    settle(doubt, "taken", registrar)

    with pytest.raises(UndoRefused):
        runs.undo(ImportRun.objects.get(kind="payments"))

    assert amount() == 1250


def test_money_is_taken_from_the_words_it_is_shown_in(doubt, registrar):
    assert doubt.proposal == "₹\u00a01,250.00"
    settle(doubt, "taken", registrar)
    assert amount() == 1250
