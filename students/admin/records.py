"""Changes of students, placements and assigned policies, written down field by field."""

import datetime
from decimal import Decimal

from django.db.models import Model

from students.imports.histories import record_changes, record_made
from students.models import PolicyAssignment, RecordChange, Student, TermResult


def write_down(form, change: bool):
    """Add a form's changes to the history of its row, which has just been saved."""
    row = form.instance
    names = {field.name for field in row._meta.fields}
    told = row._meta.model_name, row.pk, _record_of(row)
    new = {
        name: plain(form.cleaned_data[name])
        for name in form.cleaned_data
        if name in names and (name in form.changed_data or not change)
    }
    if not change:
        record_made(*told, new).save()
        return
    old = {name: plain(_initial(form, name)) for name in new}
    RecordChange.objects.bulk_create(record_changes(*told, old, new))


def plain(value):
    """A form's value as history keeps it: a related row by its code, nothing as empty."""
    if isinstance(value, Model):
        return getattr(value, "code", str(value))
    if isinstance(value, datetime.date | Decimal):
        return str(value)
    return "" if value is None else value


def _record_of(row: Model) -> str:
    """A row as the history names it, whatever the door."""
    if isinstance(row, PolicyAssignment):
        return f"{row.institution.code} {row.from_term.code}"
    if isinstance(row, TermResult):
        return f"{row.student.roll_no} {row.term.code}"
    return row.roll_no if isinstance(row, Student) else str(row)


def _initial(form, name: str):
    """What the form began with; of a related row, which it knows by number, the row."""
    value, field = form.initial.get(name), form.instance._meta.get_field(name)
    if value is None or not field.is_relation:
        return value
    return field.related_model._base_manager.filter(pk=value).first() or value
