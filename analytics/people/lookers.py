"""Who looked at a student's record, in words for the student."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from students.models import RecordView, Role, User
from students.trails import SUPERUSER, gather

SHOWN = 20
ROLES = dict(Role.choices) | {SUPERUSER: gettext_lazy("Superuser")}


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
    gone = _("A removed account")
    name = (person.get_full_name() or person.get_username()) if person else gone
    times = ngettext("%(count)s time", "%(count)s times", view.times) % {"count": view.times}
    where = view.get_what_display()
    how = f"{where}, {times}" if view.times > 1 else where
    return Looker(name, str(ROLES.get(view.role, "")), view.day, how)
