"""What is asked before a file is read."""

from collections.abc import Iterable

from django import forms
from django.conf import settings
from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.imports.held import held, hold
from students.imports.options import Options
from students.imports.values import MOST_SEMESTERS
from students.models import Institution, Term
from students.models.imports import OFFICE_KINDS

ENCODINGS = (
    ("", gettext_lazy("UTF-8, as most programs write it")),
    ("cp1252", gettext_lazy("Windows, Western European (cp1252)")),
    ("utf-16", gettext_lazy("UTF-16, “Unicode text” of Excel")),
    ("utf-16-le", gettext_lazy("UTF-16 without its mark")),
    ("iso-8859-15", gettext_lazy("Latin 9 (ISO 8859-15)")),
    ("mac-roman", gettext_lazy("Macintosh")),
)
OF_A_REGISTER = gettext_lazy(
    "Of the whole file, where it is the register of one subject, a column for each day."
)

OF_NEW_STUDENTS = gettext_lazy("Of students who are new to the term; ONLINE where nothing is said.")

OF_ONLINE_LEARNING = gettext_lazy(
    "Enrolments, what was done online, scores; or assignments handed in by student and subject, "
    "such as 18/20. CSV, Excel (.xlsx, .xls) or OpenDocument (.ods)."
)

OF_A_TERM = ("term", "publish", "branch", "semester", "subject")
OF_THE_OFFICE = gettext_lazy("Create what the file names and is not there yet")


def _named(term: Term, several: bool) -> str:
    """A term with its code, and with its institution where each of several has one of that code."""
    return " · ".join([f"{term} ({term.code})", *([term.institution.code] if several else [])])


class ImportFileForm(forms.Form):
    """A file, where it belongs, and what may be made for it."""

    import_file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("CSV, Excel (.xlsx, .xls) or OpenDocument (.ods)."),
    )
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=gettext_lazy("Institution"), required=False
    )
    term = forms.ModelChoiceField(Term.objects.none(), label=gettext_lazy("Term"), required=False)
    create = forms.BooleanField(
        label=gettext_lazy("Create students, branches and subjects that are not there yet"),
        required=False,
        initial=True,
        help_text=gettext_lazy("The preview lists all that would be created."),
    )
    publish = forms.BooleanField(
        label=gettext_lazy("Publish the marks to their students"), required=False
    )
    encoding = forms.ChoiceField(label=gettext_lazy("Encoding"), choices=ENCODINGS, required=False)
    sheet = forms.CharField(
        label=gettext_lazy("Sheet"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Of a workbook with several sheets."),
    )
    ids_as_shown = forms.BooleanField(
        label=gettext_lazy(
            "Roll numbers that the spreadsheet keeps as numbers are right as they are shown"
        ),
        required=False,
    )
    branch = forms.CharField(
        label=gettext_lazy("Branch"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Of the whole file, where no column says it."),
    )
    semester = forms.IntegerField(
        label=gettext_lazy("Semester"), required=False, min_value=1, max_value=MOST_SEMESTERS
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Of the whole file, where its columns are components such as Quiz 1 and End Sem."
        ),
    )
    more = ("branch", "semester", "subject", "encoding", "sheet", "ids_as_shown")

    def __init__(self, *args, institutions, kind="", user_id: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self._user_id = user_id
        self.held = held(str(self.data.get("held", "")), user_id)
        self.fields["import_file"].required = self.held is None
        terms = Term.objects.filter(institution__in=institutions).select_related("institution")
        self.fields["institution"].queryset = institutions
        self.fields["term"].queryset = terms
        only = list(institutions[:2])
        self.fields["term"].label_from_instance = lambda term: _named(term, len(only) > 1)
        if len(only) == 1:
            self.fields["institution"].initial = only[0].pk
            self.fields["institution"].widget = forms.HiddenInput()
            self.fields["term"].initial = terms.current()
        if kind in OFFICE_KINDS:
            self._ask_less()
            return
        if kind != "marks":
            del self.fields["publish"]
        if kind == "attendance":
            self.fields["subject"].help_text = OF_A_REGISTER
        elif kind == "engagement":
            del self.fields["subject"]
            self.fields["import_file"].help_text = OF_ONLINE_LEARNING
            self.fields["branch"].help_text = OF_NEW_STUDENTS
        elif kind != "marks":
            del self.fields["subject"]

    def _ask_less(self):
        """A file of the office is of no term."""
        for name in OF_A_TERM:
            del self.fields[name]
        self.fields["create"].label = OF_THE_OFFICE

    def offer_sheets(self, sheets: Iterable[str]):
        """Ask which of these sheets of the workbook is meant."""
        self.fields["sheet"].widget = forms.Select(choices=[(name, name) for name in sheets])
        self.more = tuple(name for name in self.more if name != "sheet")

    def hold_sent(self):
        """Hold the file that was sent until the form comes back, unless it is too large."""
        sent = self.files.get("import_file")
        if sent and "import_file" not in self.errors:
            self.let_go()
            self.hold(sent)

    def hold(self, file: File):
        """Hold a file that need not be sent."""
        self.held = hold(file, self._user_id)
        self.fields["import_file"].required = False

    def let_go(self):
        """Hold the file no longer: it was taken in."""
        if self.held:
            self.held.let_go()

    def clean_import_file(self):
        file = self.cleaned_data["import_file"] or self.held.read()
        if file is None:
            self.held = None
            raise forms.ValidationError(_("The file is no longer here: choose it once more."))
        if file.size > settings.IMPORT_MAX_BYTES:
            most = filesizeformat(settings.IMPORT_MAX_BYTES)
            raise forms.ValidationError(_("The file is larger than %(most)s.") % {"most": most})
        return file

    def clean(self):
        cleaned = super().clean()
        institution, term = cleaned.get("institution"), cleaned.get("term")
        if institution and term and term.institution_id != institution.pk:
            self.add_error("term", _("This term belongs to another institution."))
        elif term and not institution:
            cleaned["institution"] = term.institution
        if not cleaned.get("institution") and self._has_several():
            self.add_error("institution", _("Choose where the file belongs."))
        return cleaned

    def _has_several(self) -> bool:
        return self.fields["institution"].queryset.exists()

    @property
    def options(self) -> Options:
        """What was chosen, for the engine."""
        names = ("create", "publish", "encoding", "sheet", "ids_as_shown", "branch", "subject")
        chosen = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Options(semester=str(self.cleaned_data.get("semester") or ""), **chosen)

    def plain_fields(self):
        """The fields asked of everybody."""
        visible = (field for field in self.visible_fields() if field.name not in self.more)
        return list(visible)

    def more_fields(self):
        """Those that only some files need."""
        return [self[name] for name in self.more if name in self.fields]
