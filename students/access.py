"""The one access rule: what a person may see and do, for pages, admin, API, exports and jobs alike.

Rights are the union of the memberships that hold today. Whole records: principal and registrar in
their institutions, head in the own branch, faculty in classes they have charge of, mentor for
their mentees. Faculty see the own subject of the classes they teach. Managers see figures, no
individuals; accountants and administrators see no marks. A superuser sees everything.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet

from students.models import Membership, Role, Staff, Student
from students.sight import Sight

BLIND = Sight(user_id=None)


def visible_to(user) -> Sight:
    """What this user sees today; nothing for anonymous and disabled users. Three queries."""
    if not user.is_authenticated or not user.is_active:
        return BLIND
    places, branches, names = _memberships(Membership.objects.today().filter(user=user))
    staff = Staff.objects.filter(user=user).values_list("pk", "institution")
    own = Student.objects.filter(user=user, institution__in=places.get(Role.STUDENT, ()))
    return Sight(
        user_id=user.pk,
        everything=user.is_superuser,
        places={role: frozenset(ids) for role, ids in places.items()},
        branches=frozenset(branches),
        staff=_staff_by_role(list(staff), places),
        student_id=own.values_list("pk", flat=True).first(),
        place=names.pop() if len(names) == 1 else "",
    )


def _memberships(rows: QuerySet[Membership]) -> tuple[dict[str, set[int]], set[int], set[str]]:
    """Institutions by role (a group stands for all of its own), branches headed, and names."""
    places, branches, names = defaultdict(set), set(), set()
    columns = ("role", "institution", "group__institutions", "branch", "branch__institution")
    words = ("institution__name", "group__name")
    for role, institution, of_group, branch, home, name, group in rows.values_list(
        *columns, *words
    ):
        names.add(name or group)
        place = institution or of_group
        if place is not None:
            places[role].add(place)
        if role == Role.HEAD and home == institution:
            branches.add(branch)
    return dict(places), branches, names


def _staff_by_role(rows: list, places: dict[str, set[int]]) -> dict[str, frozenset[int]]:
    """A staff record counts in a role only where that role is held today."""

    def held(role: str) -> Iterable[int]:
        return (pk for pk, institution in rows if institution in places.get(role, ()))

    return {role: frozenset(held(role)) for role in (Role.FACULTY, Role.MENTOR)}
