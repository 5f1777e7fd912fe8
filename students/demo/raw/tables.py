"""The accounts of raw files as a table in Markdown, which a terminal shows as well."""

from collections.abc import Mapping
from dataclasses import astuple, fields

from students.demo.raw.accounts import Account

TITLES = {
    "lines": "lines",
    "above": "header",
    "blank": "blank",
    "aside": "sums",
    "rows": "rows",
    "stored": "stored",
    "same": "known",
    "merged": "merged",
    "refused": "refused",
    "normalised": "normalised",
    "standardised": "standardised",
    "filled": "filled",
    "corrected": "corrected",
    "flagged": "flagged",
    "alike": "alike",
}
TOTAL = "all files"


def table(accounts: Mapping[str, Account]) -> str:
    """A line for each file and one for all of them."""
    total = sum(accounts.values(), Account())
    rows = [("file", *(TITLES[one.name] for one in fields(Account)))]
    named = {**accounts, TOTAL: total}
    rows += [(path, *map(str, astuple(one))) for path, one in named.items()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [_line(row, widths) for row in rows]
    first, *others = widths
    rule = [f":{'-' * (first - 1)}", *(f"{'-' * (width - 1)}:" for width in others)]
    return "\n".join((lines[0], f"| {' | '.join(rule)} |", *lines[1:]))


def with_table(text: str, new: str) -> str:
    """A Markdown text with the new table in place of the one of these titles it holds."""
    lines = text.splitlines(keepends=True)
    places = [at for at, line in enumerate(lines) if line.startswith("| file ")]
    if len(places) != 1:
        raise ValueError(f"{len(places)} tables of files, not one")
    first = last = places[0]
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    return "".join((*lines[:first], f"{new}\n", *lines[last:]))


def _line(row: tuple[str, ...], widths: list[int]) -> str:
    first, *others = zip(row, widths, strict=True)
    cells = [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]
    return f"| {' | '.join(cells)} |"
