"""The batch a student is in during a term, by the batches they were admitted to."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple


class Joined(NamedTuple):
    """An admission, batch and branch by number or by code; no branch where it takes several."""

    batch: int | str
    branch: int | str | None
    admitted_on: datetime.date | None
    left_on: datetime.date | None


class Span(NamedTuple):
    """The first and the last day of a term."""

    first: datetime.date
    last: datetime.date


def batches_in_term(admissions: Iterable[Joined], term: Span, branch: int | str) -> list[int | str]:
    """The batches a student may be in: one where it is clear, none where nobody admitted them.

    An admission holds in a term if the student had joined by its last day and had not left by its
    first; an unknown day of joining was before. A batch of another branch than the student's is not
    meant. The one joined last counts. Joined on the same day, or on days not known, they are all
    given: then nobody can tell.
    """
    held = [one for one in admissions if _holds(one, term) and one.branch in (None, branch)]
    if any(one.admitted_on is None for one in held):
        return [one.batch for one in held]
    newest = max((one.admitted_on for one in held), default=None)
    return [one.batch for one in held if one.admitted_on == newest]


def _holds(one: Joined, term: Span) -> bool:
    joined = one.admitted_on is None or one.admitted_on <= term.last
    return joined and (one.left_on is None or one.left_on > term.first)
