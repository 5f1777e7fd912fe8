"""Changes of students and placements, written down field by field."""

from django.db.models import Model

from students.imports.histories import record_changes, record_made
from students.models import RecordChange, Student, TermResult


def write_down(form, change: bool):
    """Add a form's changes to the history of its row, which has just been saved."""
    row = form.instance
    names = {field.name for field in row._meta.fields}
    told = row._meta.model_name, row.pk, record_of(row)
    new = {
        name: plain(form.cleaned_data[name])
        for name in form.cleaned_data
        if name in names and (name in form.changed_data or not change)
    }
    if not change:
        record_made(*told, new).save()
        return
    old = {name: shown_before(row, name, form.initial.get(name)) for name in new}
    RecordChange.objects.bulk_create(record_changes(*told, old, new))


def record_of(row: Student | TermResult) -> str:
    """A student by roll number, their term by its code as well, as at every door."""
    return row.roll_no if isinstance(row, Student) else f"{row.student.roll_no} {row.term.code}"


def plain(value):
    """A form's value as history keeps it: a related row in words, nothing as empty."""
    if isinstance(value, Model):
        return getattr(value, "code", None) or str(value)
    return "" if value is None else value


def shown_before(row: Model, name: str, value):
    """What a form began with: it knows a related row by its number alone."""
    field = row._meta.get_field(name)
    if field.is_relation and value is not None:
        value = field.related_model._base_manager.filter(pk=value).first()
    return plain(value)
