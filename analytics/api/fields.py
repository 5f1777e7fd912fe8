"""The fields a student and their place in a term are written by; every fault is named at once."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from students.models import Batch, Branch, Institution, Student, Term, TermResult
from students.rules.keys import code_problem, key_of, unsafe_characters

NOT_A_FIELD = "There is no field of this name to write."


class PlainText(serializers.CharField):
    """A line of text without anything that cannot be seen."""

    def to_internal_value(self, data):
        text = super().to_internal_value(data)
        if unsafe_characters(text):
            raise serializers.ValidationError("It holds characters that cannot be seen.")
        return text


@extend_schema_field(OpenApiTypes.STR)
class Coded(serializers.Field):
    """The code of something the institution in the context has; gives that row, None for ""."""

    default_error_messages = {"unknown": "{institution} has no {kind} “{code}”."}

    def __init__(self, model, allow_blank=False, **kwargs):
        self.model = model
        self.text = PlainText(max_length=40, allow_blank=allow_blank)
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        code = self.text.run_validation(data)
        institution: Institution | None = self.context["institution"]
        if institution is None or not code:
            return None
        found = self.model.objects.filter(institution=institution, code_key=key_of(code)).first()
        if found is None:
            kind = self.model._meta.verbose_name
            self.fail("unknown", institution=institution.name, kind=kind, code=code)
        return found


class ChangedStudent(serializers.Serializer):
    """What may be changed of a student, and of their place in the term meant.

    In the context: `institution`, and `student` where one is changed.
    """

    roll_no = PlainText(max_length=40)
    name = PlainText(max_length=200)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    branch = Coded(Branch)
    batch = Coded(Batch, required=False, allow_blank=True, allow_null=True)
    semester = serializers.IntegerField(min_value=1, max_value=20)
    section = PlainText(max_length=20, required=False, allow_blank=True)
    status = serializers.ChoiceField(TermResult.Status.choices, required=False)

    def to_internal_value(self, data):
        """The values by field; problems of known and unknown fields together."""
        problems, values = {}, {}
        if isinstance(data, dict):
            problems = {name: [NOT_A_FIELD] for name in data if name not in self.fields}
        try:
            values = super().to_internal_value(data)
        except serializers.ValidationError as error:
            problems |= error.detail
        if problems:
            raise serializers.ValidationError(problems)
        return values

    def validate_roll_no(self, roll_no: str) -> str:
        if problem := code_problem(roll_no):
            raise serializers.ValidationError(problem)
        student = self.context.get("student")
        same = Student.objects.filter(
            institution=self.context["institution"], roll_key=key_of(roll_no)
        ).exclude(pk=student and student.pk)
        if same.exists():
            raise serializers.ValidationError(f"The roll number “{roll_no}” is taken already.")
        return roll_no

    def validate_section(self, section: str) -> str:
        if len(key_of(section)) > TermResult._meta.get_field("section").max_length:
            raise serializers.ValidationError("It is too long.")
        return section


class NewStudent(ChangedStudent):
    """A new student with a place in a term: of the one institution written, of the current term."""

    institution = PlainText(max_length=40, required=False)
    term = Coded(Term, required=False)
    status = None
