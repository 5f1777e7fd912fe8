"""What pays which due: small cases by hand, and what holds for any of them."""

import datetime
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from students.rules.fee_ages import SPANS, named_share, paid_by_span, span_of
from students.rules.fees import Due, Receipt, Share, account

TODAY = datetime.date(2026, 11, 22)
KEYS = ("I1", "I2", "I3", "I4")


def ago(days):
    return TODAY - datetime.timedelta(days=days)


def paid(found):
    return {one.due.key: one.paid for one in found.dues}


def test_the_oldest_due_is_paid_first():
    dues = Due("I2", ago(10), 500), Due("I1", ago(40), 500)
    found = account(dues, [Receipt("R1", ago(5), 700)])
    assert paid(found) == {"I1": 500, "I2": 200}
    assert [one.open for one in found.dues] == [0, 300]
    assert [one.days_late(TODAY) for one in found.dues] == [0, 10]


def test_money_said_to_be_toward_a_due_pays_it_and_the_rest_the_oldest():
    dues = Due("I1", ago(40), 500), Due("I2", ago(10), 500)
    found = account(dues, [Receipt("R1", ago(5), 600, toward="I2")])
    assert paid(found) == {"I1": 100, "I2": 500}


def test_what_exceeds_all_dues_is_paid_ahead():
    found = account([Due("I1", ago(1), 500)], [Receipt("R1", TODAY, 650)])
    assert (paid(found), found.advance) == ({"I1": 500}, 150)
    assert found.ahead == (Share("R1", 150),)


def test_a_refund_takes_back_the_latest_money():
    dues = Due("I1", ago(40), 500), Due("I2", ago(10), 500)
    receipts = [
        Receipt("R1", ago(30), 500),
        Receipt("R2", ago(20), 400),
        Receipt("B1", ago(5), 250, is_refund=True),
    ]
    found = account(dues, receipts)
    assert paid(found) == {"I1": 500, "I2": 150}
    assert found.taken_back == {"B1": (Share("R2", 250),)}


def test_a_refund_of_a_due_leaves_the_others_alone():
    dues = Due("I1", ago(40), 500), Due("I2", ago(10), 500)
    receipts = [
        Receipt("R1", ago(30), 500, toward="I1"),
        Receipt("R2", ago(20), 500, toward="I2"),
        Receipt("B1", ago(5), 500, toward="I1", is_refund=True),
    ]
    assert paid(account(dues, receipts)) == {"I1": 0, "I2": 500}


def test_more_given_back_than_received_is_said():
    found = account([Due("I1", ago(1), 500)], [Receipt("B1", TODAY, 70, is_refund=True)])
    assert (found.beyond, found.advance, paid(found)) == (70, -70, {"I1": 0})


def test_a_due_is_late_from_the_day_after_its_own():
    assert [span_of(ago(days), TODAY) for days in (-1, 0, 1, 30, 31, 60, 61, 90, 91)] == [
        "later",
        "today",
        "1-30",
        "1-30",
        "31-60",
        "31-60",
        "61-90",
        "61-90",
        "over-90",
    ]


days = st.integers(-120, 120).map(ago)
amounts = st.integers(0, 900)
due_lists = st.lists(st.tuples(days, amounts), max_size=4).map(
    lambda rows: [Due(key, *row) for key, row in zip(KEYS, rows, strict=False)]
)
receipt_rows = st.tuples(days, st.integers(1, 900), st.sampled_from(("", *KEYS)), st.booleans())
receipt_lists = st.lists(receipt_rows, max_size=6).map(
    lambda rows: [Receipt(f"R{number}", *row) for number, row in enumerate(rows)]
)


@given(due_lists, receipt_lists)
def test_every_amount_is_accounted_for(dues, receipts):
    found = account(dues, receipts)
    received = {one.key: one.amount for one in receipts if not one.is_refund}
    refunded = {one.key: one.amount for one in receipts if one.is_refund}
    spent = dict.fromkeys(received, 0)
    for shares in (*(one.shares for one in found.dues), found.ahead, *found.taken_back.values()):
        for share in shares:
            assert share.amount > 0
            spent[share.receipt] += share.amount
    assert spent == received
    given = sum(share.amount for shares in found.taken_back.values() for share in shares)
    assert given + found.beyond == sum(refunded.values())
    for one in found.dues:
        assert 0 <= one.paid <= one.due.amount
        assert one.paid + one.open == one.due.amount
    money = sum(received.values()) - sum(refunded.values())
    assert money == sum(one.paid for one in found.dues) + found.advance
    assert not (found.beyond and found.ahead)


@given(due_lists, receipt_lists, st.data())
def test_what_is_paid_does_not_depend_on_the_order_of_payments(dues, receipts, data):
    first = account(dues, receipts)
    days_of = data.draw(st.permutations([one.on for one in receipts]))
    keys = data.draw(st.permutations([one.key for one in receipts]))
    moved = [
        replace(one, key=key, on=on) for one, key, on in zip(receipts, keys, days_of, strict=True)
    ]
    again = account(reversed(dues), moved)
    assert (paid(again), again.advance) == (paid(first), first.advance)


@given(due_lists, receipt_lists)
def test_the_sums_by_span_are_those_of_the_lines(dues, receipts):
    billed, named, by_line = ([0] * len(SPANS) for _ in range(3))
    signed = [(one, -one.amount if one.is_refund else one.amount) for one in receipts]
    for one in account(dues, receipts).dues:
        place = SPANS.index(span_of(one.due.due_on, TODAY))
        toward = sum(amount for receipt, amount in signed if receipt.toward == one.due.key)
        billed[place] += one.due.amount
        named[place] += named_share(one.due.amount, toward)
        by_line[place] += one.paid
    assert paid_by_span(billed, named, sum(amount for _, amount in signed)) == by_line
