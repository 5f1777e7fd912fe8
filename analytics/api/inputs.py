"""What bodies are made of: values of exactly the type the schema names, and rows by their codes."""

import re
from decimal import Decimal

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from students.models import Institution
from students.rules.keys import key_of, unsafe_characters

NOT_A_FIELD = "There is no field of this name to write."


class Body(serializers.Serializer):
    """A JSON object; fields of another name are told, together with every other fault."""

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


class PlainText(serializers.CharField):
    """A line of text without anything that cannot be seen; a number is none."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        text = super().to_internal_value(data)
        if unsafe_characters(text):
            raise serializers.ValidationError("It holds characters that cannot be seen.")
        return text


class WholeNumber(serializers.IntegerField):
    """A JSON number without places; neither a text nor a truth."""

    def to_internal_value(self, data):
        if isinstance(data, bool | str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Score(serializers.DecimalField):
    """A JSON number of at most two places, kept as it was written."""

    def __init__(self, most: int, least: int = 0, **kwargs):
        digits = len(str(most)) + 2
        limits = {"max_value": Decimal(most), "min_value": Decimal(least)}
        super().__init__(max_digits=digits, decimal_places=2, **limits, **kwargs)

    def to_internal_value(self, data):
        if isinstance(data, bool | str):
            self.fail("invalid")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    """true or false, and no word for them."""

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


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


def number_of(text: str) -> int | None:
    """The number of a row as an address or a filter writes it; None for anything else."""
    return int(text) if re.fullmatch(r"[0-9]{1,18}", text) else None
