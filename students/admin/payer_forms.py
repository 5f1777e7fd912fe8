"""A due or a payment by hand: its student is said by roll number."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.forms import RegisterForm
from students.models import Student
from students.rules.keys import key_of


class PayerForm(RegisterForm):
    """What is known belongs to the student's institution, and `toward` names a due by its key."""

    def clean(self):
        cleaned = super().clean()
        plan, student = cleaned.get("plan"), self.instance.student_id and self.instance.student
        if plan and student and plan.institution_id != student.institution_id:
            self.add_error("plan", _("This belongs to another institution."))
        if cleaned.get("toward"):
            cleaned["toward"] = key_of(cleaned["toward"])
        return cleaned


class NewPayerForm(PayerForm):
    """Whoever keeps fees need not see a list of students to name one; `places`: theirs."""

    roll_number = forms.CharField(label=gettext_lazy("Roll number"), max_length=40)
    places = None

    def clean(self):
        self.instance.student = self._student()
        return super().clean()

    def _student(self) -> Student | None:
        said = self.cleaned_data.get("roll_number")
        if not said:
            return None
        chosen = self.cleaned_data.get("institution")
        where = [chosen.pk] if chosen else self.places
        found = Student.objects.filter(institution__in=where, roll_key=key_of(said))[:2]
        if len(found) == 1:
            return found[0]
        several = _("Several institutions have a student of this roll number; import the due.")
        self.add_error("roll_number", several if found else _("No student has this roll number."))
        return None

    def _get_validation_exclusions(self):
        known = {"student"} if self.instance.student_id else set()
        return super()._get_validation_exclusions() - known
