"""What every form of the register checks: keys are free, and one record is of one institution."""

from django import forms
from django.db.models import UniqueConstraint
from django.utils.translation import gettext as _

from students.models import TermResult
from students.rules.keys import code_problem, key_of, name_key_of, unsafe_characters

KEYED = {"code": "code_key", "roll_no": "roll_key", "receipt": "receipt_key"}


class RegisterForm(forms.ModelForm):
    """Codes and roll numbers by their keys, names without hidden signs, one institution."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("section"):
            self._check_section()
        for name in KEYED.keys() & self.fields.keys():
            self._check_key(name)
        if self.fields.keys() & {"name", "title"}:
            self._check_signs()
        self._check_institutions()
        return cleaned

    def _check_section(self):
        section = self.cleaned_data["section"] = key_of(self.cleaned_data["section"])
        longest = TermResult._meta.get_field("section").max_length
        if len(section) > longest or unsafe_characters(section):
            self.add_error(
                "section",
                _("A section has at most %(longest)s plain signs.") % {"longest": longest},
            )

    def _check_key(self, name):
        text = self.cleaned_data.get(name)
        if not text:
            return
        if problem := code_problem(text):
            self.add_error(name, problem)
        elif self._others(name, key_of(text)).exists():
            words = _("This %(field)s is already there, however it is written.")
            self.add_error(name, words % {"field": self.fields[name].label.lower()})

    def _others(self, name, key):
        rows = type(self.instance)._base_manager.filter(**{KEYED[name]: key})
        for place in self._places_of(KEYED[name]):
            rows = rows.filter(**{place: self.chosen(place)})
        return rows.exclude(pk=self.instance.pk)

    def _places_of(self, key):
        """Within what a key is there once, as the database has it."""
        constraints = (
            one
            for one in self.instance._meta.constraints
            if isinstance(one, UniqueConstraint) and key in one.fields
        )
        return [name for one in constraints for name in one.fields if name != key]

    def chosen(self, name):
        """The related row that is chosen here or, where it cannot be, was before."""
        if name in self.cleaned_data or name in self.errors:
            return self.cleaned_data.get(name)
        return getattr(self.instance, name) if getattr(self.instance, f"{name}_id") else None

    def _check_signs(self):
        for name in ("name", "title"):
            if unsafe_characters(self.cleaned_data.get(name) or ""):
                self.add_error(name, _("There is a hidden sign in it. Type it anew."))
            elif self.cleaned_data.get(name) and not name_key_of(self.cleaned_data[name]):
                self.add_error(name, _("Nothing of it can be seen."))

    def _check_institutions(self):
        own = self._own_institution()
        for name, value in list(self.cleaned_data.items()):
            of_value = getattr(value, "institution_id", None)
            own = own or of_value
            if of_value not in (None, own):
                self.add_error(name, _("This belongs to another institution."))

    def _own_institution(self) -> int | None:
        chosen = self.cleaned_data.get("institution")
        return chosen.pk if chosen else getattr(self.instance, "institution_id", None)

    def _get_validation_exclusions(self):
        # The institution of a stored row is not on its form, yet its constraints speak of it.
        excluded = super()._get_validation_exclusions()
        return excluded - {"institution"} if self.instance.pk else excluded
