"""How somebody is reached, and when they were born: looked at and corrected by hand."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext as _

from students.admin.fees import OfPayers
from students.admin.filters import OwnRelated
from students.admin.forms import RegisterForm
from students.admin.office import OfStudents
from students.imports.cells import text_cell
from students.imports.office.cell_values import Altered
from students.imports.office.particulars import phone_of
from students.imports.refusals import Refused
from students.models import PersonalDetail
from students.rules.keys import unsafe_characters


class PersonalDetailForm(RegisterForm):
    """A telephone number as files give it, a day that has been."""

    def clean_phone(self):
        said = self.cleaned_data["phone"]
        if not said:
            return said
        try:
            found = phone_of(text_cell(said))
        except Refused as refusal:
            self.add_error("phone", f"{refusal.reason} {refusal.mend}")
            return said
        return found.value if isinstance(found, Altered) else found

    def clean_born_on(self):
        born_on = self.cleaned_data["born_on"]
        if born_on and born_on > timezone.localdate():
            self.add_error("born_on", _("This day has not come yet."))
        return born_on

    def clean_guardian(self):
        guardian = self.cleaned_data["guardian"]
        if unsafe_characters(guardian):
            self.add_error("guardian", _("It holds characters that cannot be seen. Type it anew."))
        return guardian


@admin.register(PersonalDetail)
class PersonalDetailAdmin(OfPayers, OfStudents):
    """The registrar keeps them, as the admissions by which they come; the principal looks."""

    institution = "student__institution"
    form = PersonalDetailForm
    autocomplete_fields = ("student",)
    identity = ("student",)
    ordering = ("student__roll_key", "pk")
    list_display = ("roll_no", "name", "phone", "born_on", "guardian")
    list_filter = (("student__institution", OwnRelated),)
    list_select_related = ("student__institution",)
