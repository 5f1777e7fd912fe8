"""The worked examples of docs/fees.md come out as written."""

import datetime
import re
from pathlib import Path

import pytest

from students.rules.fee_ages import BY_TODAY, OVERDUE, SPANS, span_of
from students.rules.fees import Due, Receipt, account
from students.rules.shown import shown_ratio
from students.rules.units import HUNDRED, decimal_text, units_of

TEXT = (Path(__file__).parents[3] / "docs" / "fees.md").read_text(encoding="utf-8")
(DAY,) = re.findall(r"looked at on (\S+)\.", TEXT)
TODAY = datetime.date.fromisoformat(DAY)
EXAMPLES = TEXT.split("\n### ")[1:]


def tables(text):
    """Each table by the title of its first column: its rows as lists of texts."""
    found = {}
    for block in re.findall(r"(?:^\|.*\n)+", text.split("\n## ")[0] + "\n", re.MULTILINE):
        head, _line, *rows = [
            [cell.strip() for cell in row.strip("|").split("|")] for row in block.splitlines()
        ]
        found[head[0]] = rows
    return found


def figures(dues, receipts):
    found = account(dues, [one for one in receipts if one.on <= TODAY])
    spans = {one.due.key: span_of(one.due.due_on, TODAY) for one in found.dues}
    ages = dict.fromkeys(SPANS, 0)
    for one in found.dues:
        ages[spans[one.due.key]] += one.open
    by_today = [one for one in found.dues if spans[one.due.key] in BY_TODAY]
    due, paid = sum(one.due.amount for one in by_today), sum(one.paid for one in by_today)
    overdue = sum(ages[span] for span in OVERDUE)
    told = ages | {"overdue": overdue, "pending": sum(ages.values()) - overdue}
    told |= {"ahead": found.advance} | {f"{one.due.key} paid": one.paid for one in found.dues}
    texts = {name: decimal_text(value, 2, at_least=2) for name, value in told.items()}
    return texts | {"rate": shown_ratio(paid * HUNDRED, due, (HUNDRED,)) if due else ""}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: text.splitlines()[0])
def test_a_worked_example_comes_out_as_written(example):
    found = tables(example)
    dues = [
        Due(key, datetime.date.fromisoformat(on), units_of(amount, 2))
        for key, on, amount in found["due"]
    ]
    receipts = [
        Receipt(key, datetime.date.fromisoformat(on), units_of(amount, 2), due, kind == "refund")
        for key, on, kind, amount, due in found["receipt"]
    ]
    made = figures(dues, receipts)
    assert found["figure"]
    assert {name: made[name] for name, _value in found["figure"]} == dict(found["figure"])


def test_there_are_examples():
    assert len(EXAMPLES) == 4
