"""What is wrong in a file: where, with which value, why, and what would mend it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SPELLED_OUT = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong; `row` is None where the whole file is meant.

    `altered`: a spreadsheet has made something else of what was typed.
    """

    row: int | None
    column: str
    value: str
    reason: str
    mend: str = ""
    altered: bool = False

    @property
    def place(self) -> str:
        """“Row 7, Physics”, as far as it is known."""
        row = _("Row %(number)s") % {"number": self.row} if self.row is not None else ""
        return ", ".join(part for part in (row, self.column) if part)

    def sentence(self) -> str:
        """All of it in one line."""
        place = f"{self.place}: " if self.place else ""
        value = f"“{self.value}”: " if self.value else ""
        return f"{place}{value}{self.reason} {self.mend}".rstrip()

    def as_json(self) -> dict:
        return {
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "mend": self.mend,
        }


def whole_file(reason: str, mend: str = "", column: str = "", value: str = "") -> Problem:
    """A problem of the file rather than of one row."""
    return Problem(None, column, value, str(reason), str(mend))


def folded(problems: Iterable[Problem]) -> list[str]:
    """A sentence for each problem; of many equal ones the first few, then how many more."""
    alike: dict[tuple, list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.column, problem.reason, problem.mend), []).append(problem)
    sentences = []
    for same in alike.values():
        sentences += [problem.sentence() for problem in same[:SPELLED_OUT]]
        more = len(same) - SPELLED_OUT
        if more > 0:
            words = ngettext(
                "… and %(count)s other row: %(reason)s",
                "… and %(count)s other rows: %(reason)s",
                more,
            )
            sentences.append(words % {"count": more, "reason": same[0].reason})
    return sentences
