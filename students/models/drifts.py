"""Which results are stored otherwise than they would be derived: asked of the database, set by set.

Nothing is locked for it: a transaction that is committed leaves derived what it touched. What is
found is looked at again under its lock, and what is being written is right when it is done.
"""

from collections.abc import Callable, Iterable

from django.db.models import BooleanField, CharField, F, Func, Q, QuerySet

from students.models.components import ComponentMark
from students.models.marks import Mark
from students.models.outcomes import gathered, outcome, related, subject_outcome
from students.models.policy import PolicyVersion
from students.models.results import TermResult

DENSE = 2  # ids are asked for as a span where it has no more than so many for each of them


class Differs(Func):
    """Whether two values differ, where nothing is a value like any other."""

    template = "(%(expressions)s)"
    arg_joiner = " IS NOT "
    arity = 2
    output_field = BooleanField()

    def as_mysql(self, compiler, connection, **context):
        """Texts byte for byte, whatever the collation holds for equal."""
        text = isinstance(self.source_expressions[0].output_field, CharField)
        template, joiner = ("BINARY ", " <=> BINARY ") if text else ("", " <=> ")
        return self.as_sql(
            compiler,
            connection,
            template=f"(NOT ({template}%(expressions)s))",
            arg_joiner=joiner,
            **context,
        )


def drifted(ids: list[int]) -> set[int]:
    """The results among these (in order) whose derived columns, or their marks', are not right.

    With them those whose marks are combined from parts or whose registers come from sessions: these
    are worked out in Python, and so have to be recomputed to be known. About seven queries.
    """
    rows = TermResult._base_manager.filter(_among(ids, "pk")).order_by()
    found = set(_differing(rows, gathered(TermResult), "pk", Q(version=0)))
    bound = rows.values_list("policy_version", flat=True).distinct()
    for version in PolicyVersion.objects.filter(pk__in=bound):
        results = rows.filter(policy_version=version)
        found.update(_differing(results, outcome(version.policy), "pk"))
        marks = Mark._base_manager.filter(_among(ids, "result"), result__policy_version=version)
        found.update(_differing(marks.order_by(), subject_outcome(version.policy), "result"))
    return found.union(*(some(ids) for some in WORKED_OUT)).intersection(ids)


def _among(ids: list[int], column: str) -> Q:
    """A condition that holds for these ids, and for a few others where that is asked faster."""
    if ids and ids[-1] - ids[0] < DENSE * len(ids):
        return Q(**{f"{column}__gte": ids[0], f"{column}__lte": ids[-1]})
    return Q(**{f"{column}__in": ids})


def _differing(rows: QuerySet, values: dict, column: str, also: Q | None = None) -> Iterable[int]:
    differing = also or Q()
    for name, value in values.items():
        differing |= Q(Differs(F(name), value))
    return rows.filter(differing).values_list(column, flat=True)


def _with_parts(ids: list[int]) -> Iterable[int]:
    rows = ComponentMark._base_manager.filter(_among(ids, "mark__result")).order_by()
    return rows.values_list("mark__result", flat=True).distinct()


def _with_sessions(ids: list[int]) -> Iterable[int]:
    present = related(TermResult, "session_presences").filter(_among(ids, "result"))
    registers = related(TermResult, "subject_attendances").filter(by_session=True)
    registers = registers.filter(_among(ids, "result")).order_by()
    columns = present.order_by().values_list("result", flat=True)
    return columns.union(registers.values_list("result", flat=True))


WORKED_OUT: tuple[Callable[[list[int]], Iterable[int]], ...] = (_with_parts, _with_sessions)
