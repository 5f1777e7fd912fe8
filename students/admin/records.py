"""Changes of students and placements, written down field by field."""

from django.db.models import Model

from students.imports.histories import record_changes, record_made
from students.models import RecordChange


def write_down(form, change: bool):
    """Add a form's changes to the history of its row, which has just been saved."""
    row = form.instance
    names = {field.name for field in row._meta.fields}
    told = row._meta.model_name, row.pk, getattr(row, "roll_no", None) or row.student.roll_no
    new = {
        name: plain(form.cleaned_data[name])
        for name in form.cleaned_data
        if name in names and (name in form.changed_data or not change)
    }
    if not change:
        record_made(*told, new).save()
        return
    old = {name: plain(form.initial.get(name)) for name in new}
    RecordChange.objects.bulk_create(record_changes(*told, old, new))


def plain(value):
    """A form's value as history keeps it: a related row by its number, nothing as empty."""
    if isinstance(value, Model):
        return value.pk
    return "" if value is None else value
