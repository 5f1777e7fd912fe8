"""Who looked at a student's record, in words for the student."""

from dataclasses import dataclass
from datetime import date

from students.models import RecordView, Role, User
from students.trails import SUPERUSER, gather

SHOWN = 20
ROLES = dict(Role.choices) | {SUPERUSER: "Superuser"}


@dataclass(frozen=True)
class Looker:
    """One person on one day; `how` says where, and how often if more than once."""

    name: str
    role: str
    day: date
    how: str


def lookers(student_id: int) -> list[Looker]:
    """The last twenty, the newest first. Two queries, and what has been noted down before them."""
    gather()
    views = list(RecordView.objects.filter(student_id=student_id)[:SHOWN])
    people = User.objects.in_bulk({view.viewer_id for view in views})
    return [_looker(view, people.get(view.viewer_id)) for view in views]


def _looker(view: RecordView, person: User | None) -> Looker:
    name = (person.get_full_name() or person.get_username()) if person else "A removed account"
    times = f", {view.times} times" if view.times > 1 else ""
    return Looker(name, ROLES.get(view.role, ""), view.day, f"{view.get_what_display()}{times}")
