"""Where in a term the class of a column lies: the day, and which of that day's classes it is."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slot:
    """`period` None: no title says it; then it is the `nth` of `of` such columns of the day."""

    on: datetime.date
    period: int | None = None
    nth: int = 1
    of: int = 1
