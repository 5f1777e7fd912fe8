"""Rows as spreadsheets: what an export holds, and `import_data` through the one front door."""

from import_export import resources
from import_export.fields import Field
from import_export.results import Result
from tablib import Dataset

from students.admin.import_results import refused_result, result_of
from students.imports import runs
from students.imports.cells import guarded
from students.imports.compared_marks import exported_text
from students.imports.options import Options
from students.imports.refusals import ImportRefused
from students.imports.standings import mark_value
from students.models import (
    Door,
    ImportRun,
    Mark,
    Student,
    SubjectAttendance,
    TermAttendance,
    TermResult,
)
from students.rules.policy import Policy
from students.rules.shown import shown_attendance, shown_average


class Text(Field):
    """Words of people: no spreadsheet takes them for a formula."""

    def export(self, instance, **kwargs):
        value = self.get_value(instance)
        return guarded("" if value is None else str(value))


class Number(Field):
    """A number stays one; nothing is an empty cell."""

    def export(self, instance, force_native_type=False, **kwargs):
        value = self.get_value(instance)
        if force_native_type:
            return value
        return "" if value is None else str(value)


class RegisterResource(resources.ModelResource):
    """A resource whose file goes the way of every other file: checked, and stored as a whole."""

    kind = ImportRun.Kind.MARKS

    def import_data(self, dataset: Dataset, dry_run=False, raise_errors=False, **kwargs) -> Result:
        """Store the dataset, or nothing; `institution`, `term`, `user`, `create`, `publish`,
        `skip_refused` and `file_name` may be given, everything else of the library is not asked.
        """
        try:
            summary = runs.run_at_once(
                self.kind,
                dataset.export("csv").encode(),
                kwargs.get("file_name") or "dataset.csv",
                institution=kwargs.get("institution"),
                term=kwargs.get("term"),
                user=kwargs.get("user"),
                door=kwargs.get("door", Door.SHELL),
                options=Options(
                    create=kwargs.get("create", True), publish=kwargs.get("publish", False)
                ),
                skip_refused=kwargs.get("skip_refused", False),
                dry_run=dry_run,
            )
        except ImportRefused as refusal:
            if raise_errors:
                raise
            return refused_result(refusal)
        return result_of(summary, dataset)


class StudentResource(RegisterResource):
    kind = ImportRun.Kind.STUDENTS
    institution = Text("institution__code", "Institution")
    roll_no = Text("roll_no", "Roll number")
    name = Text("name", "Name")
    email = Text("email", "E-mail")

    class Meta:
        model = Student
        fields = ("institution", "roll_no", "name", "email")


class MarkResource(RegisterResource):
    roll_no = Text("result__student__roll_no", "Roll number")
    name = Text("result__student__name", "Name")
    term = Text("result__term__code", "Term")
    branch = Text("result__branch__code", "Branch")
    semester = Number("result__semester", "Semester")
    subject = Text("subject__code", "Subject")
    attempt = Number("attempt", "Attempt")
    state = Text("state", "State")
    score = Number("score", "Score")
    max_score = Number("max_score", "Maximum")
    sat_term = Text("sat_term__code", "Sat in")
    exported = Text(None, "Exported as")

    class Meta:
        model = Mark
        fields = (
            "roll_no",
            "name",
            "term",
            "branch",
            "semester",
            "subject",
            "attempt",
            "state",
            "score",
            "max_score",
            "sat_term",
            "exported",
        )

    def dehydrate_exported(self, mark):
        """What the register held; a mark somebody edits before the file is back is not lost."""
        return exported_text(mark_value(mark.state, mark.score, mark.max_score, mark.published))


class AttendanceResource(RegisterResource):
    kind = ImportRun.Kind.ATTENDANCE
    roll_no = Text("result__student__roll_no", "Roll number")
    name = Text("result__student__name", "Name")
    term = Text("result__term__code", "Term")
    held = Number("held", "Held")
    attended = Number("attended", "Attended")
    excused = Number("excused", "Excused")


class TermAttendanceResource(AttendanceResource):
    percent = Number("percent", "Attendance")

    class Meta:
        model = TermAttendance
        fields = ("roll_no", "name", "term", "held", "attended", "excused", "percent")


class SubjectAttendanceResource(AttendanceResource):
    subject = Text("subject__code", "Subject")

    class Meta:
        model = SubjectAttendance
        fields = ("roll_no", "name", "term", "subject", "held", "attended", "excused")


class TermResultResource(resources.ModelResource):
    """A student's term with its figures as they are shown; it is imported through its marks."""

    roll_no = Text("student__roll_no", "Roll number")
    name = Text("student__name", "Name")
    term = Text("term__code", "Term")
    branch = Text("branch__code", "Branch")
    batch = Text("batch__code", "Batch")
    semester = Number("semester", "Semester")
    section = Text("section", "Section")
    status = Text("status", "Status")
    average = Text(None, "Average")
    grade = Text("grade", "Grade")
    attendance = Text(None, "Attendance")

    class Meta:
        model = TermResult
        fields = (
            "roll_no",
            "name",
            "term",
            "branch",
            "batch",
            "semester",
            "section",
            "status",
            "average",
            "grade",
            "attendance",
        )

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self._policies: dict[int, Policy] = {}  # each is read once, not for every row

    def dehydrate_average(self, result):
        return shown_average(result.mark_sum, result.mark_count, self._policy_of(result))

    def dehydrate_attendance(self, result):
        return shown_attendance(result.exact_attendance, self._policy_of(result))

    def _policy_of(self, result) -> Policy:
        number = result.policy_version_id
        if number not in self._policies:
            self._policies[number] = result.policy_version.policy
        return self._policies[number]
