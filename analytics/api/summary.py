"""Figures of a scope: what the overview shows, as JSON."""

from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from analytics.api.answers import operation
from analytics.api.parameters import PLACES, described
from analytics.api.scopes import scope_of_figures
from analytics.metrics.averages import branch_averages, subject_averages
from analytics.metrics.figures import Figures
from analytics.metrics.grades import grade_counts
from analytics.metrics.risks import risk_counts
from analytics.numerals import number


class AverageRow(serializers.Serializer):
    """The average of a branch."""

    code = serializers.CharField()
    average = serializers.FloatField(allow_null=True)


class SubjectAverageRow(AverageRow):
    """The average of a subject."""

    title = serializers.CharField(allow_blank=True)


class Summary(serializers.Serializer):
    """What the schema says of the figures."""

    students = serializers.IntegerField(allow_null=True)
    average = serializers.FloatField(allow_null=True)
    attendance = serializers.FloatField(allow_null=True)
    pass_rate = serializers.FloatField(allow_null=True)
    high_risk = serializers.IntegerField(allow_null=True)
    grades = serializers.DictField(child=serializers.IntegerField())
    risks = serializers.DictField(child=serializers.IntegerField())
    subjects = SubjectAverageRow(many=True)
    branches = AverageRow(many=True)
    provisional = serializers.IntegerField(allow_null=True)
    few = serializers.BooleanField(required=False)
    as_of = serializers.DateTimeField(allow_null=True)
    term = serializers.CharField(allow_null=True)
    subject = serializers.CharField(allow_null=True)


class SummaryView(APIView):
    """Counts, averages, grades and risks of everybody in a scope."""

    @operation("summary", {200: Summary}, parameters=described(PLACES))
    def get(self, request):
        """The figures of the scope. The answer names the term meant, where it is one."""
        return Response(summary(Figures(scope_of_figures(request))))


def summary(figures: Figures) -> dict:
    """The answer; numbers have the places that pages show, and null stands where there is none.

    `few`: there are students, too few to tell of them to who may not look them up.
    """
    total, scope = figures.total, figures.scope
    codes = {term.code for term in scope.terms}
    return {
        "students": None if total.few else total.students,
        "average": number(total.average),
        "attendance": number(total.attendance),
        "pass_rate": number(total.pass_rate),
        "high_risk": None if total.few else total.high_risk,
        "grades": {} if total.few else counts_by_letter(figures),
        "risks": {} if total.few else risk_counts(figures),
        "subjects": [
            {"code": one.code, "title": one.title, "average": number(one.average)}
            for one in subject_averages(figures)
        ],
        "branches": [
            {"code": one.code, "average": number(one.average)} for one in branch_averages(figures)
        ],
        "provisional": None if total.few else total.provisional,
        "as_of": total.changed_at,
        "term": codes.pop() if len(codes) == 1 else None,
        "subject": scope.chosen.get("subject"),
        **({"few": True} if total.few else {}),
    }


def counts_by_letter(figures: Figures) -> dict[str, int]:
    """Students by grade, the best first."""
    return {count.letter: count.students for count in grade_counts(figures)}
