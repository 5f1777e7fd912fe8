"""Plain rows into the register by a few statements, whatever their number.

They come into tables of the transaction's own, are held against the register there, and go from
there into marks and history. A database whose SQL is not written here takes them row by row.
"""

from collections.abc import Iterator

from django.db import connection
from django.utils import timezone

from students.imports.places import Place
from students.imports.plain.staged import Staged
from students.imports.plain.statements import (
    HISTORY,
    INSERT,
    SAME_MARKS,
    SAME_PEOPLE,
    UPDATE,
    WITH_OLD,
    one,
    run,
)
from students.imports.plain.tables import filled
from students.imports.refusals import PlanStale
from students.imports.stale import STALE
from students.imports.store import SPOKEN
from students.imports.watching import Watch
from students.models import Component, Mark, PolicyVersion, Subject
from students.models.changes import actor
from students.models.refresh import Refresh
from students.rules.policy import Policy


def is_spoken() -> bool:
    """Whether the SQL of this database is written here."""
    return connection.vendor in SPOKEN


def result_ids(staged: Staged) -> Iterator[int]:
    """The results whose marks the rows say, in order."""
    return (pk for (pk,) in staged.select("SELECT result_id FROM people ORDER BY result_id"))


def store(staged: Staged, place: Place, refresh: Refresh, watch: Watch):
    """Write the marks and their history, inside a refresh that has locked their results.

    PlanStale where a student, a subject or a mark is not what it was when the file was read.
    """
    Mark.objects.bulk_create([])  # asks the model's guard, which SQL alone would pass by
    _check_subjects(staged, place)
    policy = _one_policy(staged)
    with connection.cursor() as cursor, filled(cursor, staged, policy, watch):
        _check(cursor, place)
        run(cursor, INSERT)
        run(cursor, UPDATE[connection.vendor])
        acting, now = actor(), connection.ops.adapt_datetimefield_value(timezone.now())
        who = now, acting.user_id, acting.door, acting.run_id
        run(cursor, HISTORY, *who, place.institution.pk, place.term.pk)
    if policy:
        refresh.settle(result_ids(staged))


def _one_policy(staged: Staged) -> Policy | None:
    """The policy that all of these results are bound to, where it is one."""
    found = list(staged.select("SELECT DISTINCT policy_version_id FROM people"))
    return PolicyVersion.objects.get(pk=found[0][0]).policy if len(found) == 1 else None


def _check_subjects(staged: Staged, place: Place):
    said = {int(pk): key for pk, key in staged.head["subjects"].items()}
    used = [pk for (pk,) in staged.select("SELECT DISTINCT subject_id FROM plain")]
    keys = dict(Subject.objects.filter(pk__in=used).values_list("pk", "code_key"))
    with_parts = Component.objects.filter(term=place.term, subject__in=used)
    if keys != {pk: said[pk] for pk in used} or with_parts.exists():
        raise PlanStale(STALE)


def _check(cursor, place: Place):
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    people = one(cursor, SAME_PEOPLE + lock, place.term.pk)
    if people != one(cursor, "SELECT count(*) FROM staged_person"):
        raise PlanStale(STALE)
    if one(cursor, SAME_MARKS) != one(cursor, WITH_OLD):
        raise PlanStale(STALE)
