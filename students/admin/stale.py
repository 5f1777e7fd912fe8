"""A page that was opened before somebody else saved: nothing is lost, nothing is overwritten.

The page carries the version it showed and the values as it showed them. When the version stored now
is another, what was touched is kept, the rest becomes what is stored now, and both are shown.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """One value that somebody else changed; `typed` is None where it was not touched here."""

    row: str
    field: str
    label: str
    typed: str | None
    stored: str


def values_of(form, formsets) -> dict[str, str]:
    """What an unbound page shows, as it would be posted, by "row|field"."""
    return {
        f"{key}|{name}": posted_text(one[name])
        for key, one in rows_of(form, formsets)
        for name in one.fields
        if not one.fields[name].disabled and name in one._meta.fields
    }


def rows_of(form, formsets) -> Iterator[tuple[str, forms.ModelForm]]:
    """The page's own form and every stored row of its tables, by a key that outlasts reordering."""
    yield "", form
    for formset in formsets:
        for one in formset.initial_forms:
            yield f"{formset.prefix}:{one.instance.pk}", one


def posted_text(field) -> str:
    """A bound field's value as a browser would send it."""
    widget = getattr(field.field.widget, "widget", field.field.widget)
    value = field.value()
    if isinstance(widget, forms.CheckboxInput):
        return "on" if value else ""
    shown = widget.format_value(value)
    if isinstance(shown, list):
        shown = shown[0] if shown else ""
    return "" if shown is None else str(shown)


class Submission:
    """What was posted beside what the page had shown and what is stored now."""

    def __init__(self, posted: QueryDict, form, formsets):
        """`form` and `formsets` are unbound and show what is stored now."""
        self.posted, self.form, self.formsets = posted, form, formsets
        self.now = values_of(form, formsets)
        self.rows = dict(rows_of(form, formsets))
        opened = _read(posted.get("opened", ""))
        self.opened = {key: value for key, value in opened.items() if self._is_field(key)}
        self.typed = dict(self._typed())

    def _is_field(self, key: str) -> bool:
        """Whether the page could have said so: a field of a row, or of one that is gone."""
        row, _bar, name = key.partition("|")
        return row not in self.rows or name in self.rows[row].fields

    def _typed(self) -> Iterator[tuple[str, str]]:
        places = {"": ""} | {
            f"{formset.prefix}:{self.posted.get(f'{formset.prefix}-{place}-id')}": (
                f"{formset.prefix}-{place}-"
            )
            for formset in self.formsets
            for place in range(count_in(self.posted, f"{formset.prefix}-INITIAL_FORMS"))
        }
        for key in self.opened.keys() | self.now.keys():
            row, _bar, name = key.partition("|")
            if row in places:
                yield key, self.posted.get(f"{places[row]}{name}", "").strip()

    def touched(self, key: str) -> bool:
        """Whether this value was changed on the page."""
        return key in self.typed and self.typed[key] != self.opened.get(key)

    @property
    def agrees(self) -> bool:
        """Whether the page showed all there is now, and nobody else changed any of it."""
        return self.opened.keys() == self.now.keys() and not self.differences()

    def differences(self) -> list[Difference]:
        """What somebody else changed, removed or added since the page was opened."""
        return [
            self._difference(key)
            for key in sorted(self.opened.keys() | self.now.keys())
            if self.opened.get(key) != self.now.get(key)
            and self.typed.get(key) != self.now.get(key)
        ]

    def _difference(self, key: str) -> Difference:
        row, _bar, name = key.partition("|")
        one = self.rows.get(row)
        label = one.fields[name].label or name if one else name
        typed = self.typed.get(key) if self.touched(key) else None
        return Difference(
            row=row,
            field=name,
            label=f"{self._row_words(row)}{str(label).lower()}",
            typed=None if typed is None else self._shown(one, name, typed),
            stored=self._shown(one, name, self.now[key]) if key in self.now else _("removed"),
        )

    def _row_words(self, row: str) -> str:
        one = self.rows.get(row)
        if not row:
            return ""
        if one is None:
            return _("A row that is gone: ")
        part = getattr(one.instance, "component", None)
        subject = one.instance.mark.subject if part else getattr(one.instance, "subject", None)
        words = [str(word) for word in (subject, part) if word]
        return f"{' '.join(words) or _('Attendance')}: "

    def _shown(self, one, name: str, text: str) -> str:
        field = one.fields[name] if one else None
        if isinstance(field, forms.BooleanField):
            return _("yes") if text else _("no")
        choices = getattr(field, "choices", ())
        return next((str(label) for value, label in choices if str(value) == text), text) or "–"


def _read(text: str) -> dict[str, str]:
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in read.items()} if isinstance(read, dict) else {}


def count_in(posted: QueryDict, name: str) -> int:
    """A number the page sent of a table, such as "marks-TOTAL_FORMS"; 0 where it is none."""
    text = posted.get(name, "0")
    return min(int(text), 1000) if text.isascii() and text.isdigit() and len(text) < 6 else 0
