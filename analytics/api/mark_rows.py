"""Marks as the API tells them, with the components they are combined from."""

from collections.abc import Iterable

from django.db.models import QuerySet
from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.api.versions import mark_version
from analytics.numerals import number
from students.models import ComponentMark, Mark, PolicyVersion, State
from students.rules.shown import shown_percent

RELATED = ("result__student", "result__term", "subject", "sat_term")


class PartRow(serializers.Serializer):
    """What a student got in one component."""

    component = serializers.CharField()
    kind = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    score = serializers.FloatField(allow_null=True)
    max_score = serializers.FloatField()
    weight = serializers.FloatField()
    published = serializers.BooleanField()


class MarkRow(serializers.Serializer):
    """One student's mark in one subject; `percent`, `grade` and `passed` follow from it."""

    id = serializers.IntegerField()
    result = serializers.IntegerField()
    student = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()
    term = serializers.CharField()
    subject = serializers.CharField()
    attempt = serializers.IntegerField()
    sat_term = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(State.choices)
    score = serializers.FloatField(allow_null=True)
    max_score = serializers.FloatField()
    percent = serializers.FloatField(allow_null=True)
    grade = serializers.CharField(allow_null=True)
    passed = serializers.BooleanField(allow_null=True)
    published = serializers.BooleanField()
    components = PartRow(many=True)
    version = serializers.IntegerField()


MarkPage = page_of(MarkRow)


def told(marks: QuerySet[Mark]) -> QuerySet[Mark]:
    """These marks with all that a row needs, values and version read by one statement."""
    related = marks.select_related(*RELATED).prefetch_related("component_marks__component")
    return related.annotate(version=mark_version())


def rows(marks: QuerySet[Mark]) -> list[dict]:
    """One row for each mark. Four queries."""
    marks = list(told(marks))
    policies = PolicyVersion.objects.in_bulk({mark.result.policy_version_id for mark in marks})
    return [row(mark, policies[mark.result.policy_version_id]) for mark in marks]


def row(mark: Mark, version: PolicyVersion) -> dict:
    """A mark that was `told`, read by the policy its result is bound to."""
    student = mark.result.student
    return {
        "id": mark.pk,
        "result": mark.result_id,
        "student": student.pk,
        "roll_no": student.roll_no,
        "name": student.name,
        "term": mark.result.term.code,
        "subject": mark.subject.code,
        "attempt": mark.attempt,
        "sat_term": mark.sat_term.code if mark.sat_term else None,
        "state": mark.state,
        "score": score_shown(mark.score),
        "max_score": score_shown(mark.max_score),
        "percent": number(shown_percent(mark.percent, version.policy)),
        "grade": mark.grade or None,
        "passed": mark.passed,
        "published": mark.published,
        "components": list(parts(mark.component_marks.all())),
        "version": mark.version,
    }


def parts(of_mark: Iterable[ComponentMark]) -> Iterable[dict]:
    """A row for each component of a mark that is there."""
    for part in of_mark:
        yield {
            "component": part.component.code,
            "kind": part.component.kind,
            "state": part.state,
            "score": score_shown(part.score),
            "max_score": score_shown(part.component.max_score),
            "weight": score_shown(part.component.weight),
            "published": part.published,
        }


def score_shown(score) -> float | None:
    """A score of two places as a JSON number; None for none."""
    return None if score is None else float(score)
