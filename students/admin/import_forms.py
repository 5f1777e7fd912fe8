"""What is asked before a file is read."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from students.imports.options import Options
from students.imports.values import MOST_SEMESTERS
from students.models import Institution, Term

ENCODINGS = (
    ("", "UTF-8, as most programs write it"),
    ("cp1252", "Windows, Western European (cp1252)"),
    ("utf-16", "UTF-16, “Unicode text” of Excel"),
    ("utf-16-le", "UTF-16 without its mark"),
    ("iso-8859-15", "Latin 9 (ISO 8859-15)"),
    ("mac-roman", "Macintosh"),
)
OF_A_REGISTER = "Of the whole file, where it is the register of one subject, a column for each day."

OF_NEW_STUDENTS = _("Of students who are new to the term; ONLINE where nothing is said.")


class ImportFileForm(forms.Form):
    """A file, where it belongs, and what may be made for it."""

    import_file = forms.FileField(
        label="File", help_text="CSV, Excel (.xlsx, .xls) or OpenDocument (.ods)."
    )
    institution = forms.ModelChoiceField(Institution.objects.none(), required=False)
    term = forms.ModelChoiceField(Term.objects.none(), required=False)
    create = forms.BooleanField(
        label="Create students, branches and subjects that are not there yet",
        required=False,
        initial=True,
        help_text="The preview lists all that would be created.",
    )
    publish = forms.BooleanField(label="Publish the marks to their students", required=False)
    encoding = forms.ChoiceField(choices=ENCODINGS, required=False)
    sheet = forms.CharField(
        required=False, max_length=100, help_text="Of a workbook with several sheets."
    )
    ids_as_shown = forms.BooleanField(
        label="Roll numbers that the spreadsheet keeps as numbers are right as they are shown",
        required=False,
    )
    branch = forms.CharField(
        required=False, max_length=40, help_text="Of the whole file, where no column says it."
    )
    semester = forms.IntegerField(required=False, min_value=1, max_value=MOST_SEMESTERS)
    subject = forms.CharField(
        required=False,
        max_length=120,
        help_text="Of the whole file, where its columns are components such as Quiz 1 and End Sem.",
    )
    more = ("branch", "semester", "subject", "encoding", "sheet", "ids_as_shown")

    def __init__(self, *args, institutions, kind="", **kwargs):
        super().__init__(*args, **kwargs)
        terms = Term.objects.filter(institution__in=institutions).select_related("institution")
        self.fields["institution"].queryset = institutions
        self.fields["term"].queryset = terms
        self.fields["term"].label_from_instance = lambda term: f"{term} ({term.code})"
        only = list(institutions[:2])
        if len(only) == 1:
            self.fields["institution"].initial = only[0].pk
            self.fields["institution"].widget = forms.HiddenInput()
            self.fields["term"].initial = terms.current()
        if kind != "marks":
            del self.fields["publish"]
        if kind == "attendance":
            self.fields["subject"].help_text = OF_A_REGISTER
        elif kind == "engagement":
            del self.fields["subject"]
            self.fields["branch"].help_text = OF_NEW_STUDENTS
        elif kind != "marks":
            del self.fields["subject"]

    def clean_import_file(self):
        file = self.cleaned_data["import_file"]
        if file.size > settings.IMPORT_MAX_BYTES:
            most = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise forms.ValidationError(f"The file is larger than {most}.")
        return file

    def clean(self):
        cleaned = super().clean()
        institution, term = cleaned.get("institution"), cleaned.get("term")
        if institution and term and term.institution_id != institution.pk:
            self.add_error("term", "This term belongs to another institution.")
        elif term and not institution:
            cleaned["institution"] = term.institution
        if not cleaned.get("institution") and self._has_several():
            self.add_error("institution", "Choose where the file belongs.")
        return cleaned

    def _has_several(self) -> bool:
        return self.fields["institution"].queryset.exists()

    @property
    def options(self) -> Options:
        """What was chosen, for the engine."""
        names = ("create", "publish", "encoding", "sheet", "ids_as_shown", "branch", "subject")
        chosen = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Options(semester=str(self.cleaned_data["semester"] or ""), **chosen)

    def plain_fields(self):
        """The fields asked of everybody."""
        visible = (field for field in self.visible_fields() if field.name not in self.more)
        return list(visible)

    def more_fields(self):
        """Those that only some files need."""
        return [self[name] for name in self.more if name in self.fields]
