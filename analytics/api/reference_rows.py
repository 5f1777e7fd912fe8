"""What an institution is made of, as the API tells it: what codes in other answers mean."""

from rest_framework import serializers

from analytics.api.answers import page_of
from students.models import Component, Subject


class InstitutionRow(serializers.Serializer):
    """A college or training institute."""

    code = serializers.CharField()
    name = serializers.CharField()


class TermRow(serializers.Serializer):
    """A term of an institution."""

    institution = serializers.CharField(source="institution.code")
    code = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class CodedRow(serializers.Serializer):
    """A branch, or a batch."""

    institution = serializers.CharField(source="institution.code")
    code = serializers.CharField()
    title = serializers.CharField(allow_blank=True)


class SubjectRow(CodedRow):
    """What is taught; shared by the branches that take it."""

    kind = serializers.ChoiceField(Subject.Kind.choices)
    credits = serializers.FloatField(allow_null=True)


class ComponentRow(serializers.Serializer):
    """An assessed part of a subject in a term."""

    institution = serializers.CharField(source="term.institution.code")
    term = serializers.CharField(source="term.code")
    subject = serializers.CharField(source="subject.code")
    code = serializers.CharField()
    kind = serializers.ChoiceField(Component.Kind.choices)
    max_score = serializers.FloatField()
    weight = serializers.FloatField()


InstitutionPage = page_of(InstitutionRow)
TermPage = page_of(TermRow)
CodedPage = page_of(CodedRow)
SubjectPage = page_of(SubjectRow)
ComponentPage = page_of(ComponentRow)
