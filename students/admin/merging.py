"""What was typed on a stale page, laid over what is stored now, to be shown anew."""

import json

from django import forms
from django.http import QueryDict

from students.admin.stale import Submission, count_in


def merged(submission: Submission) -> QueryDict:
    """The post as if the page had been opened now: touched values and new rows are kept."""
    merged = submission.posted.copy()
    merged["version"] = str(submission.form.instance.version)
    merged["opened"] = json.dumps(submission.now)
    _lay(submission, merged, "", "")
    for formset in submission.formsets:
        _merge_table(submission, merged, formset)
    return merged


def _merge_table(submission: Submission, merged: QueryDict, formset):
    prefix, added = formset.prefix, _added(submission, formset)
    ticked = _ticked(submission, formset)
    for name in [name for name in merged if name.startswith(f"{prefix}-") and "_FORMS" not in name]:
        del merged[name]
    stored = formset.initial_forms
    for place, one in enumerate(stored):
        merged[f"{prefix}-{place}-id"] = pk = str(one.instance.pk)
        if pk in ticked:
            merged[f"{prefix}-{place}-DELETE"] = "on"
        _lay(submission, merged, f"{prefix}:{one.instance.pk}", f"{prefix}-{place}-")
    for place, row in enumerate(added, start=len(stored)):
        for name, value in row.items():
            merged[f"{prefix}-{place}-{name}"] = value
    merged[f"{prefix}-INITIAL_FORMS"] = str(len(stored))
    merged[f"{prefix}-TOTAL_FORMS"] = str(len(stored) + len(added))


def _lay(submission: Submission, merged: QueryDict, row: str, prefix: str):
    for key, value in submission.now.items():
        of_row, _, name = key.partition("|")
        if of_row == row:
            text = submission.typed[key] if submission.touched(key) else value
            merged[f"{prefix}{name}"] = text
            if not text and isinstance(submission.rows[row].fields[name], forms.BooleanField):
                del merged[f"{prefix}{name}"]


def _ticked(submission: Submission, formset) -> set[str]:
    """The rows that are to go."""
    starts = (
        f"{formset.prefix}-{place}-"
        for place in range(count_in(submission.posted, f"{formset.prefix}-INITIAL_FORMS"))
    )
    return {
        submission.posted.get(f"{start}id")
        for start in starts
        if f"{start}DELETE" in submission.posted
    }


def _added(submission: Submission, formset) -> list[dict]:
    prefix = formset.prefix
    first = count_in(submission.posted, f"{prefix}-INITIAL_FORMS")
    total = count_in(submission.posted, f"{prefix}-TOTAL_FORMS")
    rows = []
    for place in range(first, total):
        start = f"{prefix}-{place}-"
        names = [name for name in submission.posted if name.startswith(start)]
        rows.append({name.removeprefix(start): submission.posted[name] for name in names})
    return [row for row in rows if row]
