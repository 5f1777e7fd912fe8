"""One student's line of a declared result, to staff as to the student."""

from rest_framework import serializers

from analytics.numerals import number
from students.models import DeclaredResult, State, Verdict

NUMBERS = ("sgpa", "cgpa", "total", "maximum", "credits_earned", "credits_registered")


class GraceRow(serializers.Serializer):
    """Marks given by an ordinance; never part of a score."""

    code = serializers.CharField()
    head = serializers.CharField()
    marks = serializers.FloatField()


class HeadRow(serializers.Serializer):
    """A head that has to be passed; `short` says by how many marks it is not."""

    name = serializers.CharField()
    score = serializers.FloatField()
    maximum = serializers.FloatField()
    short = serializers.FloatField(allow_null=True)


class PaperRow(serializers.Serializer):
    """A subject as declared."""

    code = serializers.CharField()
    title = serializers.CharField(allow_blank=True)
    credits = serializers.FloatField(allow_null=True)
    kind = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    score = serializers.FloatField(allow_null=True)
    maximum = serializers.FloatField()
    passed = serializers.BooleanField(allow_null=True)
    letter = serializers.CharField(allow_blank=True)
    point = serializers.FloatField(allow_null=True)
    heads = HeadRow(many=True)
    grace = GraceRow(many=True)


class DeclaredRow(serializers.Serializer):
    """What one student's term comes to; `grace` is to the total, that to a subject is there."""

    verdict = serializers.ChoiceField(Verdict.choices)
    class_title = serializers.CharField(allow_blank=True)
    sgpa = serializers.FloatField(allow_null=True)
    cgpa = serializers.FloatField(allow_null=True)
    total = serializers.FloatField()
    maximum = serializers.FloatField()
    credits_earned = serializers.FloatField()
    credits_registered = serializers.FloatField()
    promoted = serializers.BooleanField(allow_null=True)
    backlogs = serializers.ListField(child=serializers.CharField())
    grace = GraceRow(many=True)
    papers = PaperRow(many=True)


class LineRow(DeclaredRow):
    """The same with whose it is."""

    student = serializers.IntegerField()
    result = serializers.IntegerField()
    roll_no = serializers.CharField()
    name = serializers.CharField()


def line_row(line: DeclaredResult) -> dict:
    """A line of which `student` was selected."""
    student = line.student
    whose = {"roll_no": student.roll_no, "name": student.name}
    return declared_row(line) | {"student": student.pk, "result": line.result_id, **whose}


def declared_row(line: DeclaredResult) -> dict:
    """What was declared in it; the copy holds numbers of subjects as texts."""
    return {
        "verdict": line.verdict,
        "class_title": line.class_title,
        **{name: _plain(getattr(line, name)) for name in NUMBERS},
        "promoted": line.promoted,
        "backlogs": line.backlogs,
        "grace": [_grace(one) for one in line.grace],
        "papers": [_paper(one) for one in line.papers],
    }


def _paper(told: dict) -> dict:
    numbers = {name: number(told[name]) for name in ("credits", "score", "maximum", "point")}
    heads = [_numbered(head, "score", "maximum", "short") for head in told["heads"]]
    return told | numbers | {"heads": heads, "grace": [_grace(one) for one in told["grace"]]}


def _grace(told: dict) -> dict:
    return _numbered(told, "marks")


def _numbered(told: dict, *names: str) -> dict:
    return told | {name: number(told[name]) for name in names}


def _plain(value) -> float | None:
    return None if value is None else float(value)
