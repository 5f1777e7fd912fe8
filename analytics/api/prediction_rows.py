"""A guess about a student's course as the API tells it."""

from collections.abc import Iterable

from rest_framework import serializers

from analytics.api.answers import page_of
from analytics.chances.courses import by_number, sure_of
from analytics.chances.lists import versions_numbered
from analytics.models import ModelVersion, Prediction, Target
from analytics.models.predictions import MILLION
from analytics.prediction.reasons import reasons

PLACES = 4
RELATED = ("enrolment__result__student", "enrolment__result__term", "enrolment__subject")


class GuessedStudent(serializers.Serializer):
    """Whose guess it is."""

    id = serializers.IntegerField()
    roll_no = serializers.CharField()


class UncertaintyRow(serializers.Serializer):
    """Of `n` students given about the same chance in the test, the share it came true for. Of
    the next ones it may be `low` to `high`: the 95 % interval of that share, widened to both sides
    by how far all guesses of the test together lay off."""

    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()


class PullRow(serializers.Serializer):
    """A reason: `pull` is what it adds to the log odds, above 0 where it raised the chance."""

    theme = serializers.CharField()
    sentence = serializers.CharField()
    pull = serializers.FloatField()


class PredictionRow(serializers.Serializer):
    """The chance that a version gave a student in a subject, as known at the end of `as_of`.

    `uncertainty` is null where nobody in the test was given about so high or low a chance, and
    after the last week that was tested.
    """

    id = serializers.IntegerField()
    institution = serializers.CharField()
    student = GuessedStudent()
    subject = serializers.CharField()
    term = serializers.CharField()
    target = serializers.ChoiceField([str(one) for one in Target])
    version = serializers.IntegerField()
    as_of = serializers.DateField()
    probability = serializers.FloatField(min_value=0, max_value=1)
    uncertainty = UncertaintyRow(allow_null=True)
    reasons = PullRow(many=True)
    made_at = serializers.DateTimeField()


PredictionPage = page_of(PredictionRow)


def prediction_rows(guesses: Iterable[Prediction]) -> list[dict]:
    """A row for each, which has its RELATED; one query."""
    guesses = list(guesses)
    versions = by_number(versions_numbered({one.version_id for one in guesses}))
    return [PredictionRow(_row(one, versions[one.version_id])).data for one in guesses]


def _row(one: Prediction, version: ModelVersion) -> dict:
    result, sure = one.enrolment.result, sure_of(one, version)
    found = reasons(dict(zip(version.inputs, one.inputs, strict=True)), one.pulls)
    return {
        "id": one.pk,
        "institution": version.institution.code,
        "student": {"id": result.student_id, "roll_no": result.student.roll_no},
        "subject": one.enrolment.subject.code,
        "term": result.term.code,
        "target": version.target,
        "version": version.number,
        "as_of": one.as_of,
        "probability": round(one.millionths / MILLION, PLACES),
        "uncertainty": sure and {name: _places(value) for name, value in vars(sure).items()},
        "reasons": [vars(reason) for reason in found],
        "made_at": one.made_at,
    }


def _places(value: float) -> float:
    return round(value, PLACES)
