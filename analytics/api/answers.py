"""What the schema says of answers: each good one, and each way of saying no that can happen."""

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers


class Refusal(serializers.Serializer):
    """Why nothing came of a request."""

    detail = serializers.CharField()


class ProblemRow(serializers.Serializer):
    """One thing that is wrong: in a field of the body, a parameter, or a row of a file."""

    field = serializers.CharField(allow_null=True)
    row = serializers.IntegerField(allow_null=True)
    column = serializers.CharField(allow_null=True)
    value = serializers.CharField(allow_blank=True)
    reason = serializers.CharField()
    mend = serializers.CharField(allow_blank=True)


class Problems(Refusal):
    """Everything that is wrong, at once."""

    problems = ProblemRow(many=True)


class Stale(Refusal):
    """Somebody was faster: what is stored now, beside what was sent."""

    version = serializers.IntegerField()
    stored = serializers.DictField()
    sent = serializers.DictField()


REFUSALS = {
    400: Problems,
    401: Refusal,
    403: Refusal,
    404: Refusal,
    409: Problems,
    412: Stale,
    413: Refusal,
    415: Refusal,
    428: Refusal,
    429: Refusal,
    503: Refusal,
}
ALWAYS = (401, 403, 429)
READING = (400, 404)
MAKING = (400, 404, 413, 415)
CHANGING = (400, 404, 412, 413, 415, 428)
REMOVING = (400, 404, 412, 428)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description='The version that was read, such as "7".',
)
IF_MATCH_SHEET = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    required=True,
    description="The ETag of the declaration as it was read: its number, and what the marks come "
    "to.",
)

RETRY_AFTER = OpenApiParameter(
    "Retry-After",
    int,
    OpenApiParameter.HEADER,
    response=[429],
    description="After so many seconds there is room for another request.",
)


def operation(name: str, good: dict, refusals: tuple[int, ...] = READING, **more):
    """Decorate a view's method: its name, its good answers by status, and its refusals."""
    responses = {status: REFUSALS[status] for status in (*ALWAYS, *refusals)}
    parameters = [*more.pop("parameters", ()), RETRY_AFTER]
    return extend_schema(
        operation_id=name, responses=good | responses, parameters=parameters, **more
    )


def answered_with(header: str, *statuses: int) -> OpenApiParameter:
    """A header of the good answers."""
    return OpenApiParameter(header, str, OpenApiParameter.HEADER, response=list(statuses))


def page_of(row: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """What the schema says of a page of these rows."""
    fields = {
        "next": serializers.URLField(allow_null=True),
        "previous": serializers.URLField(allow_null=True),
        "results": row(many=True),
    }
    name = row.__name__.removesuffix("Row") + "Page"
    return type(name, (serializers.Serializer,), {"__doc__": "One page of a list.", **fields})
