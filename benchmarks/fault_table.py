"""The table of faults in docs/performance.md: each command writes its own line, and no other."""

import re
from dataclasses import dataclass
from datetime import date

import performance

OPENING = """
## Faults

What was made to go wrong, and what came of it. Each line is written by its command, which ends with
1 where anything was lost, doubled, half stored or untrue. `script/test` holds short forms of them.

| what | came of it | by | on |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Line:
    """What was done, what came of it in figures, and whether that is as it must be."""

    what: str
    came: str
    is_clean: bool


def write(line: Line, command: str):
    """Put the line in the place of the one its command wrote last, or at the end of the table."""
    page = performance.PAGE.read_text()
    if "\n## Faults\n" not in page:
        page += OPENING
    before, heading, after = page.partition("\n## Faults\n")
    table, rest = re.fullmatch(r"(.*?)((?:\n## .*)?)", after, re.DOTALL).groups()
    row = f"| {line.what} | {line.came} | `{command}` | {date.today():%d %B %Y} |\n"
    old = re.compile(rf"^\|[^\n]*\| `{re.escape(command)}` \|[^\n]*\n", re.MULTILINE)
    table, replaced = old.subn(lambda _: row, table)
    performance.PAGE.write_text(before + heading + table + ("" if replaced else row) + rest)
