"""What is sent to try a model, and what it answers."""

from rest_framework import serializers

from analytics.api.inputs import Body, PlainText, WholeNumber, YesNo
from analytics.models import Target
from analytics.prediction.typed_inputs import INPUTS, LAST_WEEK, NOTHING_DUE, Input, problems


class Amount(serializers.FloatField):
    """A JSON number; neither a text nor a truth."""

    def to_internal_value(self, data):
        if isinstance(data, bool | str):
            self.fail("invalid")
        return super().to_internal_value(data)


def amount_of(one: Input) -> serializers.Field:
    """The field of an input, in its range."""
    kind = WholeNumber if one.whole else Amount
    words = f"{one.label} ({one.unit})"
    return kind(required=False, min_value=one.least, max_value=one.most, help_text=words)


class TriedAmounts(Body):
    """A student, pictured; what is not said is taken as of a typical student of the past."""

    institution = PlainText(max_length=40, required=False)
    target = serializers.ChoiceField(Target.choices, default=Target.AT_RISK)
    week = WholeNumber(min_value=0, max_value=LAST_WEEK, help_text="Weeks that have passed.")
    nothing_due = YesNo(default=False, help_text="Nothing was due so far.")

    def get_fields(self):
        return super().get_fields() | {name: amount_of(one) for name, one in INPUTS.items()}

    def validate(self, values):
        found = problems(values["week"], typed_of(values), values[NOTHING_DUE])
        if found:
            raise serializers.ValidationError({name: [text] for name, text in found.items()})
        return values


def typed_of(values: dict) -> dict[str, float]:
    """The amounts among the values of a body."""
    return {name: value for name, value in values.items() if name in INPUTS}


class InputRow(serializers.Serializer):
    """One amount that may be said, with its unit and range."""

    name = serializers.CharField()
    label = serializers.CharField()
    unit = serializers.CharField()
    least = serializers.IntegerField()
    most = serializers.IntegerField()
    whole = serializers.BooleanField()
    from_week = serializers.IntegerField()


class VersionInUse(serializers.Serializer):
    """A version in use, and of what."""

    institution = serializers.CharField()
    target = serializers.CharField()
    number = serializers.IntegerField()


class TryDescription(serializers.Serializer):
    """What may be said of a student, and the versions that can be asked."""

    inputs = InputRow(many=True)
    versions = VersionInUse(many=True)


class IntervalRow(serializers.Serializer):
    """What came of `n` past students given about the same, with its 95 % interval."""

    share = serializers.FloatField()
    low = serializers.FloatField()
    high = serializers.FloatField()
    n = serializers.IntegerField()


class TriedReason(serializers.Serializer):
    """What raised (above 0) or lowered the log odds against a typical student."""

    theme = serializers.CharField()
    pull = serializers.FloatField()
    sentence = serializers.CharField()


class TriedRow(serializers.Serializer):
    """What the version says. `not_known` were taken as typical, `unlearnt` have no effect."""

    probability = serializers.FloatField()
    interval = IntervalRow(allow_null=True)
    reasons = TriedReason(many=True)
    version = VersionInUse()
    week = serializers.IntegerField()
    not_known = serializers.ListField(child=serializers.CharField())
    unlearnt = serializers.ListField(child=serializers.CharField())
