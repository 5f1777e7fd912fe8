"""Condoning a student's shortage of attendance, and taking a condonation back."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from students.models import Condonation, RecordView, Subject, SubjectAttendance, TermResult
from students.models.waits import retrying
from students.registers.standings import Standings, shown_percent
from students.rules.keys import key_of, unsafe_characters
from students.rules.shown import shown_threshold
from students.trails import note_looked

RELATED = ("student", "term", "branch", "policy_version")
WORDS = ("reason", "reference", "because")


def without_hidden_signs(text: str) -> str:
    """The text without outer spaces; ValidationError for signs nobody sees."""
    if unsafe_characters("".join(text.splitlines())):
        raise ValidationError(_("There is a hidden sign in it. Type it anew."))
    return text.strip()


class CondonationForm(forms.ModelForm):
    """For what, down to what, under which rule and why."""

    class Meta:
        model = Condonation
        fields = ("subject", "down_to", "reference", "reason")
        labels = {"down_to": gettext_lazy("Down to, percent")}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, result: TermResult, registers: list, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.result = result
        self.line = result.policy_version.policy.attendance_eligible
        subject = self.fields["subject"]
        subject.queryset = Subject.objects.filter(pk__in=[row.subject_id for row in registers])
        subject.empty_label = _("Whole term, every subject")
        for field in self.fields.values():
            kind = "form-select" if field is subject else "form-control"
            field.widget.attrs["class"] = kind

    def clean_reason(self):
        return without_hidden_signs(self.cleaned_data["reason"])

    def clean_reference(self):
        return without_hidden_signs(self.cleaned_data["reference"])

    def clean(self):
        cleaned = super().clean()
        down_to = cleaned.get("down_to")
        if (down_to or 0) > 0 and Condonation(down_to=down_to).line >= self.line:
            line = shown_threshold(self.line)
            self.add_error(
                "down_to",
                _("The line is %(line)s %%: a condonation goes below it.") % {"line": line},
            )
        return cleaned


class RevocationForm(forms.Form):
    """Why a condonation ends."""

    because = forms.CharField(
        label=gettext_lazy("Why it is revoked"),
        max_length=1000,
        widget=forms.TextInput(attrs={"class": "form-control"}),
    )

    def clean_because(self):
        return without_hidden_signs(self.cleaned_data["because"])


@require_http_methods(["GET", "HEAD", "POST"])
def condonations(request, pk):
    """What a student's term is short of, what is condoned of it, and the form to condone more."""
    result = condonable(request, pk)
    registers = registers_of(result)
    code = key_of(request.GET.get("subject", "")[:60])
    chosen = next((row.subject_id for row in registers if row.subject.code_key == code), None)
    data = request.POST if request.method == "POST" else None
    form = CondonationForm(result, registers, data, initial={"subject": chosen})
    if data is not None and form.is_valid() and granted(form, request.user):
        messages.success(request, _("The shortage is condoned. Percent and risk stay as they are."))
        return redirect("condonations", pk)
    return show(request, result, registers, form)


@require_POST
def revoke(request, pk):
    """End a condonation from now on, for a reason."""
    if not request.sight.may_condone:
        raise PermissionDenied
    theirs = request.sight.condonable_results().values("pk")
    condonation = get_object_or_404(Condonation.objects.filter(result__in=theirs), pk=pk)
    form = RevocationForm(request.POST)
    try:
        if form.is_valid():
            because = form.cleaned_data["because"]
            retrying(lambda: condonation.revoke(request.user, because))
            messages.success(request, _("The condonation is revoked."))
        else:
            messages.error(request, _("Nothing was changed: say why it is revoked."))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("condonations", condonation.result_id)


def condonable(request, pk) -> TermResult:
    """The student's term, if its shortage may be condoned: 403, 404 as everywhere."""
    if not request.sight.may_condone:
        raise PermissionDenied
    return get_object_or_404(request.sight.condonable_results().select_related(*RELATED), pk=pk)


def registers_of(result: TermResult) -> list[SubjectAttendance]:
    """The registers of a term by subject, each with its result at hand."""
    rows = list(SubjectAttendance.objects.filter(result=result).select_related("subject"))
    for row in rows:
        row.result = result
    return rows


def granted(form: CondonationForm, user) -> bool:
    """Store what the form says; False, with the reason on the form, where that cannot be."""
    try:
        retrying(lambda: _grant(form.instance, user))
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _grant(condonation: Condonation, user):
    condonation.pk = None  # a try that the database took back has given it a number
    condonation.grant(user)


def show(request, result, registers, form):
    """The page, with what was typed."""
    note_looked(request.sight, RecordView.What.PAGE, [result.student_id])
    standings = Standings(registers)
    rows = [
        {
            "is": row,
            "percent": shown_percent(row),
            "verdict": standings.verdict_words(row),
            "outlook": standings.outlook_words(row),
        }
        for row in registers
    ]
    granted_ones = result.condonations.select_related("subject", "granted_by", "revoked_by")
    page = {
        "result": result,
        "rows": rows,
        "line": shown_threshold(result.policy_version.policy.attendance_eligible),
        "condonations": granted_ones,
        "form": form,
        "crumbs": [
            {"title": _("Shortages"), "url": "/attendance/shortage/"},
            {"title": result.student.name},
        ],
    }
    return render(request, "registers/condonations.html", page, status=409 if form.errors else 200)
