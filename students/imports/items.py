"""One cell of the register that a row of a file speaks of: what it was, and what it would be."""

from typing import NamedTuple

STUDENT, PLACEMENT, MARK, PART, ATTENDANCE = "student", "placement", "mark", "part", "attendance"
PRESENCE = "presence"
ENROLMENT, ACTIVITY, BACKGROUND = "enrolment", "activity", "background"
NEW, CHANGED, SAME, REFUSED = "new", "changed", "same", "refused"


class Item(NamedTuple):
    """`key` tells the cell within its student: () for student and placement, (subject, attempt,
    term sat in) for a mark, (subject, attempt, component, term sat in) for a component of one,
    (subject,) for attendance, (subject, day, period, and branch, semester, section of the class)
    for a presence, (subject,) for an enrolment and what was done online in the whole term, () for a
    background. `old` and `new` are the plain values of a Standing.
    """

    what: str
    key: tuple
    old: object
    new: object

    @property
    def state(self) -> str:
        if self.old == self.new:
            return SAME
        return NEW if self.old is None else CHANGED

    @property
    def cell(self) -> tuple:
        """What it is about, without the term sat in."""
        length = {MARK: 2, PART: 3, PRESENCE: 3}.get(self.what)
        return (self.what, *self.key[:length])


def state_of_row(items: list[Item]) -> str:
    """Changed where anything is changed, else new where anything is new, else same."""
    states = {item.state for item in items}
    return next((state for state in (CHANGED, NEW) if state in states), SAME)
