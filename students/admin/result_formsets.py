"""The tables of a student's term: rows that agree with one another, stored set by set."""

from django import forms
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.fields import Known, PartOf
from students.models import Component, ComponentMark, Mark, MarkChange
from students.models.attendance import KEPT_BY_SESSION
from students.models.components import combine_components, component_change_of
from students.models.removal import remove_marks

SUBJECT_AGAIN = gettext_lazy("This subject is there twice.")


class SubjectFormSet(BaseInlineFormSet):
    """Rows that each name a subject of their own; the choices are asked for once."""

    together = ("subject",)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        for name in ("subject", "sat_term"):
            field = form.fields.get(name)
            if field is not None and not field.disabled:
                field.choices = self._choices(name, field)

    def _choices(self, name, field):
        cache = self.__dict__.setdefault("_cached_choices", {})
        if name not in cache:
            cache[name] = list(field.choices)
        return cache[name]

    def clean(self):
        super().clean()
        self._check_places()
        self._check_deletions()
        seen = set()
        for form in self.forms:
            if form in self.deleted_forms or not (form.has_changed() or form.instance.pk):
                continue
            key = tuple(self._value(form, name) for name in self.together)
            if None not in key and key in seen:
                form.add_error("subject", SUBJECT_AGAIN)
            seen.add(key)

    def _check_deletions(self):
        for form in self.deleted_forms:
            if getattr(form.instance, "by_session", False):
                raise forms.ValidationError(KEPT_BY_SESSION)

    def _check_places(self):
        typed = [form for form in self.forms if form.has_changed()]
        if typed and self.instance.term_id is None:
            raise forms.ValidationError(_("Choose the term that these belong to."))
        own = getattr(getattr(self.instance, "student", None), "institution_id", None)
        for form in typed:
            for name in ("subject", "sat_term"):
                chosen = getattr(form, "cleaned_data", {}).get(name)
                if own and chosen and chosen.institution_id != own:
                    form.add_error(name, _("This belongs to another institution."))

    def _value(self, form, name):
        return getattr(form, "cleaned_data", {}).get(name) or getattr(form.instance, name, None)


class MarkFormSet(SubjectFormSet):
    """Marks; a mark that goes takes its components along."""

    def delete_existing(self, obj, commit=True):
        if commit:
            remove_marks(Mark.objects.filter(pk=obj.pk))


class LaterMarkFormSet(MarkFormSet):
    together = ("subject", "attempt")

    @classmethod
    def get_default_prefix(cls):
        return "later"  # "marks-2", as Django would have it, is the third row of the marks


class TermAttendanceFormSet(BaseInlineFormSet):
    """At most one row; emptied it is removed."""

    def _should_delete_form(self, form):
        return super()._should_delete_form(form) or (bool(form.instance.pk) and form.emptied)


class ComponentMarkFormSet(BaseModelFormSet):
    """A row for every component of the marks of a result, filled in or not.

    It stands beside the inlines of a result, to which a component mark belongs through its mark.
    """

    @classmethod
    def get_default_prefix(cls):
        return "parts"

    def __init__(self, *args, instance=None, save_as_new=False, queryset=None, **kwargs):
        self.instance = instance
        known = instance is not None and instance.pk
        marks = instance.marks.filter(attempt=1).select_related("subject") if known else []
        self.marks = {mark.pk: mark for mark in marks}
        self.components = self._components() if known else {}
        stored = ComponentMark.objects.filter(mark__in=self.marks)
        missing = self._missing(set(stored.values_list("mark", "component")))
        self.extra = len(missing)
        super().__init__(
            *args, queryset=stored.order_by("mark", "component"), initial=missing, **kwargs
        )

    def _components(self) -> dict[int, Component]:
        subjects = [mark.subject_id for mark in self.marks.values()]
        rows = Component.objects.filter(subject__in=subjects, term=self.instance.term_id)
        return rows.select_related("subject").in_bulk()

    def _missing(self, there: set[tuple[int, int]]) -> list[dict]:
        return [
            {"mark": mark.pk, "component": component.pk, "state": ""}
            for mark in self.marks.values()
            for component in self.components.values()
            if mark.subject_id == component.subject_id and (mark.pk, component.pk) not in there
        ]

    def add_fields(self, form, index):
        super().add_fields(form, index)
        stored = form.instance.pk is not None
        form.fields["mark"] = Known(self.marks, forms.HiddenInput(), stored)
        form.fields["component"] = Known(self.components, PartOf(self.components), stored)

    def clean(self):
        super().clean()
        for form in self.forms:
            chosen = getattr(form, "cleaned_data", {})
            mark, component = chosen.get("mark"), chosen.get("component")
            if mark and component and component.subject_id != mark.subject_id:
                raise forms.ValidationError(_("A component stands at a mark of another subject."))

    def save(self, commit=True):
        """Store all rows, then combine the marks once, so that the history has one step."""
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []
        changes = [change for form in self.forms if (change := self._store(form))]
        MarkChange.objects.bulk_create(changes)
        combine_components([self.instance.pk])
        return self.new_objects + [obj for obj, _ in self.changed_objects]

    def _store(self, form) -> MarkChange | None:
        if not form.has_changed():
            return None
        part = form.instance
        old = ComponentMark.objects.filter(pk=part.pk).first() if part.pk else None
        if old is not None and self._should_delete_form(form):
            ComponentMark.objects.filter(pk=old.pk).delete()
            self.deleted_objects.append(part)
            return component_change_of(old, None)
        if old is None:
            ComponentMark.objects.bulk_create([part])
            self.new_objects.append(part)
        else:
            ComponentMark.objects.bulk_update([part], ["state", "score", "published"])
            self.changed_objects.append((part, form.changed_data))
        return component_change_of(old, part)
