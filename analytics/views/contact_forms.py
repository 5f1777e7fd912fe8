"""The form of a word with a student, wherever it stands."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from analytics.models import Contact
from analytics.models.contacts import FARTHEST
from students.views.condonations import without_hidden_signs


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs):
        super().__init__(attrs={"class": "form-control", **attrs}, format="%Y-%m-%d")


class ContactForm(forms.ModelForm):
    """What was said and agreed, when, how, and when it is followed up."""

    last = forms.IntegerField(min_value=0, max_value=2**62, widget=forms.HiddenInput)

    class Meta:
        model = Contact
        fields = ("on", "kind", "note", "agreed", "follow_up_on")
        labels = {
            "on": pgettext_lazy("the day of a contact", "On"),
            "kind": gettext_lazy("How"),
            "note": gettext_lazy("What was said"),
            "agreed": gettext_lazy("What was agreed"),
            "follow_up_on": gettext_lazy("Follow up on"),
        }
        widgets = {
            "on": DayInput(),
            "kind": forms.Select(attrs={"class": "form-select"}),
            "note": forms.Textarea(attrs={"class": "form-control", "rows": 2}),
            "agreed": forms.Textarea(attrs={"class": "form-control", "rows": 1}),
            "follow_up_on": DayInput(),
        }

    def __init__(self, *args, last: int = 0, number: int | str = "", **kwargs):
        super().__init__(
            *args, auto_id=f"contact-{number}-%s" if number else "contact-%s", **kwargs
        )
        self.fields["last"].initial = last
        self.fields["note"].strip = self.fields["agreed"].strip = True

    def clean_note(self):
        return without_hidden_signs(self.cleaned_data["note"])

    def clean_agreed(self):
        return without_hidden_signs(self.cleaned_data["agreed"])

    def clean_on(self):
        on, today = self.cleaned_data["on"], timezone.localdate()
        if on > today:
            raise ValidationError(_("This day is still to come: plan it as a follow-up."))
        if on < today - FARTHEST:
            raise ValidationError(_("This is more than a year ago."))
        return on

    def clean_follow_up_on(self):
        day = self.cleaned_data["follow_up_on"]
        if day and day > timezone.localdate() + FARTHEST:
            raise ValidationError(_("This is more than a year away."))
        return day

    @property
    def shown(self):
        """The fields that are seen, in their order."""
        return [self[name] for name in ("note", "on", "kind", "agreed", "follow_up_on")]
