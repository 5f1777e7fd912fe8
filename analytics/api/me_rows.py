"""What the API tells a student of themselves."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from analytics.api import mark_rows
from analytics.api.declared_lines import declared_row
from analytics.numerals import number
from analytics.people.attendances import Register
from analytics.people.declared import Declared
from analytics.people.own import OwnRecord, own_parts
from analytics.people.terms import TermLine
from students.models import State
from students.sight import Sight


def own_row(sight: Sight, record: OwnRecord, codes: Mapping[int, str]) -> dict:
    """A record without `lookers` and `as_of`; `codes` are those of the student's terms."""
    figures = record.figures
    return {
        **_place(record),
        "average": number(record.average),
        "grade": figures.grade or None,
        "attendance": number(record.presence.percent),
        "passed": record.passed,
        "registered": figures.registered,
        "provisional": figures.provisional,
        "withheld": figures.withheld,
        "policy": record.result.policy_version.number,
        "marks": _marks(sight, record),
        "awaited": _awaited(record),
        "registers": [_register(one) for one in record.presence.registers],
        "needs": [vars(need) for need in record.needs],
        "terms": [_term(one, codes[one.term_id]) for one in record.terms],
        "declared": record.declared and _declared(record.declared),
    }


def _place(record: OwnRecord) -> dict:
    result, student = record.result, record.result.student
    return {
        "id": student.pk,
        "roll_no": student.roll_no,
        "name": student.name,
        "institution": result.institution.code,
        "term": result.term.code,
        "branch": result.branch.code,
        "batch": result.batch.code if result.batch else None,
        "semester": result.semester,
        "section": result.section or None,
    }


def _marks(sight: Sight, record: OwnRecord) -> list[dict]:
    rows = mark_rows.rows(sight.own_marks().filter(result=record.result))
    return [_told(row) | {"components": _parts(row["components"])} for row in rows]


def _parts(rows: Iterable[dict]) -> list[dict]:
    return [_told(row) for row in rows]


def _told(row: dict) -> dict:
    """As a student is told: what was got in a paper that is withheld is withheld as well."""
    return row if row["state"] == State.PRESENT else row | {"score": None}


def _awaited(record: OwnRecord) -> list[dict]:
    parts = defaultdict(list)
    for part in own_parts([record.result]).order_by("component__code", "pk"):
        parts[part.subject_code].append(part)
    return [
        {
            "subject": score.code,
            "title": score.title,
            "components": _parts(mark_rows.parts(parts[score.code])),
        }
        for score in record.scores
        if not score.published
    ]


def _register(one: Register) -> dict:
    counted = {name: getattr(one, name) for name in ("held", "attended", "excused")}
    words = {"outlook": one.outlook, "verdict": one.verdict}
    return {
        "subject": one.code,
        "title": one.title,
        **counted,
        "percent": number(one.percent),
        **words,
    }


def _term(line: TermLine, code: str) -> dict:
    return {
        "term": code,
        "title": line.title,
        "semester": line.semester,
        "average": number(line.average_shown),
        "grade": line.grade or None,
        "attendance": number(line.attendance_shown),
    }


def _declared(declared: Declared) -> dict:
    one = declared.line.declaration
    when = {"declared_at": one.at, "published_at": one.publication.at}
    return declared_row(declared.line) | {"number": one.number, **when}
