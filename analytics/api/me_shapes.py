"""The shape of what the API tells a student of themselves."""

from rest_framework import serializers

from analytics.api.declared_lines import DeclaredRow
from analytics.api.mark_rows import MarkRow, PartRow
from analytics.people.needs import DONE, OPEN, OUT


class AwaitedRow(serializers.Serializer):
    """A subject whose mark is not published yet, with those of its components that are."""

    subject = serializers.CharField()
    title = serializers.CharField()
    components = PartRow(many=True)


class OwnRegisterRow(serializers.Serializer):
    """Attendance in a subject; `outlook` says what may be missed, `verdict` what stands in the way
    of the examination."""

    subject = serializers.CharField()
    title = serializers.CharField()
    held = serializers.IntegerField()
    attended = serializers.IntegerField()
    excused = serializers.IntegerField()
    percent = serializers.FloatField(allow_null=True)
    outlook = serializers.CharField(allow_blank=True)
    verdict = serializers.CharField(allow_blank=True)


class NeedRow(serializers.Serializer):
    """An aim and what it takes: open it can be reached, done it is, out it cannot be."""

    title = serializers.CharField()
    sentence = serializers.CharField(allow_blank=True)
    state = serializers.ChoiceField([OPEN, DONE, OUT])


class OwnTermRow(serializers.Serializer):
    """A term of theirs, by what is published of it."""

    term = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    semester = serializers.IntegerField()
    average = serializers.FloatField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    attendance = serializers.FloatField(allow_null=True)


class OwnDeclaredRow(DeclaredRow):
    """The newest result of the term that was declared and published."""

    number = serializers.IntegerField()
    declared_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()


class LookerRow(serializers.Serializer):
    """Somebody who looked at the record, on one day; `how` says where."""

    name = serializers.CharField()
    role = serializers.CharField(allow_blank=True)
    day = serializers.DateField()
    how = serializers.CharField()


class OwnRow(serializers.Serializer):
    """One term of the student who asks; figures are those of the published marks alone."""

    id = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()
    institution = serializers.CharField()
    term = serializers.CharField()
    branch = serializers.CharField()
    batch = serializers.CharField(allow_null=True)
    semester = serializers.IntegerField()
    section = serializers.CharField(allow_null=True)
    average = serializers.FloatField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    attendance = serializers.FloatField(allow_null=True)
    passed = serializers.IntegerField()
    registered = serializers.IntegerField()
    provisional = serializers.BooleanField()
    withheld = serializers.BooleanField()
    policy = serializers.IntegerField()
    marks = MarkRow(many=True)
    awaited = AwaitedRow(many=True)
    registers = OwnRegisterRow(many=True)
    needs = NeedRow(many=True)
    terms = OwnTermRow(many=True)
    declared = OwnDeclaredRow(allow_null=True)
    lookers = LookerRow(many=True)
    as_of = serializers.DateTimeField()
