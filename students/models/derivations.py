"""Derived columns of marks and results, written set-based by the policy that binds each.

Django takes ten times as long to write these statements as a database takes to run them for one
result: for a single one they are written once and kept.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from functools import lru_cache

from django.db import connection
from django.db.models import F, Value
from django.db.models.sql import UpdateQuery
from django.utils import timezone

from students.models.gathering import gather_marks, is_spoken
from students.models.outcomes import (
    gathered,
    gathered_attendance,
    outcome,
    related,
    subject_outcome,
)
from students.models.policy import DEFINITION, PolicyVersion, policy_of
from students.models.spans import among

ANY_ID = -1
MOMENT = datetime(2000, 1, 1, tzinfo=UTC)  # stands in a statement for the moment it is sent


def derive(results: type, ids: list[int], touch: bool, settled: Collection[int] = ()):
    """Bring every derived column of these results and of their marks up to date.

    `settled` are results whose marks are up to date already.
    """
    policies = _by_policy(results, ids)
    marks = related(results, "marks").model
    for policy, bound in policies:
        if unsettled := [pk for pk in bound if pk not in settled]:
            _write(marks, "result", unsettled, subject_outcome, policy)
    if len(ids) > 1 and is_spoken():
        gather_marks(results, ids)
        _write(results, "pk", ids, gathered_attendance, results)
    else:
        _write(results, "pk", ids, gathered, results)
    for policy, bound in policies:
        _write(results, "pk", bound, _touched if touch else outcome, policy)
    if not touch:
        rows = results._base_manager.filter(among("pk", ids))
        rows.filter(version=0).update(version=1)


def _touched(policy) -> dict:
    """The outcome and a new version, in one pass over the rows; the moment is put in when sent."""
    return {**outcome(policy), "version": F("version") + 1, "updated_at": Value(MOMENT)}


def _write(model: type, column: str, ids: list[int], values: Callable[..., dict], given):
    """Set what `values(given)` says in the rows whose `column` is one of the ids."""
    if len(ids) != 1:
        told = values(given)
        now = {"updated_at": timezone.now()} if "updated_at" in told else {}
        model._base_manager.filter(among(column, ids)).update(**told | now)
        return
    sql, before, moment = _statement(connection.vendor, model, column, values, given)
    if moment is not None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        before = (*before[:moment], now, *before[moment + 1 :])
    with connection.cursor() as cursor:
        cursor.execute(sql, (*before, *ids))


@lru_cache(maxsize=256)
def _statement(
    vendor: str, model: type, column: str, values: Callable[..., dict], given
) -> tuple[str, tuple, int | None]:
    """The UPDATE for one id, its last parameter, the parameters before that one, and the place
    among these of the moment, if it says one."""
    query = model._base_manager.filter(**{column: ANY_ID}).query.chain(UpdateQuery)
    query.add_update_values(values(given))
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    *before, last = parameters
    if last != ANY_ID:
        raise AssertionError("the id is not the last parameter of the statement")
    stored = connection.ops.adapt_datetimefield_value(MOMENT)
    return sql, tuple(before), before.index(stored) if stored in before else None


def _by_policy(results: type, ids: list[int]):
    """Each policy these results are bound to, with the ids of those bound to it."""
    if len(ids) == 1:
        statement = f"SELECT {DEFINITION} FROM {results._meta.db_table} WHERE id = %s"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(statement, ids)
            return [(policy_of(definition), ids) for (definition,) in cursor.fetchall()]
    bound = defaultdict(list)
    rows = results._base_manager.filter(among("pk", ids)).order_by("pk")
    rows = rows.values_list("policy_version_id", "pk")
    for version_id, pk in rows:
        bound[version_id].append(pk)
    versions = PolicyVersion.objects.in_bulk(list(bound))
    return [(versions[version_id].policy, bound[version_id]) for version_id in sorted(bound)]
