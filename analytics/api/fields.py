"""The fields a student and their place in a term are written by; every fault is named at once."""

from rest_framework import serializers

from analytics.api.inputs import Body, Coded, PlainText, WholeNumber
from students.models import Batch, Branch, Student, Term, TermResult
from students.rules.keys import code_problem, key_of, name_key_of


class ChangedStudent(Body):
    """What may be changed of a student, and of their place in the term meant.

    In the context: `institution`, and `student` where one is changed.
    """

    roll_no = PlainText(max_length=40)
    name = PlainText(max_length=200)
    email = serializers.EmailField(max_length=254, required=False, allow_blank=True)
    branch = Coded(Branch)
    batch = Coded(Batch, required=False, allow_blank=True, allow_null=True)
    semester = WholeNumber(min_value=1, max_value=20)
    section = PlainText(max_length=20, required=False, allow_blank=True)
    status = serializers.ChoiceField(TermResult.Status.choices, required=False)

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

    def validate_name(self, name: str) -> str:
        if not name_key_of(name):
            raise serializers.ValidationError("Nothing of it can be seen.")
        return name

    def validate_section(self, section: str) -> str:
        if len(key_of(section)) > TermResult._meta.get_field("section").max_length:
            raise serializers.ValidationError("It is too long.")
        return section


class NewStudent(ChangedStudent):
    """A new student with a place in a term: of the one institution written, of the current term."""

    institution = PlainText(max_length=40, required=False)
    term = Coded(Term, required=False)
    status = None
