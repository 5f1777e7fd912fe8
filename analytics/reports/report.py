"""What a report is: who may have it, of which institutions, and the book it makes."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from analytics.books import Book
from students.models import Institution
from students.sight import Sight


@dataclass(frozen=True)
class Report:
    """`why` says in a sentence what it is for.

    `allowed` says whether any such report may be had under a sight; `book` makes the one of an
    institution on a day, within that sight, and raises `analytics.chosen.ScopeError` for an
    institution of which nothing is seen. The rows of a book are read as it is written.
    """

    slug: str
    title: str
    why: str
    allowed: Callable[[Sight], bool]
    book: Callable[[Sight, Institution, datetime.date], Book]
