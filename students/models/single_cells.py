"""What a single result adds to the summaries, told from its own rows without a grouping query.

Saving one mark asks for it twice. Django takes longer to write the grouped queries of `cells` than
a database to answer these; tests hold the two equal.
"""

from collections import defaultdict
from functools import lru_cache

from django.db import connection

from students.models.cell_sums import CELL, GRADE_SLOTS, RISK_SLOTS, Cells
from students.models.outcomes import related
from students.models.policy import DEFINITION, policy_of
from students.rules.policy import Policy
from students.rules.units import HUNDRED

OF_RESULT = "status", "version", "average", "attendance", "passed", "failed", "grade", "risk"
RESULT = (*CELL, *OF_RESULT, DEFINITION)
MARK = ("subject_id", "percent", "passed", "grade")
REGISTER = ("subject_id", "attended", "held")
ACTIVE = "active"


def cells_of_one(results: type, pk: int) -> tuple[Cells, Cells]:
    """Cells of whole results and of subjects that this result of the model lies in."""
    found = _rows(results, RESULT, "id", pk)
    if not found or found[0]["status"] != ACTIVE or not found[0]["version"]:
        return {}, {}
    result, policy = found[0], policy_of(found[0][DEFINITION])
    result["provisional"] = bool(result["provisional"])
    cell = tuple(result[name] for name in CELL)
    subjects: Cells = {
        (*cell, mark["subject_id"]): _counts_of_mark(mark, result["risk"], policy)
        for mark in _rows(related(results, "marks").model, MARK, "result_id", pk, "attempt = 1")
    }
    registers = related(results, "subject_attendances").model
    for register in _rows(registers, REGISTER, "result_id", pk, "held > 0"):
        counts = subjects.get((*cell, register["subject_id"]))
        if counts is not None:
            counts["attendance_known"] += 1
            counts["attendance_sum"] += _percent(register["attended"], register["held"])
    return {cell: _counts_of_result(result, policy)}, subjects


def _counts_of_result(row: dict, policy: Policy) -> dict[str, int]:
    counts = _counts(row["average"], row["passed"], row["grade"], row["risk"], policy)
    counts["attendance_known"] = int(row["attendance"] is not None)
    counts["attendance_sum"] = row["attendance"] or 0
    # As cells.ALL_PASSED has it.
    every = row["passed"] is not None and not row["failed"] and not row["provisional"]
    counts["all_passed"] = int(every)
    return counts


def _counts_of_mark(row: dict, risk: str, policy: Policy) -> dict[str, int]:
    counts = _counts(row["percent"], row["passed"], row["grade"], risk, policy)
    counts["all_passed"] = counts["passed"]
    return counts


def _counts(percent: int | None, passed, grade: str, risk: str, policy: Policy) -> dict[str, int]:
    counts = defaultdict(int, students=1, assessed=int(percent is not None))
    counts["average_sum"], counts["passed"] = percent or 0, int(bool(passed))
    if grade in policy.letters:
        counts[GRADE_SLOTS[policy.letters.index(grade)]] = 1
    counts[RISK_SLOTS[risk]] = 1
    return counts


def _percent(part: int, whole: int) -> int:
    # As expressions.percent_of rounds it.
    return (2 * part * HUNDRED + whole) // (2 * whole)


def _rows(model: type, names: tuple[str, ...], by: str, pk: int, also: str = "") -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(_selecting(model._meta.db_table, names, by, also), [pk])
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@lru_cache
def _selecting(table: str, names: tuple[str, ...], by: str, also: str) -> str:
    condition = f"{by} = %s{also and f' AND {also}'}"
    return f"SELECT {', '.join(names)} FROM {table} WHERE {condition}"  # noqa: S608
