"""Fields and widgets of the tables: exact numbers, what is shown and not typed, known rows."""

from decimal import Decimal

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _

from students.rules.units import units_of


class Words(forms.Widget):
    """A value shown as text: what cannot be changed looks like it; the preview reads the value."""

    def __init__(self, words, value=""):
        super().__init__()
        self.words, self.value = words, value

    def render(self, name, value, attrs=None, renderer=None):
        return format_html(
            '<span class="shown-value" data-field="{}" data-value="{}">{}</span>',
            name.rpartition("-")[2],
            self.value,
            self.words,
        )


class PartOf(forms.HiddenInput):
    """The component of a row, named, with what the preview combines it by."""

    is_hidden = False

    def __init__(self, components):
        super().__init__()
        self.components = components

    def render(self, name, value, attrs=None, renderer=None):
        component = self.components.get(int(value)) if str(value).isdigit() else None
        numbers = {}
        if component:
            numbers = {"data-max": component.max_score, "data-weight": component.weight}
        field = super().render(name, value, {**(attrs or {}), **numbers}, renderer)
        return format_html('{}<span class="shown-value">{}</span>', field, self._words(component))

    def _words(self, component):
        if component is None:
            return "–"
        size = _("of %(maximum)s, weight %(weight)s") % {
            "maximum": f"{component.max_score.normalize():f}",
            "weight": f"{component.weight.normalize():f}",
        }
        return f"{component.subject} · {component} ({size})"


class Known(forms.TypedChoiceField):
    """One of the rows the page knows of, by number; nothing is asked of the database."""

    def __init__(self, rows, widget, disabled):
        choices = [(pk, pk) for pk in rows]
        super().__init__(choices=choices, coerce=self._row, disabled=disabled)
        self.rows, self.widget = rows, widget

    def _row(self, pk):
        return self.rows[int(pk)]


class Staying(forms.Field):
    """A related row that stays the one it is."""

    def __init__(self, row, **kwargs):
        super().__init__(disabled=True, required=False, **kwargs)
        self.row = row

    def clean(self, value):
        return self.row


class ScoreField(forms.DecimalField):
    """A number of at most two decimals, read as the rules and the live preview read it."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 7, "autocomplete": "off"})

    def to_python(self, value):
        if value in self.empty_values or not str(value).strip():
            return None
        if str(value).strip().startswith("-"):
            raise forms.ValidationError(_("It lies below 0."))
        try:
            return Decimal(units_of(str(value).strip(), 2)).scaleb(-2)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def widget_attrs(self, widget):
        return {}
