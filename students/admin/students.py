"""Students: found by roll number or name, added with their term, removed with all they have."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from students.admin.access import ScopedAdmin
from students.admin.authors import RecordAuthors
from students.admin.filters import OwnRelated
from students.admin.forms import RegisterForm
from students.admin.importing import Imported
from students.admin.records import write_down
from students.admin.resources import StudentResource
from students.admin.result_inlines import MarkInline, SubjectAttendanceInline, TermAttendanceInline
from students.admin.results import LivePage
from students.admin.searching import StudentSearch
from students.admin.versioned import Versioned
from students.models import Batch, Branch, ImportRun, RecordView, Student, Term, TermResult
from students.models.removal import remove_student, remove_students
from students.models.structure import MOST_SEMESTERS
from students.models.taken_along import facts_of_students
from students.trails import note_looked

PERSON = ("institution", "roll_no", "name", "email", "user")
PLACEMENT = ("term", "branch", "batch", "section", "semester")


class StudentForm(RegisterForm):
    class Meta:
        model = Student
        fields = (*PERSON, "active")


class StudentEntryForm(RegisterForm):
    """A new student and, unless left empty, the term they begin in."""

    term = forms.ModelChoiceField(Term.objects.none(), label=gettext_lazy("Term"), required=False)
    branch = forms.ModelChoiceField(
        Branch.objects.none(), label=gettext_lazy("Branch"), required=False
    )
    batch = forms.ModelChoiceField(
        Batch.objects.none(), label=gettext_lazy("Batch"), required=False
    )
    section = forms.CharField(label=gettext_lazy("Section"), max_length=20, required=False)
    semester = forms.IntegerField(
        label=gettext_lazy("Semester"), min_value=1, max_value=MOST_SEMESTERS, required=False
    )
    places = None

    class Meta:
        model = Student
        fields = PERSON

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("term", Term), ("branch", Branch), ("batch", Batch)):
            self.fields[name].queryset = model.objects.filter(institution__in=self.places)

    def clean(self):
        cleaned = super().clean()
        if any(cleaned.get(name) for name in PLACEMENT):
            for name in ("term", "branch", "semester"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("A term needs a branch and a semester, and they a term.")
                    )
        return cleaned

    def place(self, result: TermResult):
        """Put what was chosen into the student's first result."""
        for name in PLACEMENT:
            setattr(result, name, self.cleaned_data[name])


@admin.register(Student)
class StudentAdmin(Imported, Versioned, LivePage, StudentSearch, ScopedAdmin):
    change_form_template = LivePage.change_form_template
    form = StudentForm
    import_kind = ImportRun.Kind.STUDENTS
    resource_classes = (StudentResource,)
    ordering = ("roll_key",)
    list_display = ("roll_no", "name", "institution", "email", "active")
    list_filter = (("institution", OwnRelated), "active")
    list_select_related = ("institution",)
    autocomplete_fields = ("user",)

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            return super().get_form(request, obj, change, **kwargs)
        form = super().get_form(request, obj, change, form=StudentEntryForm, **kwargs)
        return type("EntryForm", (form,), {"places": self.places(request, kept=True)})

    def get_fieldsets(self, request, obj=None):
        """A new student comes with a term; a known one shows theirs."""
        if obj is None:
            return (
                (None, {"fields": (PERSON[:3], PERSON[3:])}),
                (_("Term"), {"fields": (PLACEMENT,)}),
            )
        return ((None, {"fields": (*PERSON, "active", "terms")}),)

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "terms") if obj else fields

    def get_inlines(self, request, obj):
        return () if obj else (MarkInline, TermAttendanceInline, SubjectAttendanceInline)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """The tables of a new student are those of their first term."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk is None:
            kwargs["instance"] = self._first_result(request, obj)
        return kwargs

    def _first_result(self, request, student) -> TermResult:
        if not hasattr(request, "first_result"):
            request.first_result = TermResult(student=student)
        return request.first_result

    def save_form(self, request, form, change):
        student = super().save_form(request, form, change)
        if not change:
            form.place(self._first_result(request, student))
        return student

    def save_model(self, request, obj, form, change):
        """Stored in save_related, where the tables are: one refresh for all of it."""

    def save_related(self, request, form, formsets, change):
        student = form.instance
        with TermResult.objects.refreshing():
            student.save()
            write_down(form, change)
            result = None if change else self._first_result(request, student)
            if result is not None and result.term_id:
                result.student = student
                result.save()
                super().save_related(request, form, formsets, change)

    def construct_change_message(self, request, form, formsets, add=False):
        """The tables count where a term was made for them."""
        stored = [formset for formset in formsets if hasattr(formset, "new_objects")]
        return super().construct_change_message(request, form, stored, add)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is None:
            context |= self.live(request, None)
        else:
            context["without_preview"] = True
            note_looked(request.sight, RecordView.What.ADMIN, [obj.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def authors(self, obj):
        return RecordAuthors(obj)

    def get_deleted_objects(self, objs, request):
        """The students, and in numbers what goes with them."""
        names, counts, refused, _ = super().get_deleted_objects(objs, request)
        rows = Student.objects.filter(pk__in=[obj.pk for obj in objs])
        return [*names, *facts_of_students(rows).sentences()], counts, refused, []

    def delete_model(self, request, obj):
        remove_student(obj)

    def delete_queryset(self, request, queryset):
        remove_students(queryset)

    @admin.display(description=gettext_lazy("terms"))
    def terms(self, student):
        """Each term as a link to its page, and the way to the next."""
        add = f"{reverse('admin:students_termresult_add')}?student={student.pk}"
        rows = student.results.select_related("term", "branch")
        links = format_html_join(
            "",
            '<li><a href="{}">{}</a>, {}, {}</li>',
            (
                (
                    reverse("admin:students_termresult_change", args=[row.pk]),
                    row.term,
                    row.branch,
                    _("semester %(semester)s") % {"semester": row.semester},
                )
                for row in rows
            ),
        )
        html = '<ul class="terms">{}</ul><a href="{}">{}</a>'
        return format_html(html, links, add, _("Add a term"))
