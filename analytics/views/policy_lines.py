"""The lines of a policy as a form: prefilled with those in force, checked as a policy's are."""

import re
from collections.abc import Iterator, Mapping

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from students.rules.definitions import THRESHOLD_DECIMALS, THRESHOLDS
from students.rules.policy import MAX_BANDS, Policy, PolicyError
from students.rules.shown import shown_threshold
from students.rules.units import DECIMALS, HUNDRED, units_of

NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
LONGEST = 12
BANDS = tuple(f"band{place}" for place in range(1, MAX_BANDS))
RISKS = ("average_high", "average_medium", "attendance_high", "attendance_medium")
PASSING = "pass_average"
PARAMETERS = (*BANDS, *RISKS, PASSING)


class LineField(forms.CharField):
    """A percent of at most two decimals, as whole 1e-10 percents."""

    def __init__(self, label: str, in_force: int):
        super().__init__(
            label=label,
            help_text=_("%(line)s in force") % {"line": shown_threshold(in_force)},
            widget=forms.TextInput(
                attrs={"class": "form-control", "inputmode": "decimal", "autocomplete": "off"}
            ),
        )

    def clean(self, value):
        text = (value or "").strip()
        if len(text) > LONGEST or not NUMBER.fullmatch(text):
            raise ValidationError(
                _("Write a percent with at most %(places)s decimals, such as 62.5.")
                % {"places": THRESHOLD_DECIMALS}
            )
        line = units_of(text, DECIMALS)
        if line > HUNDRED:
            raise ValidationError(_("A line lies between 0 and 100."))
        return line


class PolicyLinesForm(forms.Form):
    """What an address says of the lines, and those in force where it says nothing."""

    def __init__(self, policy: Policy, params: Mapping[str, str]):
        self.in_force = policy
        lines = _lines(policy)
        said = {name: str(params.get(name) or "").strip() for name in lines}
        texts = {name: said[name] or shown_threshold(line) for name, line in lines.items()}
        super().__init__(texts, auto_id="line-%s")
        for name, line in lines.items():
            self.fields[name] = LineField(_label(policy, name), line)

    def clean(self):
        found = self.cleaned_data
        above = None
        for name in self._bands:
            if above in found and name in found and found[name] >= found[above]:
                self._refuse(name, above)
            above = name
        if above in found and not found[above]:
            self.add_error(above, _("This has to be above 0: below it nothing would be left."))
        for measure in ("average", "attendance"):
            high, medium = f"{measure}_high", f"{measure}_medium"
            if high in found and medium in found and found[medium] < found[high]:
                words = {"line": shown_threshold(found[high])}
                message = _("The line of Medium is not below that of High, %(line)s.") % words
                self.add_error(medium, message)
        return found

    def _refuse(self, name: str, above: str):
        letter, line = self.fields[above].label, shown_threshold(self.cleaned_data[above])
        message = _("This has to be below the line of %(letter)s, %(line)s.")
        self.add_error(name, message % {"letter": letter, "line": line})

    @property
    def _bands(self) -> list[str]:
        return [name for name in self.fields if name in BANDS]

    @cached_property
    def policy(self) -> Policy | None:
        """The policy these lines make; None where they make none."""
        if not self.is_valid():
            return None
        try:
            return Policy.from_definition(self._definition())
        except PolicyError as error:  # nothing the fields know of: said above them
            self.add_error(None, list(error.problems))
            return None

    def _definition(self) -> dict:
        definition = self.in_force.definition()
        for band, name in zip(definition["bands"], self._bands, strict=False):
            band["at_least"] = shown_threshold(self.cleaned_data[name])
        for name in (*RISKS, PASSING):
            part = definition
            *path, last = THRESHOLDS[name]
            for step in path:
                part = part[step]
            part[last] = shown_threshold(self.cleaned_data[name])
        return definition

    @cached_property
    def edited(self) -> dict[str, str]:
        """The lines that are not written as those in force, as they stand in an address."""
        texts = {name: shown_threshold(line) for name, line in _lines(self.in_force).items()}
        said = {name: self[name].value()[:LONGEST] for name in texts}
        return {name: text for name, text in said.items() if text != texts[name]}

    def groups(self) -> Iterator[tuple[str, list]]:
        """The fields under their headings."""
        yield _("Grade, average at least"), [self[name] for name in self._bands]
        yield _("Risk, average below"), [self[name] for name in RISKS[:2]]
        yield _("Risk, attendance below"), [self[name] for name in RISKS[2:]]
        yield _("Pass, average at least"), [self[PASSING]]


def _lines(policy: Policy) -> dict[str, int]:
    upper = policy.bands[:-1]  # the lowest begins at 0, whatever is said
    bands = {name: band.at_least for name, band in zip(BANDS, upper, strict=False)}
    return bands | {name: getattr(policy, name) for name in (*RISKS, PASSING)}


def _label(policy: Policy, name: str) -> str:
    if name in BANDS:
        return policy.bands[BANDS.index(name)].letter
    if name == PASSING:
        return _("Pass")
    return _("High") if name.endswith("high") else _("Medium")
