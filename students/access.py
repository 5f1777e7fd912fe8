"""The one access rule: what a person may see and do, for pages, admin, API, exports and jobs alike.

Rights are the union of the memberships that hold today. Whole records: principal and registrar in
their institutions, head in the own branch, faculty in classes they have charge of, mentor for
their mentees. Faculty see the own subject of the classes they teach. Managers see figures, no
individuals; accountants and administrators see no marks. A superuser sees everything.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from students.kept import fetched
from students.models import CameraConsent, Membership, Role, Student
from students.sight import Sight

BLIND = Sight(user_id=None)


def visible_to(user) -> Sight:
    """What this user sees today; nothing for anonymous and disabled users. Two queries at most."""
    if not user.is_authenticated or not user.is_active:
        return BLIND
    places, branches, names, rooms, staff = _memberships(user.pk)
    return Sight(
        user_id=user.pk,
        everything=user.is_superuser,
        places={role: frozenset(ids) for role, ids in places.items()},
        branches=frozenset(branches),
        staff=_staff_by_role(staff, places),
        student_id=_own_record(user, places.get(Role.STUDENT, ())),
        place=names.pop() if len(names) == 1 else "",
        rooms=frozenset(rooms),
    )


def _own_record(user, institutions: Iterable[int]) -> int | None:
    """The record of who is a student in these; no query where there are none."""
    if not institutions:
        return None
    own = Student.objects.filter(user=user, institution__in=institutions)
    return own.values_list("pk", flat=True).first()


def _memberships(user_id: int) -> tuple[dict[str, set[int]], set, set, set, set]:
    """Institutions by role (a group stands for all of its own), branches headed, names, the
    institutions in which rooms are measured by camera, and staff records with theirs."""
    places, branches, names, rooms, staff = defaultdict(set), set(), set(), set(), set()
    today = connection.ops.adapt_datefield_value(timezone.localdate())
    found = fetched("memberships", lambda: _held(user_id), (today, today, user_id))
    for role, institution, of_group, branch, home, name, group, measured, *record in found:
        names.add(name or group)
        staff.add(tuple(record))
        place = institution or of_group
        if place is not None:
            places[role].add(place)
            rooms.update([place] if measured else ())
        if role == Role.HEAD and home == institution:
            branches.add(branch)
    return dict(places), branches, names, rooms, staff


def _held(user_id: int) -> QuerySet:
    columns = ("role", "institution", "group__institutions", "branch", "branch__institution")
    words = ("institution__name", "group__name")
    records = ("user__staff_records", "user__staff_records__institution")
    rows = Membership.objects.today().filter(user=user_id).annotate(measured=_measured())
    return rows.values_list(*columns, *words, "measured", *records)


def _measured() -> Subquery:
    """Whether the newest consent of a membership's institution is on; no query of its own."""
    place = Coalesce(OuterRef("institution"), OuterRef("group__institutions"))
    newest = CameraConsent.objects.filter(institution=place).order_by("-pk")
    return Subquery(newest.values("is_on")[:1])


def _staff_by_role(rows: Iterable[tuple], places: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    """A staff record counts in a role only where that role is held today."""

    def held(role: str) -> Iterable[int]:
        return (pk for pk, institution in rows if institution in places.get(role, ()))

    return {role: frozenset(held(role)) for role in (Role.FACULTY, Role.MENTOR)}
