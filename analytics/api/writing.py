"""A student and their place in a term, made, changed and removed with their history."""

from contextlib import contextmanager

from django.db import IntegrityError, transaction
from rest_framework.exceptions import ValidationError

from students.imports.histories import record_changes, record_made
from students.models import Institution, RecordChange, Student, Term, TermResult

STUDENT_FIELDS = ("roll_no", "name", "email")
PLACE_FIELDS = ("branch", "batch", "semester", "section", "status")


@contextmanager
def told_as_problem():
    """A roll number that another request took just now is a problem of the field, not a failure."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError({"roll_no": ["This roll number is taken already."]}) from error


def create(institution: Institution, term: Term, values: dict) -> TermResult:
    """A new student with their place in the term."""
    with told_as_problem():
        student = Student(institution=institution, **_only(values, STUDENT_FIELDS))
        student.save()
        result = TermResult(student=student, term=term, **_only(values, PLACE_FIELDS))
        result.save()
        _made(student, STUDENT_FIELDS)
        _made(result, PLACE_FIELDS)
    return result


def change(student: Student, result: TermResult | None, values: dict):
    """Change what differs, and write each change down. Both rows are held by the caller."""
    with told_as_problem():
        _change(student, _only(values, STUDENT_FIELDS))
    if result is not None:
        _change(result, _only(values, PLACE_FIELDS))


def _change(row: Student | TermResult, values: dict):
    old = {name: plain(getattr(row, name)) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    if old == {name: plain(value) for name, value in values.items()}:
        return
    row.save()
    new = {name: plain(getattr(row, name)) for name in values}
    changes = record_changes(row._meta.model_name, row.pk, record_of(row), old, new)
    RecordChange.objects.bulk_create(changes)


def _made(row: Student | TermResult, names: tuple[str, ...]):
    values = {name: plain(getattr(row, name)) for name in names}
    record_made(row._meta.model_name, row.pk, record_of(row), values).save()


def record_of(row: Student | TermResult) -> str:
    """A row as the history names it."""
    return row.roll_no if isinstance(row, Student) else f"{row.student.roll_no} {row.term.code}"


def plain(value):
    """A field's value as history and answers write it: a related row by its code."""
    if value is None:
        return ""
    return getattr(value, "code", value)


def _only(values: dict, names: tuple[str, ...]) -> dict:
    found = {name: values[name] for name in names if name in values}
    return {
        name: "" if value is None and name != "batch" else value for name, value in found.items()
    }
