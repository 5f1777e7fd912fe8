"""Amounts and days: every way of writing one gives the same, and junk is refused."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from students.imports.cells import Cell, plain, text_cell
from students.imports.office.amounts import amount_of, due_of, paid_amount_of
from students.imports.office.cell_values import Altered
from students.imports.office.dates import day_of
from students.imports.refusals import Refused

amounts = some.integers(min_value=0, max_value=9_999_999_999).map(lambda n: Decimal(n).scaleb(-2))
small = some.integers(min_value=0, max_value=10_000).map(lambda n: Decimal(n).scaleb(-2))
BEFORE = ("", "₹", "₹ ", "Rs.", "Rs ", "rs. ", "INR ", "Rupees ")
AFTER = ("", "/-", " /-", " only", " INR", " Rs.")


def value_of(read):
    return read.value if isinstance(read, Altered) else read


def western(whole: str) -> str:
    return f"{int(whole):,}"


def indian(whole: str) -> str:
    head, tail = whole[:-3], whole[-3:]
    parts = []
    while head:
        parts.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*parts, tail])


@given(amounts, some.sampled_from(BEFORE), some.sampled_from(AFTER), some.sampled_from([0, 1, 2]))
def test_every_way_of_writing_an_amount_gives_the_same_number(amount, before, after, grouping):
    whole, _point, rest = f"{amount:f}".partition(".")
    grouped = (str, western, indian)[grouping](whole)

    read = amount_of(text_cell(f"{before}{grouped}.{rest}{after}"))

    assert value_of(read) == plain(amount)


@given(small, some.sampled_from(["k", "lakh", "cr"]))
def test_thousands_lakhs_and_crores_are_multiplied_out(amount, unit):
    times = {"k": 1_000, "lakh": 100_000, "cr": 10_000_000}[unit]
    try:
        read = amount_of(text_cell(f"{amount} {unit}"))
    except Refused:
        assert amount * times > 100_000_000
        return
    assert Decimal(value_of(read)) == amount * times


@pytest.mark.parametrize(
    ("text", "paid", "due"),
    [
        ("12,000.50 Cr", "12000.5", None),
        ("₹12000.50 CR.", "12000.5", None),
        ("12000 Dr", "-12000", "12000"),
        ("11 cr", "11", None),
        ("1.2 cr", "12000000", "12000000"),
        ("12 crore", None, None),
        ("-500 Cr", None, None),
        ("(500 Dr)", None, None),
        ("12.345 Dr", None, None),
    ],
)
def test_the_sides_of_a_ledger_say_who_owes_unless_it_is_crore(text, paid, due):
    for read, said in ((paid_amount_of, paid), (due_of, due)):
        if said is None:
            with pytest.raises(Refused):
                read(text_cell(text))
        else:
            assert value_of(read(text_cell(text))) == said


def test_the_sides_of_a_ledger_are_refused_where_they_say_nothing():
    with pytest.raises(Refused):
        amount_of(text_cell("12,000 Cr"))


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("५००", "500"),
        ("₹ १,२५,०००/-", "125000"),
        ("12 हज़ार", "12000"),
        ("12 हजार रुपये", "12000"),
        ("1.5 लाख", "150000"),
        ("रु. १.२ करोड़", "12000000"),
        ("５００", "500"),
    ],
)
def test_amounts_are_read_in_hindi_and_in_the_digits_of_every_script(text, amount):
    assert value_of(amount_of(text_cell(text))) == amount


@given(some.text(max_size=20), some.sampled_from(["text", "number", "percent", "date", "error"]))
def test_what_is_no_amount_is_refused_and_nothing_else_happens(text, kind):
    try:
        read = amount_of(Cell(text, kind, text))
    except Refused:
        return
    assert abs(Decimal(value_of(read))) <= 100_000_000
    assert Decimal(value_of(read)) == Decimal(value_of(read)).quantize(Decimal("0.01"))


@pytest.mark.parametrize("text", ["0", "-0", "(0)", "0.00 Dr", "0 lakh"])
def test_nothing_has_no_sign(text):
    assert value_of(amount_of(text_cell(text), credit=1)) == "0"


@pytest.mark.parametrize("text", ["(500)", "-500", "- 500", "₹ -500", "(₹500)", "-₹500.00/-"])
def test_minus_is_written_in_several_ways(text):
    assert value_of(amount_of(text_cell(text))) == "-500"


@pytest.mark.parametrize(
    "text", ["(500", "500)", "5 00 0", "1,2,3", "1,00", "12,34,5", "1.2.3", "5²", "½", "5OO"]
)
def test_what_only_looks_like_an_amount_is_refused(text):
    with pytest.raises(Refused):
        amount_of(text_cell(text))


@given(
    some.dates(min_value=datetime.date(1990, 1, 1), max_value=datetime.date(2030, 1, 1)),
    some.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %B %Y"]),
)
def test_every_way_of_writing_a_day_gives_the_same_day(day, form):
    assert value_of(day_of(text_cell(day.strftime(form)))) == day.isoformat()


@given(some.text(max_size=20))
def test_what_is_no_day_is_refused_and_nothing_else_happens(text):
    cell = text_cell(text)
    if cell.blank:
        return
    try:
        read = day_of(cell)
    except Refused:
        return
    assert datetime.date.fromisoformat(value_of(read))
