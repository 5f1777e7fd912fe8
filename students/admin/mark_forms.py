"""Rows of a student's term as they are typed: marks, component marks, attendance."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.fields import ScoreField, Staying, Words
from students.models import ComponentMark, Mark, State, SubjectAttendance, TermAttendance
from students.models.attendance import COUNTS, MOST_HELD
from students.models.marks import LARGEST_MAXIMUM, MOST_ATTEMPTS
from students.rules.scores import score_problem, state_of_score

INFERRED = [("", gettext_lazy("by score")), *State.choices]


class RowForm(forms.ModelForm):
    """One row of a table: its fields are named for those who do not see the column's head."""

    telling: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            label = field.label or name.replace("_", " ")
            field.widget.attrs["aria-label"] = str(label).capitalize()

    def has_changed(self):
        """A new row counts once something of it was said that matters."""
        if self.instance.pk is None:
            return any(name in self.changed_data for name in self.telling)
        return super().has_changed()

    def _post_clean(self):
        """A stored row that stays as it is was checked when it was stored."""
        if self.instance.pk is None or self.has_changed():
            super()._post_clean()

    def stay(self, name, row):
        """Show a related row that cannot be changed, without asking the database for it again."""
        self.fields[name] = Staying(row, label=self.fields[name].label)
        self.show(name, row, row.pk)

    def show(self, name, words, value):
        """Show a value as text: it stays as it is."""
        self.fields[name].disabled = True
        self.fields[name].widget = Words(words, value)


class ScoredForm(RowForm):
    """State and score that fit: without a state a score means present, and none pending."""

    state = forms.ChoiceField(label=gettext_lazy("State"), choices=INFERRED, required=False)
    score = ScoreField(label=gettext_lazy("Score"), required=False)
    telling = ("state", "score")

    def clean(self):
        cleaned = super().clean()
        if {"state", "score"} & self.errors.keys():
            return cleaned
        score = cleaned.get("score")
        cleaned["state"] = cleaned.get("state") or state_of_score(score)
        if problem := score_problem(cleaned["state"], score, self.largest()):
            self.add_error("score", problem)
        return cleaned

    def largest(self) -> Decimal | None:
        """The most the score may be, where it is known."""
        return self.cleaned_data.get("max_score")


class MarkForm(ScoredForm):
    """One subject's mark; combined from components it is shown, and typed in those."""

    max_score = ScoreField(label=gettext_lazy("Maximum"), initial=100)
    telling = ("subject", "state", "score")

    class Meta:
        model = Mark
        fields = ("subject", "state", "score", "max_score", "published")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.stay("subject", self.instance.subject)
            if self.instance.component_marks.all():
                self._show_combined()

    def _show_combined(self):
        mark = self.instance
        self.show("state", mark.get_state_display(), mark.state)
        for name in ("score", "max_score"):
            value = getattr(mark, name)
            self.show(name, "–" if value is None else value, "" if value is None else value)

    def clean_max_score(self):
        largest = self.cleaned_data["max_score"]
        if not 0 < largest <= LARGEST_MAXIMUM:
            raise forms.ValidationError(
                _("It lies above 0 and at most at %(largest)s.") % {"largest": LARGEST_MAXIMUM}
            )
        return largest

    def clean(self):
        return self.cleaned_data if self.fields["state"].disabled else super().clean()


class LaterMarkForm(MarkForm):
    """A later attempt and the term it was sat in."""

    telling = ("subject", "state", "score", "sat_term")

    class Meta(MarkForm.Meta):
        fields = ("subject", "attempt", "sat_term", "state", "score", "max_score", "published")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sat_term"].required = True
        self.fields["attempt"].initial = 2
        self.fields["attempt"].min_value = 2
        if self.instance.pk:
            self.show("attempt", self.instance.attempt, self.instance.attempt)

    def clean_attempt(self):
        attempt = self.cleaned_data["attempt"]
        if attempt < 2:
            raise forms.ValidationError(_("The first attempt stands among the marks."))
        if attempt > MOST_ATTEMPTS:
            raise forms.ValidationError(
                _("There are at most %(most)s attempts.") % {"most": MOST_ATTEMPTS}
            )
        return attempt


class ComponentMarkForm(ScoredForm):
    """What a student got in one component; its mark and component come with the row."""

    class Meta:
        model = ComponentMark
        fields = ("mark", "component", "state", "score", "published")

    def largest(self):
        component = self.cleaned_data.get("component")
        return component.max_score if component else None


class AttendanceForm(RowForm):
    """Whole classes; nobody excused unless said so."""

    excused = forms.IntegerField(
        label=gettext_lazy("Excused"), min_value=0, max_value=MOST_HELD, required=False, initial=0
    )

    def clean_excused(self):
        return self.cleaned_data["excused"] or 0


class TermAttendanceForm(AttendanceForm):
    """Classes held and attended, or a reported percent; emptied it is removed."""

    percent = ScoreField(
        label=gettext_lazy("Or a percent"), required=False, min_value=0, max_value=100
    )
    telling = ("held", "attended", "percent")

    class Meta:
        model = TermAttendance
        fields = ("held", "attended", "excused", "percent")

    @property
    def emptied(self) -> bool:
        """Whether nothing is left of what was there."""
        return not any(str(self[name].value() or "").strip() for name in self.telling)


class SubjectAttendanceForm(AttendanceForm):
    telling = ("subject", "held", "attended")

    class Meta:
        model = SubjectAttendance
        fields = ("subject", "held", "attended", "excused")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.stay("subject", self.instance.subject)
        if self.instance.by_session:
            for name in COUNTS:
                self.fields[name].disabled = True
                self.fields[name].help_text = _("By class")
