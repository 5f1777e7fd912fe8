"""The form of a pictured student: a week, and an amount for each input that may be said."""

from django import forms
from django.utils.translation import gettext_lazy

from analytics.prediction.typed_inputs import (
    GROUPS,
    INPUTS,
    LAST_WEEK,
    NOTHING_DUE,
    Input,
    problems,
)


class AmountsForm(forms.Form):
    """What is said of the student; empty: taken as it is of whom one begins with."""

    week = forms.IntegerField(
        label=gettext_lazy("Weeks that have passed"),
        min_value=0,
        max_value=LAST_WEEK,
    )
    nothing_due = forms.BooleanField(label=gettext_lazy("Nothing was due so far"), required=False)

    def __init__(self, data, begun_with: dict[str, float]):
        super().__init__(data)
        self.begun_with = begun_with
        for name, one in INPUTS.items():
            self.fields[name] = amount_field(one)

    def typed(self) -> dict[str, float]:
        """The amounts that are given."""
        found = {name: self.cleaned_data.get(name) for name in INPUTS}
        return {name: value for name, value in found.items() if value is not None}

    def clean(self):
        chosen = super().clean()
        if not self.errors and self._is_changed():
            found = problems(chosen["week"], self.typed(), chosen[NOTHING_DUE])
            for name, sentence in found.items():
                self.add_error(name, sentence)
        return chosen

    def _is_changed(self) -> bool:
        """What is known of a real student is so, however odd it looks in whole numbers."""
        return self.typed() != self.begun_with or self.cleaned_data[NOTHING_DUE]

    def blocks(self) -> list[tuple[str, list]]:
        """The fields group by group, each with its unit."""
        return [(title, [(self[one.name], one) for one in group]) for title, group in GROUPS]

    def told(self) -> list[tuple[object, str]]:
        """Each field that something is wrong with, and what."""
        return [(self[name], error) for name, errors in self.errors.items() for error in errors]


def amount_field(one: Input) -> forms.FloatField:
    step = 1 if one.whole else "any"
    limits = {"min": one.least, "max": one.most, "step": step, "inputmode": "decimal"}
    return forms.FloatField(label=one.label, required=False, widget=forms.NumberInput(attrs=limits))
